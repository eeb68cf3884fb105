import { documentRight } from '~server/domain/access'
import { documentOfImage, readImage } from '~server/domain/documents/images'
import { notFound } from '~server/domain/shared/errors'
import { signedIn } from '~/lib/request'

/** An image of a document, for whoever may read that: asked each time, though the browser keeps the bytes. */
export const loader = signedIn(async ({ actor, params, request }) => {
  const imageId = params.id('imageId')
  const right = await documentRight(actor, await documentOfImage(imageId))
  if (right === null) throw notFound()
  const small = new URL(request.url).pathname.endsWith('/liten')
  const { bytes, sha256 } = await readImage(imageId, small ? 'small' : 'large')
  const etag = `"${sha256}${small ? '-s' : ''}"`
  const headers = {
    'Cache-Control': 'private, no-cache',
    'Content-Security-Policy': "default-src 'none'",
    'Content-Type': 'image/webp',
    ETag: etag,
  }
  if (request.headers.get('If-None-Match') === etag) return new Response(null, { status: 304, headers })
  return new Response(bytes, { headers })
})
