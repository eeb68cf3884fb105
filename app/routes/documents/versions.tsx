import { Form, Link, useLoaderData, useNavigation } from '@remix-run/react'
import { openDocument } from '~server/domain/access'
import { listVersions, type Version } from '~server/domain/documents/versions'
import { getTableDocument } from '~server/domain/gatherings/table-document'
import { sittingText } from '~/components/documents/version-time'
import { Button } from '~/components/ui/button'
import { Empty } from '~/components/ui/empty'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import '~/components/documents/versions.css'

export const handle = { words: ['keeping'] } as const
await wordsOf(handle.words)

/** How the text of a document has grown, for those who write it. */
export const loader = signedIn(async ({ actor, params, request, t }) => {
  const document = await openDocument(actor, params.id('documentId'))
  const versions = await listVersions(document)
  const { gathering } = await getTableDocument(actor, document.documentId)
  const said = new URL(request.url).searchParams.get('hentet')
  return {
    title: t('keeping:versions.pageTitle', { title: gathering.title }),
    documentId: document.documentId,
    versions,
    outcome: said === 'ja' ? ('restored' as const) : said === 'lik' ? ('already' as const) : null,
    undo: said === 'ja' ? beforeRestoring(versions) : null,
  }
})

/** The text as it was before a version was last brought back; null when nothing was, or there was none. */
function beforeRestoring(versions: readonly Version[]): number | null {
  const at = versions.findIndex(({ restored }) => restored)
  return at < 0 ? null : (versions[at + 1]?.seq ?? null)
}

export const meta = pageTitle

export default function Versions() {
  const t = useWords()
  const { documentId, versions, outcome, undo } = useLoaderData<typeof loader>()
  const busy = useNavigation().state === 'submitting'
  return (
    <div className="document-page">
      <PageHead
        title={t('keeping:versions.title')}
        back={{ to: `/dokumenter/${documentId}`, label: t('keeping:versions.back') }}
      >
        <p className="prompt">{t('keeping:versions.lead')}</p>
      </PageHead>
      {outcome !== null && (
        <Notice tone={outcome === 'restored' ? 'success' : 'info'} live>
          <p>{t(`keeping:versions.${outcome}`)}</p>
          {undo !== null && (
            <Form
              method="post"
              action={`/dokumenter/${documentId}/versjoner/${undo}`}
              className="versions-undo"
            >
              <Button variant="secondary" disabled={busy}>
                {t('keeping:versions.undo')}
              </Button>
            </Form>
          )}
        </Notice>
      )}
      {versions.length === 0 ? (
        <Empty title={t('keeping:versions.empty')} />
      ) : (
        <ol className="versions" reversed aria-label={t('keeping:versions.list')}>
          {versions.map(version => {
            const when = sittingText(t, version)
            const names = version.people.join(', ')
            return (
              <li key={version.seq}>
                <div>
                  <p className="versions-who">
                    {names === ''
                      ? t('keeping:versions.system')
                      : t(version.restored ? 'keeping:versions.restoredBy' : 'keeping:versions.by', {
                          names,
                        })}
                  </p>
                  <p className="versions-when">{when}</p>
                </div>
                <Link
                  to={`/dokumenter/${documentId}/versjoner/${version.seq}`}
                  className="ds-button"
                  data-variant="secondary"
                  data-size="sm"
                  aria-label={t('keeping:versions.show', { when })}
                >
                  {t('keeping:versions.read')}
                </Link>
              </li>
            )
          })}
        </ol>
      )}
    </div>
  )
}
