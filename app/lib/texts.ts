import type { LocalText } from '~server/domain/cohorts/schema'
import type { Locale } from './locales'

/** A programme's own text in the page's language. */
export const inLanguage = (text: LocalText, locale: Locale): string => text[locale]
