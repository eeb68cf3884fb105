import en from './locales/en.json'
import nb from './locales/nb.json'
import nn from './locales/nn.json'

/** Why a file is not read at all: a code for a sentence (`import_batch.problem`). */
export const REFUSALS = [
  'empty',
  'too_large',
  'too_many_rows',
  'too_wide',
  'wrong_kind',
  'old_excel',
  'unsupported',
  'encrypted',
  'macros',
  'external_links',
  'bomb',
  'hiding_something',
  'damaged',
  'quotes',
] as const
export type Refusal = (typeof REFUSALS)[number]

/** A file that is not read. The only thing that reading throws, whatever it is given. */
export class ListRefused extends Error {
  override name = 'ListRefused'
  readonly code = 'list_refused'
  constructor(readonly reason: Refusal) {
    super(nb[reason])
  }
}

/** The same across two copies of this module. */
export function isListRefused(error: unknown): error is ListRefused {
  return error instanceof Error && 'code' in error && error.code === 'list_refused'
}

const WORDS: Record<string, Record<Refusal, string>> = { nb, nn, en }

/** Why, in a sentence that says what to do instead. */
export function refusalText(reason: Refusal, locale: string): string {
  return (WORDS[locale] ?? nb)[reason]
}
