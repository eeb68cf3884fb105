import pg from 'pg'
import { beforeAll, expect, test, vi } from 'vitest'
import { getCohort, listCohorts } from '~server/domain/cohorts/cohorts'
import { listEnrolable, listEnrolments } from '~server/domain/cohorts/enrolments'
import { desk } from '~server/domain/development/desk'
import { documentRight } from '~server/domain/access'
import { getGathering, listGatherings } from '~server/domain/gatherings/gatherings'
import { home } from '~server/domain/gatherings/home'
import { listSeatable, listSeats } from '~server/domain/gatherings/seats'
import { listTables } from '~server/domain/gatherings/tables'
import { listUnits } from '~server/domain/organisations/units'
import { grantsOf } from '~server/domain/people/grants'
import { listMembers } from '~server/domain/people/people'
import type { Actor } from '~server/domain/shared/actor'
import {
  aCohort,
  actorOf,
  aGathering,
  aGrant,
  anActor,
  anEnrolment,
  aPerson,
  aTable,
  aUnit,
} from './support/factories'
import { useDatabase } from './support/database'
import { aNetwork, type Network } from './support/network'

useDatabase()

/** A network with this many of everything that a list can show. */
interface World {
  n: Network
  county: Actor
  teacher: Actor
  resource: Actor
  gathering: string
  document: string
}

async function world(size: number): Promise<World> {
  const n = await aNetwork()
  const teacher = await anActor('teacher', n.westTownSchool)
  const follower = await aPerson()
  let table: Awaited<ReturnType<typeof aTable>> | undefined
  const gathering = await aGathering({ cohort: n.cohort, host: n.west })
  for (let i = 0; i < size; i++) {
    await aCohort({ enrolled: [n.west, n.westTownSchool] })
    await aUnit({ kind: 'municipality', below: n.west })
    const school = await aUnit({ below: n.westTown })
    await anEnrolment(n.cohort, school)
    await aGrant(follower, 'resource_person', school, { cohort: n.cohort })
    const other = await aGathering({ cohort: n.cohort, host: n.west })
    await aTable({ gathering: other, seated: [teacher.personId] })
    table = await aTable({ gathering, seated: [await aPerson({ role: 'teacher', unit: school })] })
    await aPerson({ role: 'teacher', unit: n.westTownSchool })
  }
  return {
    n,
    teacher,
    county: await anActor('county_adviser', n.west),
    resource: await actorOf(follower),
    gathering,
    document: table?.documentId ?? '',
  }
}

let few: World
let many: World
beforeAll(async () => {
  few = await world(2)
  many = await world(12)
})

const READS: Record<string, (w: World) => Promise<unknown>> = {
  listCohorts: w => listCohorts(w.county),
  getCohort: w => getCohort(w.county, w.n.cohort),
  listEnrolments: w => listEnrolments(w.county, w.n.cohort),
  listEnrolable: w => listEnrolable(w.county, w.n.cohort),
  listUnits: w => listUnits(w.county),
  listMembers: w => listMembers(w.county, w.n.westTownSchool),
  listGatherings: w => listGatherings(w.teacher),
  getGathering: w => getGathering(w.county, w.gathering),
  listTables: w => listTables(w.county, w.gathering),
  listSeats: w => listSeats(w.county, w.gathering),
  listSeatable: w => listSeatable(w.county, w.gathering),
  home: w => home(w.teacher),
  desk: w => desk(w.resource),
}

async function queries(work: () => Promise<unknown>): Promise<number> {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  await work()
  const { length } = spy.mock.calls
  spy.mockRestore()
  return length
}

test.each(Object.entries(READS))(
  '%s asks the database as often for many rows as for few',
  async (_, read) => {
    const asked = await queries(() => read(few))
    expect(asked).toBeGreaterThan(0)
    expect(await queries(() => read(many))).toBe(asked)
  },
)

test('grants and the right to a document are one query each', async () => {
  expect(await queries(() => grantsOf(many.resource.personId))).toBe(1)
  expect(await queries(() => documentRight(many.resource, many.document))).toBe(1)
})
