import crypto from 'node:crypto'
import { db, type Prisma, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import { factsOf, readFacts } from '../cohorts/cohorts'
import { nameOn, NAMES } from '../organisations/names'
import { FACTS, unitFacts } from '../organisations/units'
import type { Actor } from '../shared/actor'
import { allow, knownId, memberUnits } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import type { When } from '../shared/dates'
import { found } from '../shared/errors'
import { cohortTitle, TITLE, type CohortTitle } from '../shared/programme-text'
import { canCreateGathering, canEditGathering, levelsFor, visibleGatherings } from './policy'
import {
  JOIN_CODE_ALPHABET,
  JOIN_CODE_LENGTH,
  whenOf,
  type AgendaKind,
  type GatheringChange,
  type Level,
  type NewGathering,
} from './schema'

export interface GatheringSummary {
  id: string
  cohortId: string
  level: Level
  title: string
  /** Empty when it is not known. */
  place: string
  when: When
  host: { id: string; name: string }
}

export interface AgendaEntry {
  id: string
  kind: AgendaKind
  title: string
  /** Null = open. */
  minutes: number | null
}

export interface GatheringView extends GatheringSummary {
  cohort: CohortTitle & { id: string }
  agenda: AgendaEntry[]
  can: { edit: boolean }
  /** What guests type; only for whoever arranges the gathering. */
  joinCode: string | null
}

const SUMMARY = {
  host: { select: { ...FACTS, names: NAMES } },
  cohort: { select: { ...TITLE, startsOn: true } },
} as const
type Row = Prisma.GatheringGetPayload<{ include: typeof SUMMARY }>

/** A gathering on a list, with the host's name as it was when the cohort began. */
export const asSummary = ({
  id,
  cohortId,
  level,
  title,
  place,
  precision,
  startsAt,
  host,
  cohort,
}: Row): GatheringSummary => ({
  id,
  cohortId,
  level,
  title,
  place,
  when: { precision, startsAt },
  host: { id: host.id, name: nameOn(host, cohort.startsOn) },
})
export { SUMMARY as GATHERING_SUMMARY }

/** Gatherings the actor may know of, in the order of time, those without a date last. */
export async function listGatherings(
  actor: Actor,
  of: { cohortId?: string } = {},
): Promise<GatheringSummary[]> {
  const now = await databaseNow(db())
  const rows = await db().gathering.findMany({
    where: {
      AND: visibleGatherings(actor, now),
      ...(of.cohortId !== undefined && { cohortId: knownId(of.cohortId) }),
    },
    include: SUMMARY,
    orderBy: [{ startsAt: { sort: 'asc', nulls: 'last' } }, { createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(asSummary)
}

/** @throws DomainError `not_found` */
export async function getGathering(actor: Actor, gatheringId: string): Promise<GatheringView> {
  const row = found(
    await db().gathering.findFirst({
      where: { id: knownId(gatheringId), AND: visibleGatherings(actor, await databaseNow(db())) },
      include: { ...SUMMARY, agenda: { orderBy: { position: 'asc' } } },
    }),
  )
  const edit = canEditGathering(actor, { host: unitFacts(row.host) })
  return {
    ...asSummary(row),
    cohort: { ...cohortTitle(row.cohort), id: row.cohortId },
    agenda: row.agenda.map(({ id, kind, title, minutes }) => ({ id, kind, title, minutes })),
    can: { edit },
    joinCode: edit ? row.joinCode : null,
  }
}

/** As which units, and of which levels, the actor may hold a gathering in a cohort. @throws DomainError `not_found` */
export async function listHosting(
  actor: Actor,
  cohortId: string,
): Promise<{ id: string; name: string; levels: Level[] }[]> {
  const cohort = await readFacts(actor, cohortId)
  const units = await db().orgUnit.findMany({
    where: { id: { in: memberUnits(actor) } },
    select: { id: true, names: NAMES },
  })
  return units
    .map(unit => ({
      id: unit.id,
      name: nameOn(unit, cohort.startsOn),
      levels: levelsFor(actor, cohort, unit.id),
    }))
    .filter(({ levels }) => levels.length > 0)
}

/** @throws DomainError `not_found`, `forbidden` */
export async function createGathering(actor: Actor, form: NewGathering): Promise<{ id: string }> {
  const { hostId, level, title, place } = form
  return db().$transaction(async tx => {
    const cohort = await factsOf(tx, actor, form.cohortId)
    allow(canCreateGathering(actor, cohort, hostId, level))
    const joinCode = await freeJoinCode(tx)
    const data = { cohortId: cohort.id, hostId, level, title, place, joinCode, ...whenOf(form) }
    const { id } = await tx.gathering.create({ data, select: { id: true } })
    await record(tx, actor.personId, 'gathering.created', { gatheringId: id, cohortId: cohort.id })
    return { id }
  })
}

/** Changes title, place and date. @throws DomainError `not_found`, `forbidden` */
export async function changeGathering(
  actor: Actor,
  gatheringId: string,
  form: GatheringChange,
): Promise<void> {
  await db().$transaction(async tx => {
    const { id, cohortId } = await arranged(tx, actor, gatheringId)
    await tx.gathering.update({
      where: { id },
      data: { title: form.title, place: form.place, ...whenOf(form) },
    })
    await record(tx, actor.personId, 'gathering.changed', { gatheringId: id, cohortId })
  })
}

/** A gathering that the actor arranges. @throws DomainError `not_found`, `forbidden` when it may only be seen */
export async function arranged(
  tx: Tx,
  actor: Actor,
  gatheringId: string,
): Promise<{ id: string; cohortId: string; hostId: string; level: Level }> {
  const row = found(
    await tx.gathering.findFirst({
      where: { id: knownId(gatheringId), AND: visibleGatherings(actor, await databaseNow(tx)) },
      select: { id: true, cohortId: true, hostId: true, level: true, host: { select: FACTS } },
    }),
  )
  allow(canEditGathering(actor, { host: unitFacts(row.host) }))
  return { id: row.id, cohortId: row.cohortId, hostId: row.hostId, level: row.level }
}

/** Everybody else who changes the same gathering's tables waits until this transaction is over. */
export async function lockGathering(tx: Tx, gatheringId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM gathering WHERE id = ${gatheringId}::uuid FOR NO KEY UPDATE`
}

/** One of a thousand million codes that is not taken. */
async function freeJoinCode(tx: Tx): Promise<string> {
  for (;;) {
    const letter = () => JOIN_CODE_ALPHABET.charAt(crypto.randomInt(JOIN_CODE_ALPHABET.length))
    const joinCode = Array.from({ length: JOIN_CODE_LENGTH }, letter).join('')
    if ((await tx.gathering.findUnique({ where: { joinCode }, select: { id: true } })) === null)
      return joinCode
  }
}
