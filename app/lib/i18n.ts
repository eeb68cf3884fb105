import { createInstance, type i18n as I18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type nb from '~/locales/nb'
import type { Locale } from './locales'

export type Words = typeof nb

/** An i18next instance for one language, ready at once: its words are already here. */
export function createI18n(locale: Locale, words: Words): I18n {
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
