import { beforeAll, expect, test } from 'vitest'
import { readDocument } from '~server/domain/documents/documents'
import { nameOn, NAMES } from '~server/domain/organisations/names'
import { DEMO_ACCOUNTS, DEMO_JOIN_CODE, seedDemo } from '../prisma/seed'
import { useDatabase } from './support/database'

const database = useDatabase()

beforeAll(() => seedDemo(database.db))

test('the network of 2017 stands: 19 counties, 426 municipalities below them, units that take part', async () => {
  const { db } = database
  expect(await db.orgUnit.count({ where: { kind: 'county' } })).toBe(19)
  const municipalities = {
    kind: 'municipality',
    ancestors: { some: { ancestor: { kind: 'county' } } },
  } as const
  expect(await db.orgUnit.count({ where: municipalities })).toBe(426)
  const vestfold = await db.orgUnit.findFirstOrThrow({
    where: { codes: { some: { system: 'no-county', code: '07' } } },
    select: { names: NAMES, descendants: { where: { descendant: { kind: 'school' } } } },
  })
  expect(nameOn(vestfold, new Date('2017-01-01'))).toBe('Vestfold')
  expect(vestfold.descendants).toHaveLength(13)
})

test('cohort 1 has seven counties and 38 municipalities, and says that it is invented', async () => {
  const cohort = await database.db.cohort.findFirstOrThrow({
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
