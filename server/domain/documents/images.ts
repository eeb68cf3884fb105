import { db, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import type { Actor } from '../shared/actor'
import { knownId } from '../shared/authorize'
import { conflict, found } from '../shared/errors'
import { writeAnew } from './pictures'
import { sha256 } from './storage'

/** Largest file that is taken in, in bytes. */
export const LARGEST_UPLOAD = 10 * 2 ** 20
/** Of one document, how many and how many bytes as they are stored: what a server has to keep and to back up. */
const MOST_PER_DOCUMENT = 200
const MOST_BYTES_PER_DOCUMENT = 100 * 2 ** 20

export interface StoredImage {
  id: string
  width: number
  height: number
}

/**
 * Takes a picture into a document. Asks nobody's rights: callers do, and before they read the file.
 *
 * @throws DomainError `conflict` images.not_a_picture, images.too_many_pixels, images.too_many
 */
export async function addImage(actor: Actor, documentId: string, file: Buffer): Promise<StoredImage> {
  const known = knownId(documentId)
  await askForRoom(db(), known)
  const { width, height, bytes, small } = await writeAnew(file)
  const data = {
    documentId: known,
    personId: actor.personId,
    width,
    height,
    bytes: new Uint8Array(bytes),
    small: new Uint8Array(small),
    sha256: new Uint8Array(sha256(bytes)),
  }
  return db().$transaction(async tx => {
    // Others may have brought theirs meanwhile; one after the other from here on.
    await tx.$queryRaw`SELECT 1 FROM document WHERE id = ${known}::uuid FOR NO KEY UPDATE`
    await askForRoom(tx, known)
    const { id } = await tx.documentImage.create({ data, select: { id: true } })
    await record(tx, actor.personId, 'document.image_added', { documentId: known, imageId: id })
    return { id, width, height }
  })
}

/** @throws DomainError `conflict` images.too_many */
async function askForRoom(tx: Pick<Tx, '$queryRaw'>, documentId: string): Promise<void> {
  const [there] = await tx.$queryRaw<{ count: number; bytes: number }[]>`
    SELECT count(*)::int AS count, coalesce(sum(octet_length(bytes) + octet_length(small)), 0)::float8 AS bytes
    FROM document_image WHERE document_id = ${documentId}::uuid`
  if (there && there.count < MOST_PER_DOCUMENT && there.bytes < MOST_BYTES_PER_DOCUMENT) return
  throw conflict('images.too_many')
}

/** To which document an image belongs: whoever may read that may see it. @throws DomainError `not_found` */
export async function documentOfImage(imageId: string): Promise<string> {
  const where = { id: knownId(imageId) }
  return found(await db().documentImage.findUnique({ where, select: { documentId: true } })).documentId
}

/** The bytes of an image, as WebP. @throws DomainError `not_found` */
export async function readImage(
  imageId: string,
  size: 'large' | 'small',
): Promise<{ bytes: Uint8Array<ArrayBuffer>; sha256: string }> {
  const where = { id: knownId(imageId) }
  const select = { sha256: true, bytes: size === 'large', small: size === 'small' }
  const row = found(await db().documentImage.findUnique({ where, select }))
  const { bytes, small } = row as { bytes?: Uint8Array<ArrayBuffer>; small?: Uint8Array<ArrayBuffer> }
  return { bytes: found(bytes ?? small), sha256: Buffer.from(row.sha256).toString('hex') }
}
