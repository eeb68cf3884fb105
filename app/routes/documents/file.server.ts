import { unstable_parseMultipartFormData } from '@remix-run/node'
import { conflict } from '~server/domain/shared/errors'

/**
 * The one file of a form, read piece by piece. What is too large is read to its end and thrown away as it comes, so that
 * the browser gets to hear why; what has no end is broken off.
 *
 * @throws DomainError `conflict` images.too_large, images.not_a_picture
 */
export async function readFile(request: Request, most: number): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    await unstable_parseMultipartFormData(request, async ({ name, data }) => {
      for await (const piece of data) {
        length += piece.length
        if (length > most * 8) throw conflict('images.too_large')
        if (name === 'file' && length <= most) pieces.push(piece)
      }
      return undefined
    })
  } catch {
    throw conflict(length > most ? 'images.too_large' : 'images.not_a_picture')
  }
  if (length > most) throw conflict('images.too_large')
  return Buffer.concat(pieces)
}
