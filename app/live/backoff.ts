import type { Clock } from './clock'

const FIRST = 600
const LONGEST = 5_000

/** How long to wait before the next attempt: doubling, and spread out so that a whole hall does not come back at once. */
export class Backoff {
  #attempts = 0
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The very first attempt waits for nothing; the first one after a loss between 0 and 0.6 s. */
  next(): number {
    const attempt = this.#attempts++
    if (attempt === 0) return 0
    const ceiling = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt - 1, 10))
    const floor = attempt === 1 ? 0 : ceiling / 2
    return Math.round(floor + this.#clock.random() * (ceiling - floor))
  }

  /** The connection did useful work: the next loss is a first one. */
  reset(): void {
    this.#attempts = 1
  }
}
