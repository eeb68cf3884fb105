import { data } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { openDocument } from '~server/domain/access'
import { listThreads } from '~server/domain/documents/comments'
import { getTableDocument } from '~server/domain/gatherings/table-document'
import { Thread } from '~/components/documents/comments/thread'
import { Threads } from '~/components/documents/comments/threads'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { useRefresh } from '~/live/use-refresh'
import '~/components/documents/documents.css'
import { answerComment } from './comments.server'

export const handle = { words: ['comments'] } as const
await wordsOf(handle.words)

/** What is said about a document, as a page of its own. */
export const loader = signedIn(async ({ actor, params, t }) => {
  const document = await openDocument(actor, params.id('documentId'))
  const threads = await listThreads(document)
  const { gathering } = await getTableDocument(actor, document.documentId)
  return {
    title: t('comments:pageTitle', { title: gathering.title }),
    documentId: document.documentId,
    self: actor.personId,
    canWrite: document.right === 'write',
    threads,
  }
})

export const action = signedIn(async args => {
  const { answer, status } = await answerComment(args)
  return data(answer, { status })
})

export const meta = pageTitle

export default function Comments() {
  const t = useWords()
  const refresh = useRefresh()
  const { documentId, self, canWrite, threads } = useLoaderData<typeof loader>()
  return (
    <div className="document-page">
      <PageHead
        title={t('comments:title')}
        back={{ to: `/dokumenter/${documentId}`, label: t('comments:back') }}
      >
        <p>{t('comments:count', { count: threads.filter(({ resolved }) => !resolved).length })}</p>
        {canWrite && <noscript>{t('comments:noScript')}</noscript>}
      </PageHead>
      <Threads threads={threads} canWrite={canWrite}>
        {thread => (
          <Thread
            key={thread.id}
            {...{ thread, self, canWrite }}
            address={`/dokumenter/${documentId}/kommentarer`}
            onDone={refresh}
          />
        )}
      </Threads>
    </div>
  )
}
