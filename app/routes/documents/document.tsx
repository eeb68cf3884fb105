import { useLoaderData } from '@remix-run/react'
import { readDocument } from '~server/domain/documents/documents'
import { getTableDocument } from '~server/domain/gatherings/table-document'
import { LiveDocument } from '~/components/documents/live-document'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { audience } from './audience'

/** A table's document, with who reads it. Nobody without a right learns that it exists. */
export const loader = signedIn(async ({ actor, params, t }) => {
  const document = await getTableDocument(actor, params.id('documentId'))
  const { html, epoch } = await readDocument(document.documentId)
  const { table, gathering, documentId, right } = document
  const about = { gathering: gathering.title, number: table.number, name: table.name }
  return {
    title: t(table.name === '' ? 'gatherings:document.title' : 'gatherings:document.titleNamed', about),
    person: { id: actor.personId, name: actor.name },
    audience: audience(t, document),
    ...{ documentId, right, epoch, html, table, gathering },
  }
})

export const meta = pageTitle

export default function Document() {
  const t = useWords()
  const { table, gathering, title: _title, ...document } = useLoaderData<typeof loader>()
  const { number, name } = table
  return (
    <div className="document-page">
      <PageHead
        title={
          name === ''
            ? t('gatherings:document.table', { number })
            : t('gatherings:document.tableNamed', { number, name })
        }
        back={{ to: `/samlinger/${gathering.id}`, label: gathering.title }}
      >
        <p className="prompt">{t('gatherings:document.prompt')}</p>
      </PageHead>
      <LiveDocument key={document.documentId} {...document} />
    </div>
  )
}
