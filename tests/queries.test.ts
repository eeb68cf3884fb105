import crypto from 'node:crypto'
import pg from 'pg'
import { beforeAll, expect, test, vi } from 'vitest'
import { findsNothing } from '~server/database/known-empty'
import { getCohort, listCohorts } from '~server/domain/cohorts/cohorts'
import { cohortAssignments } from '~server/domain/cohorts/assignments'
import { listEnrolable, listEnrolledUnits, listEnrolments } from '~server/domain/cohorts/enrolments'
import { getBatch, listBatches } from '~server/domain/cohorts/imports/batches'
import { summarise } from '~server/domain/cohorts/imports/confirm'
import { missingUnits } from '~server/domain/cohorts/imports/missing'
import { listRows } from '~server/domain/cohorts/imports/rows'
import { listAudit } from '~server/domain/audit/audit'
import { listInvited } from '~server/domain/cohorts/invitations/funnel'
import { listInvitees } from '~server/domain/cohorts/invitations/invitees'
import { createMailing } from '~server/domain/cohorts/invitations/mailings'
import { getMailing, listMailings } from '~server/domain/cohorts/invitations/progress'
import { invitationTasks } from '~server/domain/cohorts/invitations/tasks'
import { cohortsOfUnit } from '~server/domain/cohorts/of-unit'
import { enrolmentHistory } from '~server/domain/cohorts/past'
import { getStep, listOpenSteps, listSteps } from '~server/domain/cohorts/reports'
import { desk } from '~server/domain/development/desk'
import { documentRight } from '~server/domain/access'
import { getGathering, listGatherings } from '~server/domain/gatherings/gatherings'
import { getBoard } from '~server/domain/gatherings/harvest/board'
import { collect } from '~server/domain/gatherings/harvest/collecting'
import { getHarvest } from '~server/domain/gatherings/harvest/harvests'
import { listResults } from '~server/domain/gatherings/harvest/results'
import { createTheme } from '~server/domain/gatherings/harvest/themes'
import { home } from '~server/domain/gatherings/home'
import { listSeatable, listSeats } from '~server/domain/gatherings/seats'
import { listTables } from '~server/domain/gatherings/tables'
import { wardrobe } from '~server/domain/organisations/hats'
import { listSearched, searchPeople } from '~server/domain/organisations/people-search'
import { searchUnits } from '~server/domain/organisations/search'
import { beginService, serving } from '~server/domain/organisations/serving'
import { unitPage } from '~server/domain/organisations/unit-page'
import { listUnits } from '~server/domain/organisations/units'
import { grantsOf } from '~server/domain/people/grants'
import { listInvitations } from '~server/domain/people/invitations'
import { inviteMember } from '~server/domain/people/inviting'
import { unitPeople } from '~server/domain/people/members'
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
import { said, shown } from './support/hall'
import { post } from './support/invited'
import { aMailing } from './support/mailing'
import { aNetwork, type Network } from './support/network'

const database = useDatabase()

/** A network with this many of everything that a list can show. */
interface World {
  n: Network
  county: Actor
  teacher: Actor
  resource: Actor
  /** Of the town in the west. */
  coordinator: Actor
  /** The adviser of the authority that runs the cohort. */
  state: Actor
  /** Reads the county's log. */
  officer: Actor
  gathering: string
  document: string
  mailing: string
  step: string
  list: string
}

/** A list that is looked at, with this many rows. @returns its id */
async function aList(county: Actor, orgUnitId: string, size: number): Promise<string> {
  const rows = Array.from({ length: size }, (_, position) => ({
    position,
    row: position + 2,
    result: 'ok' as const,
    reasons: [],
    cells: {},
    value: { key: null, unit_name: `School ${position}`, unit_type: 'school', municipality_code: '3905' },
  }))
  const { id } = await database.db.importBatch.create({
    data: {
      ...{ personId: county.personId, orgUnitId, kind: 'units', fileName: '', status: 'preview' },
      rows: { createMany: { data: rows } },
    },
  })
  return id
}

async function world(size: number): Promise<World> {
  const n = await aNetwork()
  const teacher = await anActor('teacher', n.westTownSchool)
  const follower = await aPerson()
  const county = await anActor('county_adviser', n.west)
  let table: Awaited<ReturnType<typeof aTable>> | undefined
  const gathering = await aGathering({ cohort: n.cohort, host: n.west })
  let list = ''
  const towns: string[] = []
  for (let i = 0; i < size; i++) {
    list = await aList(county, n.west, size)
    await aCohort({ enrolled: [n.west, n.westTownSchool] })
    towns.push(await aUnit({ kind: 'municipality', below: n.west }))
    const step = await aStep(n.cohort, i)
    await aReport(step, n.westTown)
    const school = await aUnit({ below: n.westTown })
    await anEnrolment(n.cohort, school)
    await aGrant(follower, 'resource_person', school, { cohort: n.cohort })
    const other = await aGathering({ cohort: n.cohort, host: n.west })
    await aTable({ gathering: other, seated: [teacher.personId] })
    table = await aTable({
      gathering,
      seated: [await aPerson({ role: 'teacher', unit: school })],
      content: { type: 'doc', content: [said('Møt barna i døra'), said('Ring hjem')] },
    })
    await aPerson({ role: 'teacher', unit: n.westTownSchool })
    await inviteMember(county, n.westTownSchool, {
      ...{ name: 'Ny', email: `ny${i}@example.org`, role: 'teacher', cohortId: null },
      ...{ validFrom: null, validTo: null },
    })
    await beginService(county, await aUnit({ kind: 'ppt', below: n.west }), n.westTown)
  }
  const { mailingId } = await createMailing(county, n.cohort, aMailing(towns, post))
  const step = await aStep(n.cohort, size)
  for (const town of towns) await aReport(step, town)
  return {
    n,
    teacher,
    county,
    coordinator: await anActor('municipality_coordinator', n.westTown),
    state: await anActor('national_adviser', n.national),
    officer: await anActor('data_officer', n.west),
    mailing: mailingId,
    step,
    list,
    resource: await actorOf(follower),
    gathering,
    document: table?.documentId ?? '',
  }
}

/** One step of the cohort's yearly cycle that is open. */
async function aStep(cohortId: string, serial: number): Promise<string> {
  const text = { nb: 'Meld behov', nn: 'Meld behov', en: 'Report needs' }
  const open = { opensOn: new Date('2020-01-01'), dueOn: new Date('2099-01-01') }
  const data = {
    cohortId,
    key: `step${serial}`,
    kind: 'report' as const,
    year: 2027,
    title: text,
    lead: text,
  }
  return (await database.db.cycleStep.create({ data: { ...data, ...open } })).id
}

async function aReport(stepId: string, orgUnitId: string): Promise<void> {
  await database.db.needsReport.create({
    data: { stepId, orgUnitId, text: 'Veiledning', submittedAt: new Date() },
  })
}

let few: World
let many: World
beforeAll(async () => {
  few = await world(2)
  many = await world(12)
})

async function enrolledIn({ county, n }: World): Promise<string[]> {
  return (await listEnrolments(county, n.cohort)).map(({ id }) => id)
}

const READS: Record<string, (w: World) => Promise<unknown>> = {
  listCohorts: w => listCohorts(w.county),
  getCohort: w => getCohort(w.county, w.n.cohort),
  listEnrolments: w => listEnrolments(w.county, w.n.cohort),
  listEnrolledUnits: w => listEnrolledUnits(w.county, w.n.cohort, { wish: 1, most: 50 }),
  listEnrolable: w => listEnrolable(w.county, w.n.cohort),
  listUnits: w => listUnits(w.county),
  searchUnits: w => searchUnits(w.county, { text: 'Enhet' }),
  'searchUnits, all in force': w => searchUnits(w.county),
  'searchUnits, nearly so': w => searchUnits(w.county, { text: 'Vestbbyggd' }),
  listSearched: w => listSearched(w.state),
  cohortsOfUnit: w => cohortsOfUnit(w.county, w.n.westTown),
  enrolmentHistory: async w => enrolmentHistory(w.county, w.n.cohort, await enrolledIn(w)),
  listInvitees: w => listInvitees(w.county, w.n.cohort, 'municipality'),
  listInvited: w => listInvited(w.county, w.n.cohort),
  listMailings: w => listMailings(w.county, w.n.cohort),
  getMailing: w => getMailing(w.county, w.n.cohort, w.mailing),
  invitationTasks: w => invitationTasks(w.coordinator),
  listSteps: w => listSteps(w.county, w.n.cohort),
  getStep: w => getStep(w.state, w.step),
  listOpenSteps: w => listOpenSteps(w.coordinator),
  listAudit: w => listAudit(w.officer, {}),
  listMembers: w => listMembers(w.county, w.n.westTownSchool),
  listGatherings: w => listGatherings(w.teacher),
  getGathering: w => getGathering(w.county, w.gathering),
  listTables: w => listTables(w.county, w.gathering),
  listSeats: w => listSeats(w.county, w.gathering),
  listSeatable: w => listSeatable(w.county, w.gathering),
  unitPeople: w => unitPeople(w.county, w.n.westTownSchool),
  searchPeople: w => searchPeople(w.county, 'person'),
  cohortAssignments: w => cohortAssignments(w.county, w.n.cohort),
  listInvitations: w => listInvitations(w.county, w.n.westTownSchool),
  serving: w => serving(w.county, w.n.westTown),
  wardrobe: w => wardrobe(w.resource),
  unitPage: w => unitPage(w.county, w.n.westTown),
  listBatches: w => listBatches(w.county),
  getBatch: w => getBatch(w.county, w.list),
  listRows: w => listRows(w.county, w.list, { page: 1 }, 'nb'),
  summarise: w => summarise(w.county, w.list),
  missingUnits: w => missingUnits(w.county, w.list),
  home: w => home(w.teacher),
  desk: w => desk(w.resource),
}

/** What reaches the database, and what is known to find nothing: with more rows it would be asked. */
async function queries(work: () => Promise<unknown>): Promise<number> {
  const sent = vi.spyOn(pg.Client.prototype, 'query')
  const asked = vi.spyOn(database.pool, 'query')
  await work()
  const nothing = (question: unknown): boolean => findsNothing((question as { text?: string }).text ?? '')
  const reached = sent.mock.calls.filter(([question]) => !nothing(question))
  const spared = asked.mock.calls.filter(([question]) => nothing(question))
  sent.mockRestore()
  asked.mockRestore()
  return reached.length + spared.length
}

test.each(Object.entries(READS))(
  '%s asks the database as often for many rows as for few',
  async (_, read) => {
    const asked = await queries(() => read(few))
    expect(asked).toBeGreaterThan(0)
    expect(await queries(() => read(many))).toBe(asked)
  },
)

test('collecting from many tables, showing their board and laying all of it into a theme asks as often as for few', async () => {
  const harvested = ({ county, gathering }: World) =>
    queries(async () => {
      await collect(county, gathering)
      const { statements } = await getBoard(county, gathering)
      const theme = { themeId: crypto.randomUUID(), title: 'Alt', statement: statements.map(shown) }
      await createTheme(county, gathering, theme)
      await listResults(await getHarvest(county, gathering))
    })
  expect(await harvested(many)).toBe(await harvested(few))
})

test('grants and the right to a document are one query each', async () => {
  expect(await queries(() => grantsOf(many.resource.personId))).toBe(1)
  expect(await queries(() => documentRight(many.resource, many.document))).toBe(1)
})
