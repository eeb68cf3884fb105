import { db, type Prisma, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import { nameOn, NAMES } from '../organisations/names'
import { canAssignSomebody } from '../people/policy'
import type { Actor } from '../shared/actor'
import { askedOnce } from '../shared/asked-once'
import { ADVISERS, allow, knownId, memberUnits } from '../shared/authorize'
import { monthAsDate } from '../shared/dates'
import { conflict, found } from '../shared/errors'
import { canCreateCohort, canEnrolSomebody, LIVE, visibleCohorts, type CohortFacts } from './policy'
import { asProgramme, type Programme } from './programmes'
import { localText, terms, type LocalText, type Terms } from '../shared/programme-text'
import type { NewCohort } from './schema'
import { createSteps } from './steps'

export interface CohortSummary {
  id: string
  number: number
  programme: { id: string; name: LocalText; terms: Terms }
  host: { id: string; name: string }
  /** First day of the first month, and the first day after the last (midnight UTC, a calendar date). */
  startsOn: Date
  endsOn: Date
  /** Enrolment and people are invented: to be said on the page. */
  invented: boolean
  /** How many municipalities take part (status enrolled). */
  municipalities: number
}

export interface CohortView extends Omit<CohortSummary, 'programme'> {
  programme: Programme
  /** What the actor may do here, for what the page offers. */
  can: { enrol: boolean; assign: boolean }
}

const SUMMARY = {
  include: {
    programme: true,
    host: { select: { id: true, names: NAMES } },
  },
} as const satisfies Prisma.CohortDefaultArgs
type Row = Prisma.CohortGetPayload<typeof SUMMARY>

const asSummary = ({ programme, host, ...row }: Row, municipalities: number): CohortSummary => ({
  id: row.id,
  number: row.number,
  programme: {
    id: programme.id,
    name: localText.parse(programme.name),
    terms: terms.parse(programme.terms),
  },
  host: { id: host.id, name: nameOn(host, row.startsOn) },
  startsOn: row.startsOn,
  endsOn: row.endsOn,
  invented: row.invented,
  municipalities,
})

/** The cohorts the actor may know of, the latest first. */
export async function listCohorts(actor: Actor): Promise<CohortSummary[]> {
  const rows = await db().cohort.findMany({
    where: visibleCohorts(actor),
    ...SUMMARY,
    orderBy: [{ startsOn: 'desc' }, { number: 'desc' }, { id: 'asc' }],
  })
  const counts = await countMunicipalities()
  return rows.map(row => asSummary(row, counts.get(row.id) ?? 0))
}

/** How many municipalities take part in each cohort: from the few municipalities to what they are in, not through all units. */
async function countMunicipalities(): Promise<Map<string, number>> {
  const rows = await db().$queryRaw<{ cohortId: string; count: number }[]>`
    SELECT e.cohort_id::text AS "cohortId", count(*)::int AS count
    FROM org_unit u CROSS JOIN LATERAL (
      SELECT cohort_id FROM enrolment WHERE org_unit_id = u.id AND status = 'enrolled' OFFSET 0
    ) e
    WHERE u.kind = 'municipality' GROUP BY e.cohort_id`
  return new Map(rows.map(({ cohortId, count }) => [cohortId, count]))
}

/** @throws DomainError `not_found` */
export async function getCohort(actor: Actor, cohortId: string): Promise<CohortView> {
  const where = { id: knownId(cohortId), AND: visibleCohorts(actor) }
  const [summary, facts] = await Promise.all([
    db().cohort.findFirst({ where, ...SUMMARY }),
    readFacts(actor, cohortId),
  ])
  const row = found(summary)
  const taking = { cohortId: row.id, status: 'enrolled', orgUnit: { kind: 'municipality' } } as const
  return {
    ...asSummary(row, await db().enrolment.count({ where: taking })),
    programme: asProgramme(row.programme),
    can: { enrol: canEnrolSomebody(actor, facts), assign: canAssignSomebody(actor) },
  }
}

/**
 * Founds a cohort from a programme's template: it starts with the month and ends after the programme's duration.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` cohorts.numberTaken
 */
export async function createCohort(actor: Actor, form: NewCohort): Promise<{ id: string; number: number }> {
  const { programmeId, hostId, startsOn } = form
  return db().$transaction(async tx => {
    const programme = found(await tx.programme.findUnique({ where: { id: programmeId } }))
    found(
      await tx.orgUnit.findFirst({
        where: { id: hostId, kind: { in: ['national', 'county'] } },
        select: { id: true },
      }),
    )
    allow(canCreateCohort(actor, hostId))
    // Two at once take turns, so that neither gets the other's number.
    await tx.$queryRaw`SELECT 1 FROM programme WHERE id = ${programmeId}::uuid FOR NO KEY UPDATE`
    const taken = await tx.cohort.findMany({ where: { programmeId, hostId }, select: { number: true } })
    const numbers = taken.map(cohort => cohort.number)
    const number = form.number ?? Math.max(0, ...numbers) + 1
    if (numbers.includes(number)) throw conflict('cohorts.numberTaken')
    const [year = 0, month = 0] = startsOn.split('-').map(Number)
    const cohort = await tx.cohort.create({
      data: {
        programmeId,
        hostId,
        number,
        startsOn: monthAsDate(year, month),
        endsOn: monthAsDate(year, month + programme.durationMonths),
      },
    })
    await createSteps(tx, cohort, asProgramme(programme).cycle)
    await record(tx, actor.personId, 'cohort.created', { cohortId: cohort.id, programmeId })
    return { id: cohort.id, number }
  })
}

/** Authorities for which the actor may found a cohort. */
export async function listHosts(actor: Actor): Promise<{ id: string; name: string }[]> {
  const where = { id: { in: memberUnits(actor, ADVISERS) } }
  const rows = await db().orgUnit.findMany({ where, select: { id: true, names: NAMES } })
  return rows.map(row => ({ id: row.id, name: nameOn(row, new Date()) }))
}

/** What the policy asks about a cohort that has been found visible. */
export async function cohortFacts(
  tx: Tx,
  actor: Actor,
  cohort: { id: string; hostId: string },
): Promise<CohortFacts> {
  const rows = await tx.enrolment.findMany({
    where: { cohortId: cohort.id, status: { in: [...LIVE] }, orgUnitId: { in: memberUnits(actor) } },
    select: { orgUnitId: true },
  })
  return { hostId: cohort.hostId, enrolledIds: rows.map(({ orgUnitId }) => orgUnitId) }
}

type JudgedCohort = CohortFacts & { id: string; startsOn: Date; endsOn: Date }

/** The same for what only reads: the parts of a page that ask at the same time ask once. @throws DomainError `not_found` */
export const readFacts = (actor: Actor, cohortId: string): Promise<JudgedCohort> =>
  askedOnce(actor, `cohort ${cohortId}`, () => factsOf(db(), actor, cohortId))

/** A cohort the actor may see, as the policy judges it. @throws DomainError `not_found` */
export async function factsOf(tx: Tx, actor: Actor, cohortId: string): Promise<JudgedCohort> {
  const cohort = found(
    await tx.cohort.findFirst({
      where: { id: knownId(cohortId), AND: visibleCohorts(actor) },
      select: { id: true, hostId: true, startsOn: true, endsOn: true },
    }),
  )
  const { id, startsOn, endsOn } = cohort
  return { id, startsOn, endsOn, ...(await cohortFacts(tx, actor, cohort)) }
}
