import { useLoaderData } from '@remix-run/react'
import { openDocument } from '~server/domain/access'
import { countOpenThreads } from '~server/domain/documents/comments'
import { contributorNames, readDocument } from '~server/domain/documents/documents'
import { getTableDocument, type TableDocument } from '~server/domain/gatherings/table-document'
import { AuthorsButton } from '~/components/documents/authors/authors-button'
import { CommentsButton } from '~/components/documents/comments/comments-button'
import { DocumentTools } from '~/components/documents/document-tools'
import { LiveDocument } from '~/components/documents/live-document'
import { PageHead } from '~/components/ui/page-head'
import { whenText } from '~/lib/dates'
import { useWords, type T } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { audience } from './audience'

export const handle = { words: ['documents', 'gatherings', 'keeping', 'comments'] } as const
await wordsOf(handle.words)

const EDITOR = ['app/components/documents/open-document.tsx', 'app/live/local-store.ts']
/** This page as the build knows it. */
const PAGE = 'app/routes/documents/document.tsx?__remix-build-client-route'

/** A table's document, with who reads it. Nobody without a right learns that it exists. */
export const loader = signedIn(async ({ actor, params, context, t }) => {
  const document = await getTableDocument(actor, params.id('documentId'))
  const { html, epoch } = await readDocument(document.documentId)
  const { table, gathering, documentId, right } = document
  const about = { gathering: gathering.title, number: table.number, name: table.name }
  return {
    title: t(table.name === '' ? 'gatherings:document.title' : 'gatherings:document.titleNamed', about),
    person: { id: actor.personId, name: actor.name },
    audience: audience(t, document),
    ...(await forPrint(t, document)),
    // Whom one may name: those whose names stand on the page already.
    people: [...document.seated, ...document.readers],
    openThreads: await countOpenThreads(await openDocument(actor, document.documentId)),
    editor: editorChunks(context.chunks),
    ...{ documentId, right, epoch, html, table, gathering },
  }
})

/** Where, when and by whom, for paper. */
async function forPrint(t: T, { documentId, gathering, seated }: TableDocument) {
  const names = new Set([...seated.map(({ name }) => name), ...(await contributorNames(documentId))])
  return {
    held: [gathering.title, gathering.place, whenText(t, gathering.when)].filter(Boolean).join(' · '),
    wrote: names.size === 0 ? '' : t('gatherings:document.wrote', { names: [...names].sort().join(', ') }),
  }
}

/**
 * The editor is asked for together with the page, not once the page's scripts have run. What the page's own scripts stand
 * on is left out: it would come as late as the editor.
 */
function editorChunks(chunks: (module: string) => string[]): string[] {
  const own = new Set(chunks(PAGE))
  return [...new Set(EDITOR.flatMap(chunks))].filter(href => !own.has(href))
}

export const meta = pageTitle

export default function Document() {
  const t = useWords()
  const { table, gathering, editor, openThreads, ...rest } = useLoaderData<typeof loader>()
  const { held, wrote, title: _title, ...document } = rest
  const { number, name } = table
  return (
    <div className="document-page">
      {editor.map(href => (
        // After the styles: the text is to be read first.
        <link key={href} rel="modulepreload" href={href} {...{ fetchpriority: 'low' }} />
      ))}
      <PageHead
        title={
          name === ''
            ? t('gatherings:document.table', { number })
            : t('gatherings:document.tableNamed', { number, name })
        }
        back={{ to: `/samlinger/${gathering.id}`, label: gathering.title }}
      >
        <p className="prompt">{t('gatherings:document.prompt')}</p>
        <p className="on-paper">
          {held}
          {wrote !== '' && (
            <>
              <br />
              {wrote}
            </>
          )}
        </p>
      </PageHead>
      <DocumentTools
        documentId={document.documentId}
        versions={document.right === 'write'}
        first={
          <CommentsButton
            documentId={document.documentId}
            self={document.person.id}
            canWrite={document.right === 'write'}
            count={openThreads}
          />
        }
      >
        <AuthorsButton documentId={document.documentId} self={document.person} />
      </DocumentTools>
      <LiveDocument key={document.documentId} {...document} />
    </div>
  )
}
