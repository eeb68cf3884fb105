import { allowed } from '~server/auth/limits'
import { documentRight } from '~server/domain/access'
import { addImage, LARGEST_UPLOAD } from '~server/domain/documents/images'
import { conflict, forbidden, isDomainError, notFound } from '~server/domain/shared/errors'
import { signedIn } from '~/lib/request'
import { readFile } from './file.server'

const headers = { 'Cache-Control': 'no-store' }

/** Takes a picture into a document; answers with its id and size, or with the reason why it could not be taken. */
export const action = signedIn(async ({ actor, params, request }) => {
  const documentId = params.id('documentId')
  const right = await documentRight(actor, documentId)
  if (right === null) throw notFound()
  if (right !== 'write') throw forbidden()
  try {
    const file = await readFile(request, LARGEST_UPLOAD)
    if (!(await allowed('picturePerAccount', actor.personId))) throw conflict('images.too_often')
    return Response.json(await addImage(actor, documentId, file), { status: 201, headers })
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'conflict') throw error
    return Response.json({ reason: error.reason }, { status: 409, headers })
  }
})
