import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openLocalStore, type KnownPerson } from '~/live/local-store'
import { LiveDocument } from './live-document'

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi

/** The document an address names: its last uuid. */
export function documentIdOf(path: string): string | null {
  return path.match(UUID)?.at(-1)?.toLowerCase() ?? null
}

type Found = { documentId: string; person: KnownPerson } | 'looking' | 'missing'

async function look(path: string): Promise<Found> {
  const documentId = documentIdOf(path)
  const store = documentId ? await openLocalStore() : null
  const person = documentId ? await store?.lastPerson(documentId) : null
  store?.close()
  return documentId && person ? { documentId, person } : 'missing'
}

/**
 * A document's address opened without the network: the text is taken from this device, in the name of whoever was here
 * last. When the network returns it connects like any page; the server decides anew who may read.
 */
export function OfflineDocument({ path }: { path: string }) {
  const { t } = useTranslation('documents')
  const [found, setFound] = useState<Found>('looking')

  useEffect(() => {
    let gone = false
    const missing = () => 'missing' as const
    void look(path)
      .catch(missing)
      .then(result => !gone && setFound(result))
    return () => {
      gone = true
    }
  }, [path])

  return (
    <>
      <h1 className="ds-heading" data-size="md">
        {t('offline.title')}
      </h1>
      {typeof found === 'string' ? (
        <div className="live-offline" role="status">
          <p>{found === 'looking' ? t('offline.looking') : t('offline.missing')}</p>
          {found === 'missing' && (
            <button type="button" className="ds-button" onClick={() => window.location.reload()}>
              {t('actions.retry')}
            </button>
          )}
        </div>
      ) : (
        <LiveDocument
          documentId={found.documentId}
          person={{ id: found.person.id, name: found.person.name }}
          right="write"
          epoch={0}
          html=""
          audience={t('offline.audience')}
        />
      )}
    </>
  )
}
