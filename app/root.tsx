import type { LinksFunction, MetaFunction } from '@remix-run/node'
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
  useRouteLoaderData,
} from '@remix-run/react'
import type { ReactNode } from 'react'
import { ErrorPage } from '~/components/layout/error-page'
import { Frame } from '~/components/layout/frame'
import { localeOf, wordAddresses } from '~/lib/i18n.server'
import { useNonce } from '~/lib/nonce'
import { anyone } from '~/lib/request'
import { areasIn, wordsOf } from '~/lib/words'
import { frameOf } from '~/routes/people/hats.server'
import { version } from '../package.json'
import styles from './styles/app.css?url'
import font from './styles/fonts/schibsted-grotesk-latin-wght-normal.woff2?url'

export const handle = { words: ['common'] } as const
await wordsOf(handle.words)

export const links: LinksFunction = () => [
  { rel: 'preload', href: font, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' },
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'manifest', href: '/manifest.webmanifest' },
]

/** This page is kept on the device for whoever comes next: nobody's name may stand on it. */
const NAMELESS = '/frakoblet'

export const loader = anyone(async ({ actor, request, context }) => {
  const nameless = new URL(request.url).pathname.startsWith(NAMELESS)
  const locale = localeOf(request, context)
  return {
    locale,
    // A page's words are asked for together with its scripts, not by them.
    words: wordAddresses(locale, context.chunks),
    person: actor === null || nameless ? null : await frameOf(actor),
    demo: context.mode === 'demo',
    version,
  }
})

/** For pages that could not be shown; every other names itself. */
export const meta: MetaFunction = () => [{ title: 'Pulje' }]

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce()
  const root = useRouteLoaderData<typeof loader>('root')
  return (
    <html lang={root?.locale ?? 'nb'} data-color-scheme="auto">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#762350" />
        <Meta />
        <Links />
        {useMatches()
          .flatMap(({ handle }) => areasIn(handle))
          .flatMap(area => root?.words[area] ?? [])
          .map(href => (
            <link key={href} rel="modulepreload" href={href} />
          ))}
      </head>
      <body>
        <Frame
          person={root?.person ?? null}
          demo={root?.demo ?? false}
          locale={root?.locale ?? 'nb'}
          version={root?.version ?? ''}
        >
          {children}
        </Frame>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function App() {
  return <Outlet />
}

export function ErrorBoundary() {
  return <ErrorPage />
}
