import fc from 'fast-check'
import { db } from '~server/database/client'
import { ROLES, type Actor, type Role } from '~server/domain/shared/actor'
import {
  actorOf,
  aCohort,
  aGathering,
  aGrant,
  anEnrolment,
  aPerson,
  aSeat,
  aTable,
  aUnit,
} from '../support/factories'

// Small worlds as they may come about: any tree, any roles, periods that begin and end around this moment.

/** Seconds from now; null = open. The border itself counts: a period holds from its first moment and not at its last. */
const FROM = [-3_600, -1, 0, 3_600] as const
const TO = [null, null, -1, 0, 3_600] as const

const index = (count: number) => fc.integer({ min: 0, max: count - 1 })
const PLACES = 8
const PEOPLE = 4

export const worlds = fc.record({
  /** Below the state: counties 1–2, towns 3–4, the rest units; each town and unit below one of those before it. */
  towns: fc.tuple(index(2), index(2)),
  schools: fc.tuple(index(4), index(4), index(4)),
  grants: fc.array(
    fc.record({
      person: index(PEOPLE),
      role: fc.constantFrom(...ROLES),
      unit: index(PLACES),
      cohort: fc.option(index(2), { freq: 3 }),
      from: fc.constantFrom(...FROM),
      to: fc.constantFrom(...TO),
    }),
    { minLength: 2, maxLength: 8 },
  ),
  enrolments: fc.uniqueArray(
    fc.record({
      cohort: index(2),
      unit: index(PLACES),
      status: fc.constantFrom('invited', 'enrolled', 'enrolled', 'declined', 'withdrawn', 'expired'),
    }),
    { maxLength: 8, selector: ({ cohort, unit }) => cohort * PLACES + unit },
  ),
  gatherings: fc.array(
    fc.record({
      cohort: index(2),
      host: index(PLACES),
      level: fc.constantFrom('national', 'county', 'network', 'local'),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  seats: fc.array(
    fc.record({
      person: index(PEOPLE),
      at: index(3),
      from: fc.constantFrom(...FROM),
      to: fc.constantFrom(...TO),
    }),
    { maxLength: 5 },
  ),
})
export type Plan = typeof worlds extends fc.Arbitrary<infer T> ? T : never

/** A grant that may come later. */
export const grants = fc.record({
  role: fc.constantFrom(...ROLES),
  unit: index(PLACES),
  cohort: fc.option(index(2), { freq: 3 }),
})

export interface RandomWorld {
  units: string[]
  counties: string[]
  cohorts: string[]
  gatherings: string[]
  documents: string[]
  people: string[]
}

export async function build(plan: Plan): Promise<RandomWorld> {
  const [row] = await db().$queryRaw<{ now: Date }[]>`SELECT now() AS now`
  const now = row?.now.getTime() ?? 0
  const period = ({ from, to }: { from: number; to: number | null }) => ({
    from: new Date(now + from * 1_000),
    // What ends before it begins never held.
    to: to === null ? null : new Date(now + Math.max(to, from) * 1_000),
  })
  const national = await aUnit({ kind: 'national' })
  const counties = [await aUnit({ kind: 'county' }), await aUnit({ kind: 'county' })]
  const units = [national, ...counties]
  for (const county of plan.towns)
    units.push(await aUnit({ kind: 'municipality', below: units[1 + county] ?? null }))
  for (const owner of plan.schools) units.push(await aUnit({ below: units[1 + owner] ?? null }))
  const unit = (at: number): string => units[at] ?? national
  const cohorts = [await aCohort({ host: national }), await aCohort({ host: unit(1) })]
  const cohort = (at: number): string => cohorts[at] ?? ''
  const people: string[] = []
  for (let at = 0; at < PEOPLE; at++) people.push(await aPerson())
  for (const { person, role, cohort: of, ...grant } of plan.grants)
    await give(people[person] ?? '', role, unit(grant.unit), of === null ? null : cohort(of), period(grant))
  for (const each of plan.enrolments) await anEnrolment(cohort(each.cohort), unit(each.unit), each.status)
  const gatherings: string[] = []
  const tables: Awaited<ReturnType<typeof aTable>>[] = []
  for (const { cohort: of, host, level } of plan.gatherings) {
    const gathering = await aGathering({ cohort: cohort(of), host: unit(host), level })
    gatherings.push(gathering)
    tables.push(await aTable({ gathering }))
  }
  for (const { person, at, ...seat } of plan.seats) {
    const table = tables[at % tables.length]
    if (table !== undefined) await aSeat(table, people[person] ?? '', period(seat))
  }
  return { units, counties, cohorts, gatherings, documents: tables.map(table => table.documentId), people }
}

export async function give(
  person: string,
  role: Role,
  unit: string,
  cohort: string | null,
  period: { from?: Date; to?: Date | null } = {},
): Promise<void> {
  await aGrant(person, role, unit, { ...period, ...(cohort !== null && { cohort }) })
}

export const actorsIn = (world: RandomWorld): Promise<Actor[]> => Promise.all(world.people.map(actorOf))
