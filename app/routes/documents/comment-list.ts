import { openDocument } from '~server/domain/access'
import { listThreads } from '~server/domain/documents/comments'
import { signedIn } from '~/lib/request'
import { answerComment } from './comments.server'

const headers = { 'Cache-Control': 'private, no-store' }

/**
 * What is said about a document, for the margin beside the text. Not a page's data: when a page's data does not come, the page
 * goes, and with it the text somebody is writing.
 */
export const loader = signedIn(async ({ actor, params }) =>
  Response.json(await listThreads(await openDocument(actor, params.id('documentId'))), { headers }),
)

export const action = signedIn(async args => {
  const { answer, status } = await answerComment(args)
  return Response.json(answer, { status, headers })
})
