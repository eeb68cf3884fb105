import type { Locale, Reason, ReasonCode, Result } from './contract'
import { sayReason } from './words'

/** `quiet`: mended without a word, told only when there is nothing else to tell. */
export type Level = 'quiet' | 'note' | 'warn' | 'error'

const LONGEST_VALUE = 120

/** What there is to say about one row. */
export class Findings {
  readonly #found = new Map<ReasonCode, { level: Level; values: Record<string, string> }>()

  add(code: ReasonCode, level: Level, values: Record<string, string> = {}): void {
    if (this.#found.has(code)) return
    const short = Object.entries(values).map(([name, value]) => [name, shortened(value)] as const)
    this.#found.set(code, { level, values: Object.fromEntries(short) })
  }

  found(code: ReasonCode): boolean {
    return this.#found.has(code)
  }

  /** Something that was mended quietly is asked about after all. */
  raise(code: ReasonCode): void {
    const found = this.#found.get(code)
    if (found !== undefined) found.level = 'warn'
  }

  /** More about something found before. */
  tell(code: ReasonCode, values: Record<string, string>): void {
    const found = this.#found.get(code)
    if (found !== undefined) found.values = { ...found.values, ...values }
  }

  has(level: Level): boolean {
    return [...this.#found.values()].some(found => found.level === level)
  }

  get result(): Exclude<Result, 'skip'> {
    return this.has('error') ? 'error' : this.has('warn') ? 'warn' : 'ok'
  }

  reasons(locale: Locale): Reason[] {
    const all = [...this.#found].map(([code, found]) => ({ code, ...found }))
    const told = all.filter(({ level }) => level !== 'quiet')
    return (told.length > 0 ? told : all).map(({ code, level, values }) => ({
      code,
      text: sayReason({ code, values }, locale),
      values,
      ...(['quiet', 'note'].includes(level) && { note: true as const }),
    }))
  }
}

const shortened = (text: string): string =>
  text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text
