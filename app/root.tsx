import type { LinksFunction } from '@remix-run/node'
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { ErrorPage } from '~/components/layout/error-page'
import { Frame } from '~/components/layout/frame'
import { localeOf } from '~/lib/i18n.server'
import { useNonce } from '~/lib/nonce'
import { anyone } from '~/lib/request'
import designsystem from '@digdir/designsystemet-css?url'
import theme from '@digdir/designsystemet-css/theme.css?url'
import own from './styles/app.css?url'

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: theme },
  { rel: 'stylesheet', href: designsystem },
  { rel: 'stylesheet', href: own },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'manifest', href: '/manifest.webmanifest' },
]

export const loader = anyone(async ({ actor, request, context }) => ({
  locale: localeOf(request, context),
  person: actor === null ? null : { id: actor.personId, name: actor.name, kind: actor.kind },
  demo: context.mode === 'demo',
}))

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce()
  const root = useRouteLoaderData<typeof loader>('root')
  return (
    <html lang={root?.locale ?? 'nb'}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        <Frame person={root?.person ?? null} demo={root?.demo ?? false} locale={root?.locale ?? 'nb'}>
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
