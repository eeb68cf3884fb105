/** Time and chance as a thing one can hand in, so that tests decide both. */
export interface Clock {
  now(): number
  /** Calls back once after so many milliseconds. @returns what cancels it. */
  after(milliseconds: number, callback: () => void): () => void
  /** A number from 0 up to 1. */
  random(): number
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds)
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
}
