import { startTransition, StrictMode, type ReactNode } from 'react'
import { RemixBrowser } from '@remix-run/react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import type { i18n as I18n } from 'i18next'
import { NetworkAway } from '~/components/layout/network-away'
import { chosenLocale, LOCALES, type Locale } from '~/lib/locales'
import { i18nHere, wordsOf } from '~/lib/words'
import { registerServiceWorker } from '~/live/register-service-worker'

const SHELL = '/frakoblet'
/** What the offline document speaks. */
const OFFLINE_WORDS = ['common', 'documents', 'gatherings'] as const

async function begin(): Promise<void> {
  await parsed()
  // Without a network the service worker answers any address with the shell: then this is not the page it says it is.
  const shell = document.getElementById('frakoblet')
  if (shell !== null && window.location.pathname !== SHELL) return openOffline(shell)
  // The words are here: the page's modules have waited for them.
  await stateDecoded()
  startTransition(() => {
    hydrateRoot(document, inLanguage(i18nHere(), <RemixBrowser />))
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

const DOCUMENTS = '/dokumenter/'

/** The document of this address, from this device; any other page has to wait. The page around it stays as it was kept. */
async function openOffline(shell: HTMLElement): Promise<void> {
  const { pathname: path } = window.location
  const locale = await anyLocale()
  document.documentElement.lang = locale
  const i18n = i18nHere(locale)
  createRoot(shell).render(inLanguage(i18n, await offlinePage(path)))
}

async function offlinePage(path: string): Promise<ReactNode> {
  if (!path.startsWith(DOCUMENTS)) return <NetworkAway onBack={() => window.location.reload()} />
  const { OfflineDocument } = await import('~/components/documents/offline-document')
  return <OfflineDocument path={path} />
}

/** The language chosen on this device if it is kept here, else any that is. */
async function anyLocale(): Promise<Locale> {
  const wished = chosenLocale(document.cookie)
  for (const locale of [...(wished === null ? [] : [wished]), ...LOCALES]) {
    const kept = await wordsOf(OFFLINE_WORDS, locale).then(
      () => true,
      () => false,
    )
    if (kept) return locale
  }
  throw new Error('No language is kept on this device.')
}

function inLanguage(i18n: I18n, page: ReactNode): ReactNode {
  return (
    <StrictMode>
      <I18nextProvider i18n={i18n}>{page}</I18nextProvider>
    </StrictMode>
  )
}

void begin()
