import { data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import type { AppLoadContext } from '@remix-run/node'
import { useId } from 'react'
import { openDocument } from '~server/domain/access'
import { storedBytes } from '~server/domain/documents/documents'
import type { OpenedDocument } from '~server/domain/documents/opened'
import { listVersions, restoreVersion, versionBytes } from '~server/domain/documents/versions'
import { getTableDocument } from '~server/domain/gatherings/table-document'
import { found, isDomainError, notFound } from '~server/domain/shared/errors'
import { Comparison } from '~/components/documents/comparison'
import { CopyText } from '~/components/documents/copy-text'
import { ReadableText } from '~/components/documents/document-frame'
import { sittingText } from '~/components/documents/version-time'
import { Button } from '~/components/ui/button'
import { ClientOnly } from '~/components/ui/client-only'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'

export const handle = { words: ['documents', 'keeping'] } as const
await wordsOf(handle.words)

const VIEWS = { tekst: 'viewText', 'fra-for': 'viewBefore', 'til-na': 'viewNow' } as const
type View = keyof typeof VIEWS

/** One version: its text, or what has changed since the one before or until now. */
export const loader = signedIn(async ({ actor, params, request, context, t }) => {
  const document = await openDocument(actor, params.id('documentId'))
  const seq = placeIn(params.text('seq'))
  const versions = await listVersions(document)
  const at = versions.findIndex(version => version.seq === seq)
  const version = found(versions[at])
  const view = viewIn(request.url)
  const { gathering } = await getTableDocument(actor, document.documentId)
  return {
    title: t('keeping:versions.pageTitle', { title: gathering.title }),
    documentId: document.documentId,
    version,
    newest: at === 0,
    view,
    ...(await shown(document, seq, versions[at + 1]?.seq ?? null, view, context)),
  }
})

async function shown(
  document: OpenedDocument,
  seq: number,
  before: number | null,
  view: View,
  { live: { documents } }: AppLoadContext,
) {
  const updates = await versionBytes(document, seq)
  if (view === 'tekst') return { html: (await documents.run('read', { updates })).html, blocks: null }
  const ask =
    view === 'til-na'
      ? { before: updates, after: (await storedBytes(document.documentId)).updates }
      : { before: before === null ? [] : await versionBytes(document, before), after: updates }
  return { html: null, blocks: await documents.run('compare', ask) }
}

/** Brings the version back, as a change that everybody in the document sees. Where that cannot be done, its words are offered. */
export const action = signedIn(async ({ actor, params, context }) => {
  const document = await openDocument(actor, params.id('documentId'))
  const { documents, report } = context.live
  const seq = placeIn(params.text('seq'))
  let changed: boolean
  try {
    changed = await restoreVersion(document, seq, documents.amend, (state, updates) =>
      documents.run('restore', { state, updates }),
    )
  } catch (error) {
    if (isDomainError(error)) throw error
    report(error)
    const { text } = await documents.run('read', { updates: await versionBytes(document, seq) })
    return data({ text }, { status: 503 })
  }
  throw redirect(`/dokumenter/${document.documentId}/versjoner?hentet=${changed ? 'ja' : 'lik'}`)
})

function placeIn(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw notFound()
  return Number(text)
}

function viewIn(url: string): View {
  const asked = new URL(url).searchParams.get('vis') ?? ''
  return Object.keys(VIEWS).find((view): view is View => view === asked) ?? 'tekst'
}

export const meta = pageTitle

export default function Version() {
  const t = useWords()
  const { documentId, version, newest, view, html, blocks } = useLoaderData<typeof loader>()
  const kept = useActionData<typeof action>()?.text
  const keptId = useId()
  const busy = useNavigation().state === 'submitting'
  const when = sittingText(t, version)
  const address = `/dokumenter/${documentId}/versjoner/${version.seq}`
  return (
    <div className="document-page">
      <PageHead
        title={t('keeping:versions.view', { when })}
        back={{ to: `/dokumenter/${documentId}/versjoner`, label: t('keeping:versions.title') }}
      >
        <p className="prompt">{version.people.join(', ') || t('keeping:versions.system')}</p>
      </PageHead>
      {kept !== undefined && (
        <>
          <Notice tone="danger" live>
            {t('keeping:versions.failed')}
          </Notice>
          <div className="version-kept">
            <label htmlFor={keptId}>{t('keeping:versions.kept')}</label>
            <textarea id={keptId} className="ds-input" readOnly rows={8} defaultValue={kept} />
            <ClientOnly>{() => <CopyText text={() => kept} label={t('keeping:versions.copy')} />}</ClientOnly>
          </div>
        </>
      )}
      <nav className="version-views" aria-label={t('keeping:versions.views')}>
        {(Object.keys(VIEWS) as View[]).map(each => (
          <Link
            key={each}
            to={`${address}?vis=${each}`}
            replace
            preventScrollReset
            className="ds-button"
            data-variant="tertiary"
            data-size="sm"
            aria-current={each === view ? 'page' : undefined}
          >
            {t(`keeping:versions.${VIEWS[each]}`)}
          </Link>
        ))}
      </nav>
      <section className="version-paper">
        {blocks !== null && <Comparison blocks={blocks} />}
        {html !== null && <ReadableText html={html} />}
      </section>
      {newest ? (
        <p>{t('keeping:versions.newest')}</p>
      ) : (
        <details className="version-restore">
          <summary className="ds-button" data-variant="secondary">
            {t('keeping:versions.restore')}
          </summary>
          <Form method="post" className="stack" data-space="close">
            <h2>{t('keeping:versions.restoreQuestion', { when })}</h2>
            <p>{t('keeping:versions.restoreWhat')}</p>
            <div className="version-choice">
              <Button disabled={busy}>
                {t(busy ? 'keeping:versions.restoring' : 'keeping:versions.restoreYes')}
              </Button>
              <Link to={`/dokumenter/${documentId}/versjoner`} className="ds-button" data-variant="tertiary">
                {t('keeping:versions.restoreNo')}
              </Link>
            </div>
          </Form>
        </details>
      )}
    </div>
  )
}
