/**
 * Answers about keys, kept for a while: what is asked every second while people write is asked of the database once a minute.
 * Several answers per key are possible, and none.
 */
export class Remembered<Answer> {
  readonly #kept = new Map<string, { answers: Answer[]; until: number }>()
  readonly #ask: (keys: readonly string[]) => Promise<readonly (readonly [string, Answer])[]>
  readonly #keepMs: number

  /** @param ask pairs of key and answer; a key without any has none */
  constructor(
    ask: (keys: readonly string[]) => Promise<readonly (readonly [string, Answer])[]>,
    keepMs: number,
  ) {
    this.#ask = ask
    this.#keepMs = keepMs
  }

  async of(keys: readonly string[], now: number): Promise<Answer[]> {
    for (const [key, { until }] of this.#kept) if (until <= now) this.#kept.delete(key)
    const missing = keys.filter(key => !this.#kept.has(key))
    if (missing.length > 0) {
      const found = await this.#ask(missing)
      for (const key of missing) this.#kept.set(key, { answers: [], until: now + this.#keepMs })
      for (const [key, answer] of found) this.#kept.get(key)?.answers.push(answer)
    }
    return keys.flatMap(key => this.#kept.get(key)?.answers ?? [])
  }
}
