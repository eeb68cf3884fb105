import { startTransition, StrictMode } from 'react'
import { RemixBrowser } from '@remix-run/react'
import { hydrateRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { createI18n, type Words } from '~/lib/i18n'
import { isLocale, type Locale } from '~/lib/locales'

/** One chunk per language; a page loads its own. */
const WORDS: Record<Locale, () => Promise<{ default: Words }>> = {
  nb: () => import('~/locales/nb'),
  nn: () => import('~/locales/nn'),
  en: () => import('~/locales/en'),
}

async function hydrate(): Promise<void> {
  const { lang } = document.documentElement
  const locale = isLocale(lang) ? lang : 'nb'
  const { default: words } = await WORDS[locale]()
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <I18nextProvider i18n={createI18n(locale, words)}>
          <RemixBrowser />
        </I18nextProvider>
      </StrictMode>,
    )
  })
}

void hydrate()
