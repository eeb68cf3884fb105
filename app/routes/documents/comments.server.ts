import { openDocument } from '~server/domain/access'
import { changeComments } from '~server/domain/documents/comments'
import { commentForm } from '~server/domain/documents/schema'
import { isDomainError } from '~server/domain/shared/errors'
import type { CommentAnswer } from '~/components/documents/comments/use-sending'
import type { T } from '~/lib/i18n'
import type { PageArgs } from '~/lib/request'

/**
 * Does what a form about comments asks for. What is wrong with it is told, so that it can be said at the form, where what was
 * written stays.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function answerComment({
  actor,
  params,
  request,
  t,
}: Pick<PageArgs, 'actor' | 'params' | 'request' | 't'>): Promise<{ answer: CommentAnswer; status: number }> {
  const document = await openDocument(actor, params.id('documentId'))
  const parsed = commentForm.safeParse(Object.fromEntries(await request.formData()))
  if (!parsed.success && document.right === 'write')
    return { answer: { error: why(t, parsed.error.issues[0]?.message) }, status: 400 }
  try {
    const form = parsed.data ?? { intent: 'resolve' as const, threadId: document.documentId }
    await changeComments(document, form)
    return { answer: { done: form.intent }, status: 200 }
  } catch (error) {
    if (!isDomainError(error) || error.code === 'forbidden') throw error
    const reasons = { comments_full: 'tooMany', comment_without_place: 'select' } as const
    const key = error.reason in reasons ? reasons[error.reason as keyof typeof reasons] : 'failed'
    return { answer: { error: t(`comments:${key}`) }, status: 409 }
  }
}

const why = (t: T, message: string | undefined): string =>
  t(message === 'emptyText' || message === 'tooLong' ? `comments:${message}` : 'comments:failed')
