import { data } from '@remix-run/node'
import { useLoaderData, useRevalidator } from '@remix-run/react'
import { openDocument } from '~server/domain/access'
import { changeComments, listThreads } from '~server/domain/documents/comments'
import { commentForm } from '~server/domain/documents/schema'
import { getTableDocument } from '~server/domain/gatherings/table-document'
import { isDomainError } from '~server/domain/shared/errors'
import type { CommentAnswer } from '~/components/documents/comments/comment-form'
import { Thread } from '~/components/documents/comments/thread'
import { Threads } from '~/components/documents/comments/threads'
import { PageHead } from '~/components/ui/page-head'
import { useWords, type T } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import '~/components/documents/documents.css'

export const handle = { words: ['comments'] } as const
await wordsOf(handle.words)

/** What is said about a document, as a page of its own and for the margin beside the text. */
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

export const action = signedIn(async ({ actor, params, request, t }) => {
  const document = await openDocument(actor, params.id('documentId'))
  const parsed = commentForm.safeParse(Object.fromEntries(await request.formData()))
  if (!parsed.success && document.right === 'write')
    return data<CommentAnswer>({ error: why(t, parsed.error.issues[0]?.message) }, { status: 400 })
  try {
    const form = parsed.data ?? { intent: 'resolve' as const, threadId: document.documentId }
    await changeComments(document, form)
    return data<CommentAnswer>({ done: form.intent })
  } catch (error) {
    // Full, or gone meanwhile: said at the form, where what was written stays.
    if (!isDomainError(error) || error.code === 'forbidden') throw error
    const reasons = { comments_full: 'tooMany', comment_without_place: 'select' } as const
    const key = error.reason in reasons ? reasons[error.reason as keyof typeof reasons] : 'failed'
    return data<CommentAnswer>({ error: t(`comments:${key}`) }, { status: 409 })
  }
})

const why = (t: T, message: string | undefined): string =>
  t(message === 'emptyText' || message === 'tooLong' ? `comments:${message}` : 'comments:failed')

export const meta = pageTitle

export default function Comments() {
  const t = useWords()
  const { revalidate } = useRevalidator()
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
            onDone={revalidate}
          />
        )}
      </Threads>
    </div>
  )
}
