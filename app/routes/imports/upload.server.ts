import { unstable_parseMultipartFormData } from '@remix-run/node'
import { LARGEST_LIST } from '~server/domain/cohorts/imports/schema'
import { conflict } from '~server/domain/shared/errors'

export interface Upload {
  fields: FormData
  /** Null: neither a file nor a pasted list. An empty name: it was pasted. */
  list: { fileName: string; bytes: Uint8Array<ArrayBuffer> } | null
}

const LARGEST_FIELD = 10_000
/** Whoever sends more than this is not listened to any longer. */
const MOST_LISTENED = 128 * 2 ** 20

/**
 * Reads a form with a file or a pasted list, piece by piece. What is too large is read to its end and thrown away as it
 * comes, so that the browser gets to hear why; what has no end is broken off.
 *
 * @throws DomainError `conflict` imports.too_large
 */
export async function readUpload(request: Request): Promise<Upload> {
  const found: { list: Upload['list']; tooLarge: boolean } = { list: null, tooLarge: false }
  const fields = await unstable_parseMultipartFormData(request, async ({ name, filename, data }) => {
    const isList = name === 'file' || name === 'pasted'
    const bytes = await collect(data, isList ? LARGEST_LIST : LARGEST_FIELD)
    if (!isList) return new TextDecoder().decode(bytes ?? undefined)
    if (bytes === null) found.tooLarge = true
    else if (bytes.length > 0 && (found.list === null || name === 'file')) {
      found.list = { fileName: name === 'file' ? (filename ?? 'liste').slice(0, 200) : '', bytes }
    }
    return undefined
  })
  if (found.tooLarge) throw conflict('imports.too_large')
  return { fields, list: found.list }
}

/** The pieces in one buffer that grows with them; null when there is more than `most`. */
async function collect(
  pieces: AsyncIterable<Uint8Array>,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  let buffer = new Uint8Array(64 * 1024)
  let length = 0
  for await (const piece of pieces) {
    if (length + piece.length > MOST_LISTENED) throw conflict('imports.too_large')
    if (length + piece.length > most) {
      buffer = new Uint8Array(0)
      length += piece.length
      continue
    }
    while (length + piece.length > buffer.length) {
      const larger = new Uint8Array(Math.min(most, buffer.length * 2))
      larger.set(buffer.subarray(0, length))
      buffer = larger
    }
    buffer.set(piece, length)
    length += piece.length
  }
  return length > most ? null : buffer.subarray(0, length)
}
