import { PassThrough } from 'node:stream'
import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { i18nFor, localeOf } from '~/lib/i18n.server'
import { NonceProvider } from '~/lib/nonce'

const ABORT_MS = 5_000

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  // Crawlers and print programs get the whole page at once, people as soon as its frame stands.
  const whole = isbot(request.headers.get('User-Agent') ?? '')
  return new Promise((resolve, reject) => {
    let current = status
    const { pipe, abort } = renderToPipeableStream(
      <I18nextProvider i18n={i18nFor(localeOf(request, context))}>
        <NonceProvider value={context.nonce}>
          <RemixServer context={remixContext} url={request.url} abortDelay={ABORT_MS} nonce={context.nonce} />
        </NonceProvider>
      </I18nextProvider>,
      {
        nonce: context.nonce,
        [whole ? 'onAllReady' : 'onShellReady']() {
          const body = new PassThrough()
          headers.set('Content-Type', 'text/html; charset=utf-8')
          // What a person may see is nobody else's: not for shared caches, and not for the back button after sign-out.
          if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store')
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: current }))
          pipe(body)
        },
        onShellError: reject,
        onError() {
          current = 500
        },
      },
    )
    setTimeout(abort, ABORT_MS + 1_000).unref()
  })
}

/** Errors of loaders reach the log with their stack and without the request's contents. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: AppLoadContext },
): void {
  if (request.signal.aborted) return
  context.live.report(error)
}
