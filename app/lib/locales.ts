/** The languages of the interface, complete each; the first is the one for everybody we know nothing of. */
export const LOCALES = ['nb', 'nn', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** What each language calls itself. */
export const LOCALE_NAMES: Record<Locale, string> = { nb: 'Bokmål', nn: 'Nynorsk', en: 'English' }

export const LOCALE_COOKIE = 'lang'

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some(locale => locale === value)
}

/** What was chosen by hand on this device, from its cookies. */
export function chosenLocale(cookies: string | null): Locale | null {
  const chosen = /(?:^|;\s*)lang=([a-z]{2})(?:;|$)/.exec(cookies ?? '')?.[1]
  return isLocale(chosen) ? chosen : null
}

/** Chosen by hand on this device, else the person's own, else what the browser asks for, else Bokmål. */
export function resolveLocale(wishes: {
  cookieHeader: string | null
  person: string | null
  acceptLanguage: string | null
}): Locale {
  const chosen = chosenLocale(wishes.cookieHeader)
  if (chosen !== null) return chosen
  if (isLocale(wishes.person)) return wishes.person
  for (const part of (wishes.acceptLanguage ?? '').slice(0, 200).split(',')) {
    const tag = part.trim().slice(0, 2).toLowerCase()
    const known = tag === 'no' ? 'nb' : tag
    if (isLocale(known)) return known
  }
  return 'nb'
}

/** The Set-Cookie header that keeps a chosen language on this device for a year. */
export function localeCookie(locale: Locale, secure: boolean): string {
  return `${LOCALE_COOKIE}=${locale}; Path=/; Max-Age=31536000; SameSite=Lax${secure ? '; Secure' : ''}`
}
