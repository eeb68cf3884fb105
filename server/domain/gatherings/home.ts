import { db } from '~server/database/client'
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
  const [tables, gatherings, cohorts] = await Promise.all([
    myTables(actor, now),
    myGatherings(actor, now),
    listCohorts(actor),
  ])
  return { tables, ...gatherings, cohorts }
}

/**
 * Which gatherings one may know of is a costly question, so it is asked once, for their dates alone; the few that are
 * shown are read by their ids.
 */
async function myGatherings(actor: Actor, now: Date): Promise<Pick<Home, 'next' | 'earlier'>> {
  const known = await db().gathering.findMany({
    where: visibleGatherings(actor, now),
    select: { id: true, precision: true, startsAt: true },
    orderBy: [{ startsAt: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
  })
  const over = overAt(now)
  const next = known.filter(gathering => !over(gathering)).slice(0, UPCOMING)
  const earlier = known.filter(over).reverse().slice(0, EARLIER)
  const rows = await db().gathering.findMany({
    where: { id: { in: [...next, ...earlier].map(({ id }) => id) } },
    include: GATHERING_SUMMARY,
  })
  const summaries = new Map(rows.map(row => [row.id, asSummary(row)]))
  const inOrder = (all: readonly { id: string }[]): GatheringSummary[] =>
    all.flatMap(({ id }) => summaries.get(id) ?? [])
  return { next: inOrder(next), earlier: inOrder(earlier) }
}

/** A season is not over before its last day is: compared by the period in which `now` lies, at the stated precision. */
function overAt(now: Date): (when: When) => boolean {
  const day = startOf('day', now)
  const begins = { time: day, day, month: startOf('month', now), season: startOf('season', now) }
  return ({ precision, startsAt }) =>
    precision !== 'unset' && startsAt !== null && startsAt < begins[precision]
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
