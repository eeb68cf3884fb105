import { db, type Prisma, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import { FACTS, unitFacts } from '../../organisations/units'
import type { Actor } from '../../shared/actor'
import { allow, knownId, validAt } from '../../shared/authorize'
import { databaseNow } from '../../shared/clock'
import { found } from '../../shared/errors'
import { arranged } from '../gatherings'
import { canEditGathering } from '../policy'
import { visibleRounds } from './policy'
import type { NewRound, Step } from './schema'
import type { Minutes } from './steps'

/** What everybody in the hall may know of a round; the same on phone, wall and projector. */
export interface RoundState {
  id: string
  gatheringId: string
  title: string
  prompts: string[]
  step: Step
  turn: number
  /** By the database's clock, like `now`. */
  stepEndsAt: Date | null
  now: Date
}

export interface RoundView extends RoundState {
  gathering: { id: string; title: string }
  minutes: Minutes
  can: { lead: boolean }
  /** Where the actor sits now; null for a facilitator without a seat. */
  table: { id: string; number: number; name: string } | null
}

/** The rounds of a gathering, in the order in which they were made. @throws nothing: who may see none gets none */
export async function listRounds(
  actor: Actor,
  gatheringId: string,
): Promise<{ id: string; title: string; step: Step }[]> {
  const now = await databaseNow(db())
  return db().round.findMany({
    where: { gatheringId: knownId(gatheringId), AND: visibleRounds(actor, now) },
    select: { id: true, title: true, step: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
}

/** How a round stands, for the live events; null when it is gone. Callers hold no reach of a person. */
export async function roundState(roundId: string): Promise<RoundState | null> {
  const row = await db().round.findUnique({ where: { id: roundId } })
  return row === null ? null : stateOf(row, await databaseNow(db()))
}

/** @throws DomainError `not_found` */
export async function getRound(actor: Actor, roundId: string): Promise<RoundView> {
  const now = await databaseNow(db())
  const row = found(
    await db().round.findFirst({
      where: { id: knownId(roundId), AND: visibleRounds(actor, now) },
      include: {
        gathering: {
          select: {
            id: true,
            title: true,
            host: { select: FACTS },
            seats: {
              where: { personId: actor.personId, ...validAt(now) },
              select: { table: { select: { id: true, number: true, name: true } } },
            },
          },
        },
      },
    }),
  )
  const { gathering, individualMinutes, groupMinutes, plenumMinutes, againMinutes } = row
  return {
    ...stateOf(row, now),
    gathering: { id: gathering.id, title: gathering.title },
    minutes: { individualMinutes, groupMinutes, plenumMinutes, againMinutes },
    can: { lead: canEditGathering(actor, { host: unitFacts(gathering.host) }) },
    table: gathering.seats[0]?.table ?? null,
  }
}

/** @throws DomainError `not_found`, `forbidden` */
export async function createRound(
  actor: Actor,
  gatheringId: string,
  form: NewRound,
): Promise<{ id: string }> {
  return db().$transaction(async tx => {
    const gathering = await arranged(tx, actor, gatheringId)
    const { id } = await tx.round.create({
      data: { gatheringId: gathering.id, ...form },
      select: { id: true },
    })
    await record(tx, actor.personId, 'round.created', { gatheringId: gathering.id, roundId: id })
    return { id }
  })
}

/** Changes questions and times; what has been written stays. @throws DomainError `not_found`, `forbidden` */
export async function changeRound(actor: Actor, roundId: string, form: NewRound): Promise<void> {
  await db().$transaction(async tx => {
    const { id, gatheringId } = await led(tx, actor, roundId)
    await tx.round.update({ where: { id }, data: { ...form, turn: { increment: 1 } } })
    await record(tx, actor.personId, 'round.changed', { gatheringId, roundId: id })
  })
}

type Row = Prisma.RoundGetPayload<object>

/** A round that the actor leads, kept from others who would step at the same moment. @throws DomainError `not_found`, `forbidden` */
export async function led(tx: Tx, actor: Actor, roundId: string): Promise<Row> {
  const where = { id: knownId(roundId), AND: visibleRounds(actor, await databaseNow(tx)) }
  const { gathering, id } = found(
    await tx.round.findFirst({
      where,
      select: { id: true, gathering: { select: { host: { select: FACTS } } } },
    }),
  )
  allow(canEditGathering(actor, { host: unitFacts(gathering.host) }))
  await tx.$queryRaw`SELECT 1 FROM round WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  return tx.round.findUniqueOrThrow({ where: { id } })
}

/** The round and the table at which the actor sits in it now. @throws DomainError `not_found` without a seat */
export async function seatedIn(
  tx: Tx,
  actor: Actor,
  roundId: string,
): Promise<{ roundId: string; gatheringId: string; tableId: string; prompts: string[] }> {
  const now = await databaseNow(tx)
  const seats = { personId: actor.personId, ...validAt(now) }
  const row = found(
    await tx.round.findFirst({
      where: { id: knownId(roundId), gathering: { seats: { some: seats } } },
      select: {
        id: true,
        gatheringId: true,
        prompts: true,
        gathering: { select: { seats: { where: seats, select: { tableId: true } } } },
      },
    }),
  )
  const { tableId } = found(row.gathering.seats[0])
  return { roundId: row.id, gatheringId: row.gatheringId, tableId, prompts: row.prompts }
}

/** What travels to every screen. */
export function stateOf(row: Row, now: Date): RoundState {
  const { id, gatheringId, title, prompts, step, turn, stepEndsAt } = row
  return { id, gatheringId, title, prompts, step, turn, stepEndsAt, now }
}
