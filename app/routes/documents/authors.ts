import { openDocument } from '~server/domain/access'
import { listAuthors } from '~server/domain/documents/authors'
import { signedIn } from '~/lib/request'

/** Who wrote which passages, for whoever reads the document; asked for when somebody wants to see it. */
export const loader = signedIn(async ({ actor, params }) => {
  const document = await openDocument(actor, params.id('documentId'))
  return Response.json(await listAuthors(document), { headers: { 'Cache-Control': 'private, no-store' } })
})
