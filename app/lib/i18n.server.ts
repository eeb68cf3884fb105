import type { AppLoadContext } from '@remix-run/node'
import type { i18n as I18n } from 'i18next'
import en from '~/locales/en'
import nb from '~/locales/nb'
import nn from '~/locales/nn'
import { createI18n, type Area, type T } from './i18n'
import { resolveLocale, type Locale } from './locales'

const INSTANCES: Record<Locale, I18n> = {
  nb: createI18n('nb', nb),
  nn: createI18n('nn', nn),
  en: createI18n('en', en),
}

export function i18nFor(locale: Locale): I18n {
  return INSTANCES[locale]
}

/** The language of an answer. */
export function localeOf(request: Request, context: AppLoadContext): Locale {
  return resolveLocale({
    cookieHeader: context.cookieHeader,
    person: (context.actor ?? context.pending)?.locale ?? null,
    acceptLanguage: request.headers.get('Accept-Language'),
  })
}

/** Words for titles and messages that a loader or an action makes. */
export function words(request: Request, context: AppLoadContext): T {
  return INSTANCES[localeOf(request, context)].t
}

/**
 * Where a browser finds the words of each area in a language.
 *
 * @param chunks what a module became in the build
 */
export function wordAddresses(
  locale: Locale,
  chunks: (module: string) => string[],
): Partial<Record<Area, string[]>> {
  return Object.fromEntries(Object.keys(nb).map(area => [area, chunks(`app/locales/${locale}/${area}.json`)]))
}
