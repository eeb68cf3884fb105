import type { i18n as I18n } from 'i18next'
import { createI18n, type Area, type Words } from './i18n'
import { isLocale, type Locale } from './locales'
import { WORD_FILES } from './word-files.client'

/** What a page may say of itself beside its component: the areas of the locale files that its words stand in. */
interface Handle {
  words: readonly Area[]
}

const here = new Map<Locale, Partial<Words>>()
const instances = new Map<Locale, I18n>()

/**
 * In the browser: done when the words of these areas are here. A page's module waits for its own before it is shown, on
 * arriving as on going to it. On the server all words always are.
 *
 * @param locale the page's own when left out
 * @throws when a file cannot be fetched
 */
export async function wordsOf(areas: readonly Area[], locale = pageLocale()): Promise<void> {
  if (import.meta.env.SSR) return
  const known = here.get(locale) ?? {}
  here.set(locale, known)
  await Promise.all(
    areas.map(async area => {
      if (known[area] !== undefined) return
      const file = WORD_FILES[`../locales/${locale}/${area}.json`]
      if (file === undefined) throw new Error(`There are no words for ${area} in ${locale}.`)
      const { default: words } = await file()
      Object.assign(known, { [area]: words })
      instances.get(locale)?.addResourceBundle(locale, area, words)
    }),
  )
}

/** The areas that a page's `handle` names. */
export function areasIn(handle: unknown): readonly Area[] {
  const named = typeof handle === 'object' && handle !== null && 'words' in handle
  return named ? (handle as Handle).words : []
}

/** What finds the words that are here, and those that come later. */
export function i18nHere(locale = pageLocale()): I18n {
  const instance = instances.get(locale) ?? createI18n(locale, here.get(locale) ?? {})
  instances.set(locale, instance)
  return instance
}

function pageLocale(): Locale {
  const lang = typeof document === 'undefined' ? '' : document.documentElement.lang
  return isLocale(lang) ? lang : 'nb'
}
