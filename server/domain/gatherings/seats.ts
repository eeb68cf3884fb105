import { db } from '~server/database/client'
import { record } from '~server/outbox/record'
import { nameOn, NAMES } from '../organisations/names'
import { byName } from '../organisations/units'
import type { Actor } from '../shared/actor'
import { knownId, validAt } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { found } from '../shared/errors'
import { arranged, lockGathering } from './gatherings'
import { seatablePeople } from './policy'
import { tableOf } from './tables'

export interface SeatView {
  personId: string
  name: string
  kind: 'account' | 'guest'
  tableId: string
}

export interface Candidate {
  personId: string
  name: string
  /** Names of the units at which the person has a grant. */
  units: string[]
}

/** Who sits where now, for whoever arranges the gathering. @throws DomainError `not_found`, `forbidden` */
export async function listSeats(actor: Actor, gatheringId: string): Promise<SeatView[]> {
  const { id } = await arranged(db(), actor, gatheringId)
  const rows = await db().seat.findMany({
    where: { gatheringId: id, ...validAt(await databaseNow(db())) },
    select: { tableId: true, person: { select: { id: true, name: true, kind: true } } },
  })
  return rows
    .map(({ tableId, person }) => ({ personId: person.id, name: person.name, kind: person.kind, tableId }))
    .sort(byName)
}

/**
 * People who could be given a seat and have none, by name; at most 200.
 *
 * @param search part of a name
 * @throws DomainError `not_found`, `forbidden`
 */
export async function listSeatable(actor: Actor, gatheringId: string, search = ''): Promise<Candidate[]> {
  const gathering = await arranged(db(), actor, gatheringId)
  const now = await databaseNow(db())
  const people = await db().person.findMany({
    where: {
      AND: seatablePeople(gathering, now),
      name: { contains: search.trim(), mode: 'insensitive' },
      seats: { none: { gatheringId: gathering.id, ...validAt(now) } },
    },
    select: {
      id: true,
      name: true,
      grants: { where: validAt(now), select: { orgUnit: { select: { names: NAMES } } } },
    },
    orderBy: { name: 'asc' },
    take: 200,
  })
  return people
    .map(({ id, name, grants }) => ({
      personId: id,
      name,
      units: [...new Set(grants.map(({ orgUnit }) => nameOn(orgUnit, now)))],
    }))
    .sort(byName)
}

/**
 * Puts a person at a table of a gathering, from another table of it if need be. Guests who are there can be moved.
 *
 * @throws DomainError `not_found` (also for a table of another gathering, and a person whom one may not seat here),
 *   `forbidden`
 */
export async function seatPerson(
  actor: Actor,
  gatheringId: string,
  tableId: string,
  personId: string,
): Promise<void> {
  const id = knownId(personId)
  await db().$transaction(async tx => {
    const gathering = await arranged(tx, actor, gatheringId)
    const to = await tableOf(tx, gathering.id, tableId)
    await lockGathering(tx, gathering.id)
    const now = await databaseNow(tx)
    const where = { gatheringId_personId: { gatheringId: gathering.id, personId: id } }
    const held = await tx.seat.findFirst({
      where: { gatheringId: gathering.id, personId: id, ...validAt(now) },
    })
    if (held?.tableId === to) return
    if (held === null) {
      found(
        await tx.person.findFirst({
          where: { id, AND: seatablePeople(gathering, now) },
          select: { id: true },
        }),
      )
      await tx.seat.deleteMany({ where: { gatheringId: gathering.id, personId: id } })
      await tx.seat.create({ data: { gatheringId: gathering.id, personId: id, tableId: to, validFrom: now } })
    } else {
      await tx.seat.update({ where, data: { tableId: to } })
      const left = { gatheringId: gathering.id, tableId: held.tableId, personId: id }
      await record(tx, actor.personId, 'seat.left', left)
    }
    await record(tx, actor.personId, 'seat.taken', { gatheringId: gathering.id, tableId: to, personId: id })
  })
}

/** Takes a person's seat away; somebody without one stays without. @throws DomainError `not_found`, `forbidden` */
export async function unseatPerson(actor: Actor, gatheringId: string, personId: string): Promise<void> {
  const id = knownId(personId)
  await db().$transaction(async tx => {
    const gathering = await arranged(tx, actor, gatheringId)
    const seat = await tx.seat.findUnique({
      where: { gatheringId_personId: { gatheringId: gathering.id, personId: id } },
    })
    if (seat === null) return
    await tx.seat.deleteMany({ where: { gatheringId: gathering.id, personId: id } })
    await record(tx, actor.personId, 'seat.left', {
      gatheringId: gathering.id,
      tableId: seat.tableId,
      personId: id,
    })
  })
}
