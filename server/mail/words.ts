import en from './locales/en.json'
import nb from './locales/nb.json'
import nn from './locales/nn.json'

const ALL: Record<string, typeof nb> = { nb, nn, en }

/** The sentences of mails in a person's language; Bokmål when none is known. */
export function wordsFor(locale: string | null): typeof nb {
  return ALL[locale ?? 'nb'] ?? nb
}
