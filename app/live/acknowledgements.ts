import type { UpdateKind } from './frames'

/**
 * Which local updates the server has committed. An acknowledgement names frames of one connection; this book says which
 * updates they carried. Only a sync step 2 carries everything from before it, so until one has left on a connection
 * its frames prove nothing about older updates.
 */
export class Acknowledgements {
  /** Number of the last local update, from 1. */
  last = 0
  /** All local updates up to this one are committed. */
  acknowledged = 0
  /** A step 2 has been acknowledged: the server has all this page held when they met. */
  confirmed = false

  #complete = false
  #frames: { n: number; kind: UpdateKind; covers: number }[] = []

  /** A local update was made. @returns its number. */
  local(): number {
    return ++this.last
  }

  /** A new connection counts its frames from the beginning. */
  connected(): void {
    this.#complete = false
    this.#frames = []
  }

  sent(n: number, kind: UpdateKind): void {
    this.#complete ||= kind === 'step2'
    this.#frames.push({ n, kind, covers: this.#complete ? this.last : 0 })
  }

  /** All frames up to n are committed. */
  saved(n: number): void {
    const settled = this.#frames.filter(frame => frame.n <= n)
    this.#frames = this.#frames.filter(frame => frame.n > n)
    this.acknowledged = Math.max(this.acknowledged, ...settled.map(frame => frame.covers))
    this.confirmed ||= settled.some(frame => frame.kind === 'step2')
  }

  get waiting(): boolean {
    return this.acknowledged < this.last
  }
}
