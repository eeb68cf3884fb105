import { createInstance, type i18n as I18n, type TFunction } from 'i18next'
import { useContext } from 'react'
import { I18nContext, initReactI18next } from 'react-i18next'
import type nb from '~/locales/nb'
import type { Locale } from './locales'

export type Words = typeof nb
/** A file of words: those of `common` are on every page, the others on the pages that use them (lib/words.ts). */
export type Area = keyof Words

type Areas = readonly [
  'common',
  'account',
  'security',
  'home',
  'cohorts',
  'cycle',
  'gatherings',
  'rounds',
  'harvest',
  'invitations',
  'people',
  'imports',
  'keeping',
  'comments',
  'units',
  'oversight',
]

/** Finds a sentence: those of `common` by their bare key, the others with their area and a colon before it. */
export type T = TFunction<Areas>

/**
 * The words of the page's language, for a component. A page has one language for as long as it is there, and its words have come
 * before it: nothing has to be watched, which in a list of hundreds is most of the time that a page takes.
 */
export function useWords(): T {
  return useContext(I18nContext).i18n.t
}

/** An i18next instance for one language, ready at once: its words, or the first of them, are already here. */
export function createI18n(locale: Locale, words: Partial<Words>): I18n {
  const instance = createInstance()
  void instance.use(initReactI18next).init({
    lng: locale,
    resources: { [locale]: words },
    ns: Object.keys(words),
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    initAsync: false,
    returnNull: false,
  })
  return instance
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: Words
  }
}
