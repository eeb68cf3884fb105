import { documentRight } from '~server/domain/access'
import { readDocument } from '~server/domain/documents/documents'
import { anyone } from '~/lib/request'

/** May I, and which life of the document is it? Asked by the page when its socket would not open. */
export const loader = anyone(async ({ actor, params }) => {
  const headers = { 'Cache-Control': 'no-store' }
  if (actor === null) return Response.json({ right: null }, { status: 401, headers })
  const id = params.id('documentId')
  const right = await documentRight(actor, id)
  if (right === null) return Response.json({ right: null }, { status: 404, headers })
  const { epoch } = await readDocument(id)
  return Response.json({ right, epoch }, { headers })
})
