import crypto from 'node:crypto'

/** A stored document as its bytes: what rooms send, readers render and backups copy. */
export interface Loaded {
  epoch: number
  /** Last place in the log (0 = empty). */
  seq: number
  snapshot: { seq: number; bytes: Uint8Array } | null
  /** Rows after the snapshot, in order. */
  updates: { seq: number; bytes: Uint8Array }[]
}

/** A stored row is not what was written: its bytes and its hash disagree. */
export class CorruptDocumentError extends Error {
  override name = 'CorruptDocumentError'
}

/** A statement with the name under which a connection may keep its plan. */
type Query = (statement: { name: string; text: string }, values: unknown[]) => Promise<unknown[]>

interface HeadRow {
  epoch: number
  seq: number
  snapshot_seq: number | null
  bytes: Uint8Array | null
  sha256: Uint8Array | null
}
interface UpdateRow {
  seq: number
  bytes: Uint8Array
  sha256: Uint8Array
}

const HEAD = {
  name: 'document-head',
  text: `
  SELECT h.epoch, h.seq, s.seq AS snapshot_seq, s.bytes, s.sha256
  FROM document_head h LEFT JOIN document_snapshot s ON s.document_id = h.document_id AND s.epoch = h.epoch
  WHERE h.document_id = $1::uuid`,
}
const UPDATES = {
  name: 'document-updates',
  text: `
  SELECT seq, bytes, sha256 FROM document_update
  WHERE document_id = $1::uuid AND epoch = $2::int AND seq > $3::int AND seq <= $4::int ORDER BY seq`,
}

/**
 * Reads snapshot and log. A newer snapshot may be written between the two reads: that does no harm, because the log
 * keeps its rows.
 *
 * @returns null when there is no such document
 * @throws CorruptDocumentError when a row does not have its hash, or the log has a gap
 */
export async function loadDocument(query: Query, documentId: string): Promise<Loaded | null> {
  const [head] = (await query(HEAD, [documentId])) as HeadRow[]
  if (head === undefined) return null
  const { epoch, seq } = head
  const snapshot =
    head.snapshot_seq !== null && head.bytes !== null && head.sha256 !== null
      ? { seq: head.snapshot_seq, bytes: checked(documentId, head.bytes, head.sha256) }
      : null
  const from = snapshot?.seq ?? 0
  const rows = seq > from ? ((await query(UPDATES, [documentId, epoch, from, seq])) as UpdateRow[]) : []
  if (rows.length !== seq - from)
    throw new CorruptDocumentError(`document ${documentId}: rows are missing after ${from}`)
  const updates = rows.map(row => ({ seq: row.seq, bytes: checked(documentId, row.bytes, row.sha256) }))
  return { epoch, seq, snapshot, updates }
}

export function checked(documentId: string, bytes: Uint8Array, hash: Uint8Array): Uint8Array {
  if (!crypto.createHash('sha256').update(bytes).digest().equals(hash)) {
    throw new CorruptDocumentError(`document ${documentId}: stored bytes do not have their hash`)
  }
  return bytes
}
