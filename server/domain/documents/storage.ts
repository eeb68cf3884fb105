import crypto from 'node:crypto'
import type pg from 'pg'
import { loadDocument, type Loaded } from './load'

/** One connection's run of update frames within one group commit, as server/collaboration hands it over. */
interface Run {
  documentId: string
  epoch: number
  personId: string
  connectionId: string
  nFrom: number
  nTo: number
  bytes: Uint8Array
}

/**
 * The append-only log in PostgreSQL: one call per group commit, so one round trip, and it is committed when it answers
 * (the function stands in its migration). All runs' bytes go as one binary value; as an array they would go as text.
 */
const APPEND = 'SELECT append_updates($1, $2, $3, $4, $5, $6, $7, $8) AS places'

const SNAPSHOT = `
  INSERT INTO document_snapshot (document_id, epoch, seq, bytes, sha256)
  SELECT document_id, epoch, $3, $4, $5 FROM document_head
  WHERE document_id = $1 AND epoch = $2 AND seq >= $3
  ON CONFLICT (document_id) DO UPDATE
    SET epoch = excluded.epoch, seq = excluded.seq, bytes = excluded.bytes, sha256 = excluded.sha256, created_at = now()
    WHERE (document_snapshot.epoch, document_snapshot.seq) < (excluded.epoch, excluded.seq)`

const EPOCHS = 'SELECT document_id AS id, epoch FROM document_head WHERE document_id = ANY ($1::uuid[])'

/** What the rooms of live documents need of a store (the shape is theirs: server/collaboration/storage.ts). */
export function createStorage(pool: pg.Pool) {
  return {
    load: (documentId: string): Promise<Loaded | null> =>
      loadDocument(
        async (statement, values) => (await pool.query<object>({ ...statement, values })).rows,
        documentId,
      ),

    async append(runs: readonly Run[]): Promise<({ seq: number } | null)[]> {
      const { rows } = await pool.query<{ places: (number | null)[] }>({
        name: 'append',
        text: APPEND,
        values: columns(runs),
      })
      return (rows[0]?.places ?? []).map(seq => (seq === null ? null : { seq }))
    },

    async epochs(documentIds: readonly string[]): Promise<Map<string, number>> {
      const { rows } = await pool.query<{ id: string; epoch: number }>(EPOCHS, [documentIds])
      return new Map(rows.map(({ id, epoch }) => [id, epoch]))
    },

    async saveSnapshot(
      documentId: string,
      epoch: number,
      { seq, bytes }: { seq: number; bytes: Uint8Array },
    ): Promise<boolean> {
      const { rowCount } = await pool.query(SNAPSHOT, [documentId, epoch, seq, buffer(bytes), sha256(bytes)])
      return rowCount === 1
    },
  }
}

function columns(runs: readonly Run[]): unknown[] {
  return [
    runs.map(run => run.documentId),
    runs.map(run => run.epoch),
    runs.map(run => run.personId),
    runs.map(run => run.connectionId),
    runs.map(run => run.nFrom),
    runs.map(run => run.nTo),
    runs.map(run => run.bytes.length),
    runs.length === 1 && runs[0] ? buffer(runs[0].bytes) : Buffer.concat(runs.map(run => run.bytes)),
  ]
}

export function sha256(bytes: Uint8Array): Buffer {
  return crypto.createHash('sha256').update(bytes).digest()
}

function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
