import { startTransition, StrictMode, type ReactNode } from 'react'
import { RemixBrowser } from '@remix-run/react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { createI18n, type Words } from '~/lib/i18n'
import { chosenLocale, isLocale, LOCALES, type Locale } from '~/lib/locales'
import { registerServiceWorker } from '~/live/register-service-worker'

/** One chunk per language; a page loads its own. */
const WORDS: Record<Locale, () => Promise<{ default: Words }>> = {
  nb: () => import('~/locales/nb'),
  nn: () => import('~/locales/nn'),
  en: () => import('~/locales/en'),
}

const SHELL = '/frakoblet'

async function begin(): Promise<void> {
  await parsed()
  // Without a network the service worker answers any address with the shell: then this is not the page it says it is.
  const shell = document.getElementById('frakoblet')
  if (shell !== null && window.location.pathname !== SHELL) return openOffline(shell)
  const { lang } = document.documentElement
  const locale = isLocale(lang) ? lang : 'nb'
  const [{ default: words }] = await Promise.all([WORDS[locale](), stateDecoded()])
  startTransition(() => {
    hydrateRoot(document, inLanguage(locale, words, <RemixBrowser />))
  })
  registerServiceWorker()
}

function parsed(): Promise<void> {
  if (document.readyState !== 'loading') return Promise.resolve()
  return new Promise(resolve =>
    document.addEventListener('DOMContentLoaded', () => resolve(), { once: true }),
  )
}

/**
 * Remix's first step is to decode the page's state, and it waits for that inside React's root: a click in that moment
 * breaks React ("Root did not complete", 18.3). So it is done before there is a root: until it is, the component throws
 * what it waits for, before its first hook.
 */
async function stateDecoded(): Promise<void> {
  try {
    RemixBrowser({})
  } catch (waitingFor) {
    if (waitingFor instanceof Promise) await waitingFor
  }
}

/** The document of this address, from this device. The page around it stays as it was kept. */
async function openOffline(shell: HTMLElement): Promise<void> {
  const { OfflineDocument } = await import('~/components/documents/offline-document')
  const [locale, words] = await anyWords()
  document.documentElement.lang = locale
  createRoot(shell).render(inLanguage(locale, words, <OfflineDocument path={window.location.pathname} />))
}

/** The language chosen on this device if it is kept here, else any that is. */
async function anyWords(): Promise<[Locale, Words]> {
  const wished = chosenLocale(document.cookie)
  for (const locale of [...(wished === null ? [] : [wished]), ...LOCALES]) {
    const loaded = await WORDS[locale]().catch(() => null)
    if (loaded !== null) return [locale, loaded.default]
  }
  throw new Error('No language is kept on this device.')
}

function inLanguage(locale: Locale, words: Words, page: ReactNode): ReactNode {
  return (
    <StrictMode>
      <I18nextProvider i18n={createI18n(locale, words)}>{page}</I18nextProvider>
    </StrictMode>
  )
}

void begin()
