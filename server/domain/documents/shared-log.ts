import type pg from 'pg'
import { checked } from './load'

interface End {
  documentId: string
  epoch: number
  seq: number
}
interface Row {
  documentId: string
  seq: number
  bytes: Uint8Array
  sha256: Uint8Array
}

const ENDS = `
  SELECT document_id::text AS "documentId", epoch, seq FROM document_head WHERE document_id = ANY ($1::uuid[])`
const ROWS = `
  SELECT u.document_id::text AS "documentId", u.seq, u.bytes, u.sha256
  FROM unnest($1::uuid[], $2::int[], $3::int[]) AS wanted (document_id, epoch, seq)
  JOIN document_update u
    ON u.document_id = wanted.document_id AND u.epoch = wanted.epoch AND u.seq > wanted.seq
  ORDER BY u.document_id, u.seq`

/**
 * The log as several nodes write it (the shape is server/collaboration/neighbours.ts). Places are given under the lock of the
 * head's row, so that whoever sees a row sees all before it.
 */
export function createSharedLog(pool: pg.Pool) {
  return {
    async ends(documentIds: readonly string[]): Promise<End[]> {
      return (await pool.query<End>({ name: 'ends', text: ENDS, values: [documentIds] })).rows
    },

    /** @throws CorruptDocumentError when a row does not have its hash */
    async rowsAfter(places: readonly End[]): Promise<Omit<Row, 'sha256'>[]> {
      const values = [
        places.map(place => place.documentId),
        places.map(place => place.epoch),
        places.map(place => place.seq),
      ]
      const { rows } = await pool.query<Row>({ name: 'rows-after', text: ROWS, values })
      return rows.map(({ documentId, seq, bytes, sha256 }) => ({
        documentId,
        seq,
        bytes: checked(documentId, bytes, sha256),
      }))
    },
  }
}
