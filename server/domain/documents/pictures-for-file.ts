import { db } from '~server/database/client'
import { SMALL_SIDE } from './image'

/** Bytes of all pictures of one file together, as they are stored; and of how many documents they may come. */
const MOST_BYTES_IN_FILE = 24 * 2 ** 20
const MOST_PICTURES_IN_FILE = 200
const MOST_SOURCES = 8

export interface PictureForFile {
  bytes: Uint8Array
  width: number
  height: number
}

interface Weighed {
  id: string
  document_id: string
  width: number
  height: number
  large: number
  small: number
}

/**
 * Pictures for a file of a document, large ones while half of the room is left, then small ones. Left out is what does not fit,
 * what there is not, and what was copied from a document that is not to be read.
 *
 * @param mayRead asked about each other document that pictures were copied from
 */
export async function picturesForFile(
  documentId: string,
  imageIds: readonly string[],
  mayRead: (documentId: string) => Promise<boolean>,
): Promise<Map<string, PictureForFile>> {
  const ids = imageIds.slice(0, MOST_PICTURES_IN_FILE)
  if (ids.length === 0) return new Map()
  const found = await db().$queryRaw<Weighed[]>`
    SELECT id, document_id, width, height, octet_length(bytes) AS large, octet_length(small) AS small
    FROM document_image WHERE id = ANY (${ids}::uuid[])`
  const open = await openSources(documentId, found, mayRead)
  const known = new Map(found.filter(row => open.has(row.document_id)).map(row => [row.id, row]))
  const chosen = chosenFor(ids.flatMap(id => known.get(id) ?? []))
  const large = [...chosen].filter(([, edition]) => edition === 'large').map(([id]) => id)
  const rows = await db().$queryRaw<{ id: string; bytes: Uint8Array }[]>`
    SELECT id, CASE WHEN id = ANY (${large}::uuid[]) THEN bytes ELSE small END AS bytes
    FROM document_image WHERE id = ANY (${[...chosen.keys()]}::uuid[])`
  return new Map(
    rows.flatMap(({ id, bytes }) => {
      const row = known.get(id)
      return row ? [[id, { bytes, ...sizeOf(row, chosen.get(id) === 'small') }] as const] : []
    }),
  )
}

async function openSources(
  own: string,
  found: readonly Weighed[],
  mayRead: (documentId: string) => Promise<boolean>,
): Promise<Set<string>> {
  const others = [...new Set(found.map(row => row.document_id))].filter(id => id !== own)
  const open = new Set([own])
  for (const other of others.slice(0, MOST_SOURCES)) if (await mayRead(other)) open.add(other)
  return open
}

function chosenFor(rows: readonly Weighed[]): Map<string, 'large' | 'small'> {
  const chosen = new Map<string, 'large' | 'small'>()
  let weight = 0
  for (const { id, large, small } of rows) {
    const edition = weight + large <= MOST_BYTES_IN_FILE / 2 ? 'large' : 'small'
    const more = edition === 'large' ? large : small
    if (weight + more > MOST_BYTES_IN_FILE) continue
    weight += more
    chosen.set(id, edition)
  }
  return chosen
}

function sizeOf({ width, height }: Weighed, small: boolean): { width: number; height: number } {
  if (!small || width <= SMALL_SIDE) return { width, height }
  return { width: SMALL_SIDE, height: Math.round((height * SMALL_SIDE) / width) }
}
