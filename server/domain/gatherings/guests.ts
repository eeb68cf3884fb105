import { db } from '~server/database/client'
import { asSystem } from '~server/database/reach'
import { record } from '~server/outbox/record'
import { databaseNow } from '../shared/clock'
import { endOfDay } from '../shared/dates'
import { conflict, DomainError, found } from '../shared/errors'
import { joinForm } from './schema'

export interface Joined {
  personId: string
  gatheringId: string
  tableId: string
  documentId: string
  /** The end of the day in Norway; after that the guest sees nothing any more. */
  validTo: Date
}

/**
 * Somebody without an account comes in by the code on the wall and sits down at the table open to guests where fewest
 * sit. Asks no rights: the code is the right. Callers limit how often one may try.
 *
 * @throws DomainError `not_found` join.wrongCode, `conflict` join.closed when no table is open to guests
 * @throws ZodError for a name of no or more than 60 characters; forms are parsed with `joinForm` before
 */
export async function joinAsGuest(code: string, name: string): Promise<Joined> {
  const form = joinForm.parse({ code, name })
  return asSystem(() =>
    db().$transaction(async tx => {
      const gatherings = await tx.$queryRaw<{ id: string }[]>`
      SELECT id::text AS id FROM gathering WHERE join_code = ${form.code} FOR NO KEY UPDATE`
      const gathering = gatherings[0]
      if (gathering === undefined) throw new DomainError('not_found', 'join.wrongCode')
      // By the clock of this moment: whoever held the lock before may have begun after this transaction, and counts too.
      const tables = await tx.$queryRaw<{ tableId: string; documentId: string }[]>`
      SELECT t.id::text AS "tableId", d.id::text AS "documentId"
      FROM gathering_table t
      JOIN document d ON d.owner_kind = 'table' AND d.owner_id = t.id
      LEFT JOIN seat s ON s.table_id = t.id
        AND s.valid_from <= clock_timestamp() AND (s.valid_to IS NULL OR s.valid_to > clock_timestamp())
      WHERE t.gathering_id = ${gathering.id}::uuid AND t.open_to_guests
      GROUP BY t.id, d.id ORDER BY count(s.person_id), t.number LIMIT 1`
      const table = tables[0]
      if (table === undefined) throw conflict('join.closed')
      const validFrom = await databaseNow(tx)
      const validTo = endOfDay(validFrom)
      const person = await tx.person.create({
        data: { kind: 'guest', name: form.name },
        select: { id: true },
      })
      const seat = { gatheringId: gathering.id, tableId: table.tableId, personId: person.id }
      await tx.seat.create({ data: { ...seat, validFrom, validTo } })
      await record(tx, person.id, 'person.created', { personId: person.id })
      await record(tx, person.id, 'seat.taken', seat)
      return { ...seat, documentId: table.documentId, validTo }
    }),
  )
}

/** The name of what a code opens, for the page on which a guest types a name. @throws DomainError `not_found` join.wrongCode */
export async function whatCodeOpens(code: string): Promise<{ title: string; code: string }> {
  const joinCode = joinForm.shape.code.safeParse(code)
  const row = joinCode.success
    ? await asSystem(() =>
        db().gathering.findUnique({
          where: { joinCode: joinCode.data },
          select: { title: true, joinCode: true },
        }),
      )
    : null
  if (row === null) throw new DomainError('not_found', 'join.wrongCode')
  return { title: row.title, code: row.joinCode }
}

/** Where a guest belongs, however the guest comes back during the day. @throws DomainError `not_found` */
export async function seatOfGuest(personId: string): Promise<Joined> {
  const rows = await db().$queryRaw<Joined[]>`
    SELECT s.person_id::text AS "personId", s.gathering_id::text AS "gatheringId", s.table_id::text AS "tableId",
      d.id::text AS "documentId", s.valid_to AS "validTo"
    FROM seat s JOIN person p ON p.id = s.person_id AND p.kind = 'guest'
    JOIN document d ON d.owner_kind = 'table' AND d.owner_id = s.table_id
    WHERE s.person_id = ${personId}::uuid AND s.valid_from <= now() AND s.valid_to > now()`
  return found(rows[0])
}
