import { Acknowledgements } from './acknowledgements'
import type { UpdateKind } from './frames'

interface Update {
  seq: number
  bytes: Uint8Array
  at: number
}

/** Local updates on their way: what they are, since when, and what of them the server has committed. */
export class Unacknowledged {
  readonly #book = new Acknowledgements()
  #updates: Update[] = []

  /** @returns the number of this local update. */
  add(bytes: Uint8Array, at: number): number {
    const seq = this.#book.local()
    this.#updates.push({ seq, bytes, at })
    return seq
  }

  connected(): void {
    this.#book.connected()
  }

  sent(n: number, kind: UpdateKind): void {
    this.#book.sent(n, kind)
  }

  /** @returns the number of the last local update that is committed with all before it. */
  saved(n: number): number {
    this.#book.saved(n)
    this.#updates = this.#updates.filter(({ seq }) => seq > this.#book.acknowledged)
    return this.#book.acknowledged
  }

  /** The server has all this page held when they met. */
  get confirmed(): boolean {
    return this.#book.confirmed
  }

  get since(): number | null {
    return this.#updates[0]?.at ?? null
  }

  get bytes(): Uint8Array[] {
    return this.#updates.map(update => update.bytes)
  }
}
