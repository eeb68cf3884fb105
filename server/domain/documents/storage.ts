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
 * The append-only log in PostgreSQL. One statement per group commit, so one round trip, and it is committed when it
 * answers. The head's row lock orders the writers of a document, also across nodes: places have no gaps and no twins.
 */
const APPEND = `
  WITH input AS (
    SELECT * FROM unnest($1::uuid[], $2::int[], $3::uuid[], $4::uuid[], $5::int[], $6::int[], $7::bytea[], $8::bytea[])
      WITH ORDINALITY AS t (document_id, epoch, person_id, connection_id, n_from, n_to, bytes, sha256, ord)
  ), head AS (
    SELECT document_id, epoch, seq FROM document_head
    WHERE document_id IN (SELECT document_id FROM input)
    ORDER BY document_id FOR UPDATE
  ), placed AS (
    SELECT i.*, h.seq + row_number() OVER (PARTITION BY i.document_id ORDER BY i.ord) AS place
    FROM input i JOIN head h ON h.document_id = i.document_id AND h.epoch = i.epoch
  ), grown AS (
    UPDATE document_head h SET seq = p.last, changed_at = now()
    FROM (SELECT document_id, max(place) AS last FROM placed GROUP BY document_id) p
    WHERE h.document_id = p.document_id
  ), written AS (
    INSERT INTO document_update (document_id, epoch, seq, person_id, connection_id, n_from, n_to, bytes, sha256)
    SELECT document_id, epoch, place, person_id, connection_id, n_from, n_to, bytes, sha256 FROM placed
  )
  SELECT ord::int AS ord, place::int AS place FROM placed`

const SNAPSHOT = `
  INSERT INTO document_snapshot (document_id, epoch, seq, bytes, sha256)
  SELECT document_id, epoch, $3, $4, $5 FROM document_head
  WHERE document_id = $1 AND epoch = $2 AND seq >= $3
  ON CONFLICT (document_id) DO UPDATE
    SET epoch = excluded.epoch, seq = excluded.seq, bytes = excluded.bytes, sha256 = excluded.sha256, created_at = now()
    WHERE (document_snapshot.epoch, document_snapshot.seq) < (excluded.epoch, excluded.seq)`

/** What the rooms of live documents need of a store (the shape is theirs: server/collaboration/storage.ts). */
export function createStorage(pool: pg.Pool) {
  return {
    load: (documentId: string): Promise<Loaded | null> =>
      loadDocument(async (sql, values) => (await pool.query<object>(sql, values)).rows, documentId),

    async append(runs: readonly Run[]): Promise<({ seq: number } | null)[]> {
      const { rows } = await pool.query<{ ord: number; place: number }>({
        name: 'append',
        text: APPEND,
        values: columns(runs),
      })
      const places = new Map(rows.map(row => [row.ord, row.place]))
      return runs.map((_, index) => {
        const seq = places.get(index + 1)
        return seq === undefined ? null : { seq }
      })
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
    runs.map(run => buffer(run.bytes)),
    runs.map(run => sha256(run.bytes)),
  ]
}

export function sha256(bytes: Uint8Array): Buffer {
  return crypto.createHash('sha256').update(bytes).digest()
}

function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
