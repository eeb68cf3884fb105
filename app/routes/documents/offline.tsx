import { OfflineDocument } from '~/components/documents/offline-document'
import { ClientOnly } from '~/components/ui/client-only'
import { pageTitle } from '~/lib/meta'
import { anyone } from '~/lib/request'
import { wordsOf } from '~/lib/words'

export const handle = { words: ['documents', 'gatherings'] } as const
await wordsOf(handle.words)

/**
 * The shell that the service worker keeps for when there is no network: nobody's name, nothing of anybody's. Under a
 * document's address the browser's entry puts the document of this device in its place (app/entry.client.tsx).
 */
export const loader = anyone(async ({ t }) => ({ title: t('gatherings:document.offlineTitle') }))

export const headers = () => ({ 'Cache-Control': 'no-cache' })

export const meta = pageTitle

export default function Offline() {
  return (
    <div id="frakoblet" className="document-page">
      <ClientOnly>{() => <OfflineDocument path={window.location.pathname} />}</ClientOnly>
    </div>
  )
}
