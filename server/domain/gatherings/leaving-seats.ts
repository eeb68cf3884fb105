import { db, type Prisma, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import { validAt } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { lockGathering } from './gatherings'
import { seatablePeople } from './policy'

/** A seat that ended with a role comes back if the role does, for as long as this. */
const UNDO_MS = 60 * 60 * 1000

/**
 * Ends the seats that somebody holds because of a role they have no longer: whoever could not be put at the table now
 * does not stay there either. What they wrote stays. Guests' seats end with the day. Twice changes nothing.
 */
export async function endUnjustifiedSeats(personId: string): Promise<void> {
  await db().$transaction(async tx => {
    const now = await databaseNow(tx)
    const held = { personId, person: { kind: 'account' as const }, ...validAt(now) }
    for (const { tableId, gathering } of await seats(tx, held)) {
      await lockGathering(tx, gathering.id)
      const fits = await tx.person.count({ where: { id: personId, AND: seatablePeople(gathering, now) } })
      if (fits > 0) continue
      const { count } = await tx.seat.updateMany({
        where: { gatheringId: gathering.id, personId, ...validAt(now) },
        data: { validTo: now },
      })
      if (count > 0) await record(tx, null, 'seat.left', { gatheringId: gathering.id, tableId, personId })
    }
  })
}

/** Gives back the seats that ended with a role within the last hour, to whoever has such a role again. */
export async function restoreSeats(personId: string): Promise<void> {
  await db().$transaction(async tx => {
    const now = await databaseNow(tx)
    const ended = {
      personId,
      person: { kind: 'account' as const },
      validTo: { gt: new Date(now.getTime() - UNDO_MS), lte: now },
    }
    for (const { tableId, gathering } of await seats(tx, ended)) {
      const fits = await tx.person.count({ where: { id: personId, AND: seatablePeople(gathering, now) } })
      if (fits === 0) continue
      await tx.seat.updateMany({ where: { gatheringId: gathering.id, personId }, data: { validTo: null } })
      await record(tx, null, 'seat.taken', { gatheringId: gathering.id, tableId, personId })
    }
  })
}

/** People with a seat whose role ended by the clock within the last two days; for the round that catches up. */
export async function seatedWithoutRole(): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT DISTINCT g.person_id::text AS id FROM "grant" g
    JOIN seat s ON s.person_id = g.person_id AND s.valid_from <= now() AND (s.valid_to IS NULL OR s.valid_to > now())
    WHERE g.valid_to <= now() AND g.valid_to > now() - interval '2 days'`
  return rows.map(({ id }) => id)
}

function seats(tx: Tx, where: Prisma.SeatWhereInput) {
  const gathering = { select: { id: true, cohortId: true, hostId: true, level: true } } as const
  return tx.seat.findMany({ where, select: { tableId: true, gathering } })
}
