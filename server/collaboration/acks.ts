/**
 * Which of one connection's update-carrying frames may be called saved. Each frame waits for a place in the room's
 * queue to be committed; frames are acknowledged in order, so one that is held back holds back all behind it.
 */
export class Acks {
  private readonly waiting: { n: number; place: number }[] = []

  /** Frame `n` is saved as soon as everything queued up to `place` is committed. */
  expect(n: number, place: number): void {
    this.waiting.push({ n, place })
  }

  /** Frame `n` was not taken in; what it carried must come again first. */
  hold(n: number): void {
    this.waiting.push({ n, place: Infinity })
  }

  /** What was held back has come again, and is queued up to `place`. */
  release(place: number): void {
    for (const frame of this.waiting) if (frame.place === Infinity) frame.place = place
  }

  /** Takes out what `committed` allows. @returns the highest frame number that is saved now, or null for none. */
  settle(committed: number): number | null {
    let done = 0
    for (const frame of this.waiting) {
      if (frame.place > committed) break
      done++
    }
    if (done === 0) return null
    return this.waiting.splice(0, done).at(-1)?.n ?? null
  }

  get empty(): boolean {
    return this.waiting.length === 0
  }
}
