import type { Locale, Reason, ReasonCode } from './contract'
import en from './locales/en.json'
import nb from './locales/nb.json'
import nn from './locales/nn.json'

const WORDS = { nb, nn, en }
const SENTENCES: Record<Locale, Partial<Record<string, string>>> = {
  nb: nb.reasons,
  nn: nn.reasons,
  en: en.reasons,
} satisfies Record<Locale, Record<ReasonCode, string>>

/** Values that are words of ours, not of the list, are kept as `@group.word` and said in the reader's language. */
const OWN_WORD = /^@(kinds|roles|conflict)\.(\w+)(?: (.*))?$/s

/** A reason as a plain sentence. */
export function sayReason({ code, values }: Pick<Reason, 'code' | 'values'>, locale: Locale): string {
  const key = values['suggestion'] === undefined ? code : `${code}_suggestion`
  const sentence = SENTENCES[locale][key] ?? SENTENCES[locale][code] ?? code
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => sayValue(values[name] ?? '', locale))
}

function sayValue(value: string, locale: Locale): string {
  const [, group, word = '', name = ''] = OWN_WORD.exec(value) ?? []
  if (group !== 'kinds' && group !== 'roles' && group !== 'conflict') return value
  const words: Partial<Record<string, string>> = WORDS[locale][group]
  return (words[word] ?? word).replace('{name}', () => name)
}
