import type { Spoken } from './awareness'
import type { Limits } from './limits'
import { Bucket } from './rate'

/** Keeps one connection's awareness within its limits: too fast, and only the newest state waits for its turn. */
export class AwarenessGate {
  private readonly bucket: Bucket
  private readonly newest = new Map<number, Spoken>()
  private timer: NodeJS.Timeout | null = null

  constructor(
    private readonly limits: Limits,
    private readonly pass: (spoken: Spoken) => void,
  ) {
    this.bucket = new Bucket(limits.awarenessPerSecond, limits.awarenessPerSecond, performance.now())
  }

  /** @returns false when a state is too large; then nothing of the message is taken. */
  take(states: readonly Spoken[]): boolean {
    if (states.some(spoken => spoken.json.length > this.limits.awarenessBytes)) return false
    for (const spoken of states) this.newest.set(spoken.client, spoken)
    if (!this.timer && this.newest.size > 0) this.next()
    return true
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    this.newest.clear()
  }

  private next(): void {
    this.timer = null
    const states = [...this.newest.values()]
    this.newest.clear()
    const wait = this.bucket.take(performance.now())
    for (const spoken of states) this.pass(spoken)
    if (wait > 0) this.timer = setTimeout(() => this.afterWait(), wait)
  }

  private afterWait(): void {
    this.timer = null
    if (this.newest.size > 0) this.next()
  }
}
