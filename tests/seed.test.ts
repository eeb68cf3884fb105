import { beforeAll, expect, test } from 'vitest'
import { readDocument } from '~server/domain/documents/documents'
import { nameOn, NAMES } from '~server/domain/organisations/names'
import { listCohorts } from '~server/domain/cohorts/cohorts'
import { listEnrolable, listEnrolments } from '~server/domain/cohorts/enrolments'
import { desk } from '~server/domain/development/desk'
import { getGathering, listGatherings } from '~server/domain/gatherings/gatherings'
import { joinAsGuest } from '~server/domain/gatherings/guests'
import { listTables } from '~server/domain/gatherings/tables'
import { DEMO_ACCOUNTS, DEMO_JOIN_CODE, seedDemo, type DemoEmail } from '../prisma/seed'
import { actorOf } from './support/factories'
import { useDatabase } from './support/database'

const database = useDatabase()

beforeAll(() => seedDemo(database.db))

test('the network of 2017 stands on the registers: Vestfold with the schools that take part', async () => {
  const vestfold = await database.db.orgUnit.findFirstOrThrow({
    where: { codes: { some: { system: 'no-county', code: '07' } } },
    select: { names: NAMES, descendants: { where: { descendant: { kind: 'school' } } } },
  })
  expect(nameOn(vestfold, new Date('2017-01-01'))).toBe('Vestfold')
  expect(vestfold.descendants).toHaveLength(13)
})

test('the cohort’s page has the names and counties of 2017, whatever became of them since', async () => {
  const { id: personId } = await database.db.person.findUniqueOrThrow({
    where: { email: 'fylke@example.org' },
  })
  const cohort = await database.db.cohort.findFirstOrThrow()
  const enrolled = await listEnrolments(await actorOf(personId), cohort.id, ['municipality'])
  const of = (code: string) => enrolled.find(unit => unit.code === code)
  expect(of('0716')).toMatchObject({ name: 'Re', county: { name: 'Vestfold' }, municipality: null })
  expect(of('0906')).toMatchObject({ name: 'Arendal', county: { name: 'Aust-Agder' } })
  expect(of('2025')).toMatchObject({ name: 'Deatnu - Tana', county: { name: 'Finnmark - Finnmárku' } })
})

test('cohort 1 has seven counties and 38 municipalities, and says that it is invented', async () => {
  const cohort = await database.db.cohort.findFirstOrThrow({
    where: { programme: { slug: 'inkluderende-miljo' } },
    include: { enrolments: { include: { orgUnit: true } } },
  })
  expect(cohort).toMatchObject({ number: 1, invented: true })
  const kinds = cohort.enrolments.map(({ orgUnit }) => orgUnit.kind)
  expect(kinds.filter(kind => kind === 'county')).toHaveLength(7)
  expect(kinds.filter(kind => kind === 'municipality')).toHaveLength(38)
})

test('everybody of the demo has something to do, and the first table has begun to write', async () => {
  const { db } = database
  const people = await db.person.findMany({ select: { email: true, grants: true } })
  expect(people.map(({ email }) => email).sort()).toEqual(DEMO_ACCOUNTS.map(({ email }) => email).sort())
  expect(people.filter(({ grants }) => grants.length === 0)).toEqual([])
  const { tables } = await db.gathering.findUniqueOrThrow({
    where: { joinCode: DEMO_JOIN_CODE },
    select: { tables: { orderBy: { number: 'asc' }, select: { id: true, seats: true } } },
  })
  expect(tables.map(({ seats }) => seats.length)).toEqual([2, 1, 2])
  const document = await db.document.findFirstOrThrow({
    where: { ownerKind: 'table', ownerId: tables[0]?.id ?? '' },
  })
  expect((await readDocument(document.id)).text).toContain(
    'Hva gjør vi når et barn står alene i friminuttet?',
  )
})

test('seeding again, twice at once, changes nothing', async () => {
  const { db } = database
  const before = [await db.orgUnit.count(), await db.document.count(), await db.outboxEvent.count()]
  await Promise.all([seedDemo(db), seedDemo(db)])
  expect([await db.orgUnit.count(), await db.document.count(), await db.outboxEvent.count()]).toEqual(before)
})

test('the demo does what it is there to show', async () => {
  const { db } = database
  const actor = async (email: DemoEmail) => {
    const { id } = await db.person.findUniqueOrThrow({ where: { email } })
    return actorOf(id)
  }
  const gathering = await db.gathering.findUniqueOrThrow({ where: { joinCode: DEMO_JOIN_CODE } })
  const rights = async (email: DemoEmail) =>
    (await listTables(await actor(email), gathering.id)).map(({ right }) => right)
  expect(await rights('larer1@example.org')).toEqual(['write', null, null])
  expect(await rights('larer2@example.org')).toEqual(['write', null, null])
  expect(await rights('ppt@example.org')).toEqual([null, 'write', null])
  expect(await rights('rektor@example.org')).toEqual([null, null, 'write'])
  expect(await rights('kommune@example.org')).toEqual([null, null, 'write'])
  expect(await rights('ressurs@example.org')).toEqual(['read', null, 'read'])
  expect(await rights('fylke@example.org')).toEqual([null, null, null])

  const county = await actor('fylke@example.org')
  expect((await getGathering(county, gathering.id)).can).toEqual({ edit: true })
  const [period, cohort] = await listCohorts(county)
  if (period === undefined || cohort === undefined) throw new Error('a cohort is missing')
  expect(period.municipalities).toBe(4)
  expect(cohort.municipalities).toBe(38)
  const places = await listEnrolments(county, cohort.id, ['municipality'])
  expect(places.filter(({ canChange }) => canChange).map(({ name }) => name)).toEqual([
    'Horten',
    'Larvik',
    'Nøtterøy',
    'Re',
    'Sandefjord',
    'Tønsberg',
  ])
  expect((await listEnrolable(county, cohort.id)).map(({ name }) => name)).toEqual([
    // Came in 2018, while the cohort ran; Svelvik's history is Drammen's now, in another county.
    'Færder',
    'Hof',
    'Holmestrand',
    'Lardal',
    'Sande',
    'Tjøme',
  ])
  expect(await listGatherings(await actor('larer1@example.org'))).toHaveLength(6)
  expect(
    (await desk(await actor('ressurs@example.org'))).map(({ municipality }) => municipality?.name).sort(),
  ).toEqual(['Larvik', 'Larvik', 'Tønsberg', 'Tønsberg', 'Tønsberg'])
  expect(await joinAsGuest('pulje2', 'Gjest')).toMatchObject({ gatheringId: gathering.id })
})
