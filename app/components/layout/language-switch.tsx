import { useLocation } from '@remix-run/react'
import { LOCALE_NAMES, LOCALES, type Locale } from '~/lib/locales'

/** The languages, each by its own name. A plain form: the whole page comes back in the chosen language. */
export function LanguageSwitch({ current, label }: { current: Locale; label: string }) {
  const { pathname, search } = useLocation()
  return (
    <form method="post" action="/sprak" className="languages" aria-label={label}>
      <input type="hidden" name="til" value={pathname + search} />
      {LOCALES.map(locale => (
        <button
          key={locale}
          name="lang"
          value={locale}
          lang={locale}
          aria-current={locale === current ? 'true' : undefined}
        >
          {LOCALE_NAMES[locale]}
        </button>
      ))}
    </form>
  )
}
