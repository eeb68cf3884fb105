/** A bucket that may go into debt: what has arrived is always handled, and the debt says how long not to read on. */
export class Bucket {
  private tokens: number
  private filledAt: number

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    now: number,
  ) {
    this.tokens = burst
    this.filledAt = now
  }

  /** @returns milliseconds to wait until the bucket is out of debt; 0 when it is not in debt. */
  take(now: number, count = 1): number {
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.filledAt) * this.perSecond) / 1000)
    this.filledAt = now
    this.tokens -= count
    return this.tokens >= 0 ? 0 : Math.ceil((-this.tokens * 1000) / this.perSecond)
  }
}
