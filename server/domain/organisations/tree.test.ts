import { expect, test } from 'vitest'
import { useDatabase } from '../../../tests/support/database'
import { aUnit, eventsOf } from '../../../tests/support/factories'
import { refreshTree } from './tree'

const database = useDatabase()
const DAY_MS = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS)

const above = async (id: string) => {
  const rows = await database.db.orgUnitClosure.findMany({
    where: { descendantId: id, depth: { gt: 0 } },
    orderBy: { depth: 'asc' },
  })
  return rows.map(({ ancestorId }) => ancestorId)
}

test('a unit lies where its periods say: not yet, now, no longer', async () => {
  const [was, is, willBe] = [await aUnit(), await aUnit(), await aUnit()]
  const unit = await aUnit()
  const school = await aUnit({ below: unit })
  await database.db.orgUnitRelation.createMany({
    data: [
      { parentId: was, childId: unit, kind: 'owns', validTo: inDays(-2) },
      { parentId: is, childId: unit, kind: 'owns', validFrom: inDays(-2), validTo: inDays(2) },
      { parentId: willBe, childId: unit, kind: 'owns', validFrom: inDays(2) },
    ],
  })
  expect(await above(unit)).toEqual([is])
  expect(await above(school)).toEqual([unit, is])
})

test('what begins and ends by the calendar takes effect when its day has come, and is told', async () => {
  const [before, after] = [await aUnit(), await aUnit()]
  const unit = await aUnit()
  const school = await aUnit({ below: unit })
  // As it was written yesterday, when neither had come.
  await database.db.orgUnitRelation.create({ data: { parentId: before, childId: unit, kind: 'owns' } })
  const closure = await database.db.orgUnitClosure.findMany({
    where: { descendantId: { in: [unit, school] } },
  })
  await database.db.orgUnitRelation.updateMany({ where: { parentId: before }, data: { validTo: inDays(-1) } })
  await database.db.orgUnitRelation.create({
    data: { parentId: after, childId: unit, kind: 'owns', validFrom: inDays(-1) },
  })
  await database.db.orgUnitClosure.deleteMany({ where: { descendantId: { in: [unit, school] } } })
  await database.db.orgUnitClosure.createMany({ data: closure })
  expect(await above(school)).toEqual([unit, before])

  expect((await refreshTree()).sort()).toEqual([school, unit].sort())
  expect(await above(school)).toEqual([unit, after])
  expect((await eventsOf('unit.moved')).at(-1)).toMatchObject({
    orgUnitIds: expect.arrayContaining([unit, school]) as unknown,
  })
  expect(await refreshTree()).toEqual([])
})
