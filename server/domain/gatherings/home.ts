import { db, type Prisma } from '~server/database/client'
import { listCohorts, type CohortSummary } from '../cohorts/cohorts'
import type { Actor } from '../shared/actor'
import { validAt } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { startOf, type When } from '../shared/dates'
import { asSummary, GATHERING_SUMMARY, type GatheringSummary } from './gatherings'
import { visibleGatherings } from './policy'

const UPCOMING = 20
const EARLIER = 5

export interface MyTable {
  documentId: string
  table: { id: string; number: number; name: string }
  gathering: { id: string; title: string; when: When }
}

export interface Home {
  /** Tables at which the actor has a seat now, the latest gathering first. */
  tables: MyTable[]
  /** Gatherings whose stated period is not over, the next first; those without a date last. */
  next: GatheringSummary[]
  /** The last few before that. */
  earlier: GatheringSummary[]
  cohorts: CohortSummary[]
}

/** What is the actor's to do now. */
export async function home(actor: Actor): Promise<Home> {
  const now = await databaseNow(db())
  const [tables, next, earlier, cohorts] = await Promise.all([
    myTables(actor, now),
    gatherings(actor, now, notOver(now), 'asc', UPCOMING),
    gatherings(actor, now, { NOT: notOver(now) }, 'desc', EARLIER),
    listCohorts(actor),
  ])
  return { tables, next, earlier, cohorts }
}

/** A season is not over before its last day is: compared by the period in which `now` lies, at the stated precision. */
function notOver(now: Date): Prisma.GatheringWhereInput {
  return {
    OR: [
      { precision: 'unset' },
      { precision: { in: ['day', 'time'] }, startsAt: { gte: startOf('day', now) } },
      { precision: 'month', startsAt: { gte: startOf('month', now) } },
      { precision: 'season', startsAt: { gte: startOf('season', now) } },
    ],
  }
}

async function gatherings(
  actor: Actor,
  now: Date,
  where: Prisma.GatheringWhereInput,
  sort: 'asc' | 'desc',
  take: number,
): Promise<GatheringSummary[]> {
  const rows = await db().gathering.findMany({
    where: { AND: [visibleGatherings(actor, now), where] },
    include: GATHERING_SUMMARY,
    orderBy: [{ startsAt: { sort, nulls: 'last' } }, { id: 'asc' }],
    take,
  })
  return rows.map(asSummary)
}

async function myTables(actor: Actor, now: Date): Promise<MyTable[]> {
  const seats = await db().seat.findMany({
    where: { personId: actor.personId, ...validAt(now) },
    select: {
      table: { select: { id: true, number: true, name: true } },
      gathering: { select: { id: true, title: true, precision: true, startsAt: true } },
    },
    orderBy: { gathering: { startsAt: { sort: 'desc', nulls: 'last' } } },
  })
  const documents = await db().document.findMany({
    where: { ownerKind: 'table', ownerId: { in: seats.map(({ table }) => table.id) } },
    select: { id: true, ownerId: true },
  })
  return seats.flatMap(({ table, gathering: { id, title, precision, startsAt } }) => {
    const document = documents.find(({ ownerId }) => ownerId === table.id)
    return document === undefined
      ? []
      : [{ documentId: document.id, table, gathering: { id, title, when: { precision, startsAt } } }]
  })
}
