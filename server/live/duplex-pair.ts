import { Duplex } from 'node:stream'

/** One end of a line inside this process. What is written here is read at the other end, as fast as it is taken there. */
class End extends Duplex {
  #other: End | null = null
  /** The other end's last write, which is done when it has been read here. */
  #taken: (() => void) | null = null

  join(other: End): void {
    this.#other = other
  }

  override _read(): void {
    const taken = this.#taken
    this.#taken = null
    taken?.()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (this.#other) this.#other.#take(chunk, done)
    else done()
  }

  override _final(done: () => void): void {
    this.#other?.push(null)
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const other = this.#other
    this.#other = null
    done(error)
    process.nextTick(() => other?.destroy())
  }

  #take(chunk: Buffer, done: () => void): void {
    if (chunk.length === 0) {
      done()
      return
    }
    // Before pushing: a reader that is waiting asks for more in the same turn.
    this.#taken = done
    this.push(chunk)
  }
}

/** Both ends of a line that holds back its writer when its reader pauses, as a TCP connection does. */
export function duplexPair(): [Duplex, Duplex] {
  const [one, other] = [new End(), new End()]
  one.join(other)
  other.join(one)
  return [one, other]
}
