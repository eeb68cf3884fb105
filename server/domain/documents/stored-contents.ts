import { db } from '~server/database/client'
import type { Content } from './content'
import { checked } from './load'
import { storedContent } from './render'

/** What a document says, and up to which place in its log that holds. */
export interface StoredContent {
  epoch: number
  seq: number
  content: Content
}

interface Head {
  id: string
  epoch: number
  seq: number
  from: number | null
  bytes: Uint8Array | null
  sha256: Uint8Array | null
}
interface Row {
  id: string
  seq: number
  bytes: Uint8Array
  sha256: Uint8Array
}

/**
 * What many documents say, in two questions however many there are. Between two of them others get their turn. Asks nobody's
 * rights: callers do. One that is being folded in this moment is left out, and comes the next time.
 */
export async function storedContents(documentIds: readonly string[]): Promise<Map<string, StoredContent>> {
  const ids = [...documentIds]
  const heads = await db().$queryRaw<Head[]>`
    SELECT h.document_id::text AS id, h.epoch, h.seq, s.seq AS "from", s.bytes, s.sha256
    FROM document_head h LEFT JOIN document_snapshot s ON s.document_id = h.document_id AND s.epoch = h.epoch
    WHERE h.document_id = ANY (${ids}::uuid[])`
  const rows = await db().$queryRaw<Row[]>`
    SELECT u.document_id::text AS id, u.seq, u.bytes, u.sha256
    FROM unnest(${heads.map(head => head.id)}::uuid[], ${heads.map(head => head.epoch)}::int[],
      ${heads.map(head => head.from ?? 0)}::int[], ${heads.map(head => head.seq)}::int[]) AS h (id, epoch, low, high)
    JOIN document_update u ON u.document_id = h.id AND u.epoch = h.epoch AND u.seq > h.low AND u.seq <= h.high
    ORDER BY u.document_id, u.seq`
  const after = new Map<string, Row[]>(heads.map(({ id }) => [id, []]))
  for (const row of rows) after.get(row.id)?.push(row)
  const contents = new Map<string, StoredContent>()
  for (const head of heads) {
    const own = after.get(head.id) ?? []
    if (own.length !== head.seq - (head.from ?? 0)) continue
    contents.set(head.id, { epoch: head.epoch, seq: head.seq, content: contentOf(head, own) })
    await new Promise(resolve => setImmediate(resolve))
  }
  return contents
}

function contentOf({ id, bytes, sha256 }: Head, rows: readonly Row[]): Content {
  const state = bytes !== null && sha256 !== null ? [checked(id, bytes, sha256)] : []
  return storedContent([...state, ...rows.map(row => checked(id, row.bytes, row.sha256))])
}
