import { db } from '~server/database/client'
import type { Actor } from '../../shared/actor'
import { forbidden } from '../../shared/errors'
import { getRound } from './rounds'

/** A table on the facilitator's wall: how it goes, never what is written. */
export interface WallTable {
  id: string
  number: number
  /** May be empty. */
  name: string
  seats: number
  /** Words in the shared document as it was last rendered; null = not yet. */
  words: number | null
  /** When something was last written. */
  writtenAt: Date | null
  /** Points on the table. */
  released: number
  doneAt: Date | null
  calledAt: Date | null
}

/** All tables of a round at a glance, those that call first. @throws DomainError `not_found`, `forbidden` */
export async function listWall(actor: Actor, roundId: string): Promise<WallTable[]> {
  const round = await getRound(actor, roundId)
  if (!round.can.lead) throw forbidden()
  return db().$queryRaw<WallTable[]>`
    SELECT t.id::text AS id, t.number, t.name,
      (SELECT count(*)::int FROM seat s WHERE s.table_id = t.id
        AND s.valid_from <= now() AND (s.valid_to IS NULL OR s.valid_to > now())) AS seats,
      (SELECT x.words FROM document_text x WHERE x.document_id = d.id) AS words,
      (SELECT max(c.last_at) FROM document_contributor c WHERE c.document_id = d.id) AS "writtenAt",
      (SELECT count(*)::int FROM released_point p WHERE p.round_id = ${round.id}::uuid AND p.table_id = t.id) AS released,
      r.done_at AS "doneAt", r.called_at AS "calledAt"
    FROM gathering_table t
    JOIN document d ON d.owner_kind = 'table' AND d.owner_id = t.id
    LEFT JOIN table_round r ON r.table_id = t.id AND r.round_id = ${round.id}::uuid
    WHERE t.gathering_id = ${round.gatheringId}::uuid
    ORDER BY r.called_at NULLS LAST, t.number`
}
