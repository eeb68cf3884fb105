import { expect, test, vi } from 'vitest'
import { useDatabase } from '../../tests/support/database'
import { anActor, aTable } from '../../tests/support/factories'
import { findsNothing } from './known-empty'

const database = useDatabase()

test('what can find nothing is asked of the database once', async () => {
  const tables = () =>
    database.db.gatheringTable.findMany({
      where: { id: { in: [] }, name: 'Elvebredden' },
      include: { seats: true },
    })
  await tables()
  const asked = vi.spyOn(database.pool, 'connect')
  expect([await tables(), await tables()]).toEqual([[], []])
  expect(asked).not.toHaveBeenCalled()
  asked.mockRestore()
})

test('relations that were nobody’s yesterday are found when somebody has them', async () => {
  const actor = await anActor()
  const tables = () =>
    database.db.seat.findMany({
      where: { personId: actor.personId },
      select: { table: { select: { id: true } } },
    })
  expect([await tables(), await tables()]).toEqual([[], []])
  const { id } = await aTable({ seated: [actor.personId] })
  expect(await tables()).toEqual([{ table: { id } }])
})

test.each([
  ['a relation of no rows', 'SELECT "a"."id" FROM "a" WHERE "a"."id" IN (NULL) OFFSET $1', true],
  ['one condition of several', 'SELECT "a"."id" FROM "a" WHERE ("a"."x" = $1 AND 1=0) OFFSET $2', true],
  ['another branch', 'SELECT "a"."id" FROM "a" WHERE (1=0 OR "a"."x" = $1)', false],
  ['a negation', 'SELECT "a"."id" FROM "a" WHERE NOT 1=0', false],
  ['a list that is not one', 'SELECT "a"."id" FROM "a" WHERE "a"."x" NOT IN (NULL)', false],
  ['a count', 'SELECT COUNT(*) FROM "a" WHERE 1=0', false],
  ['a statement within', 'SELECT "a"."id", (SELECT "b"."x" FROM "b" WHERE 1=0) FROM "a" WHERE true', false],
  ['a join’s own condition', 'SELECT "a"."id" FROM "a" LEFT JOIN "b" ON 1=0', false],
  ['a change', 'UPDATE "a" SET x = 1 WHERE 1=0', false],
])('%s', (_, text, nothing) => expect(findsNothing(text)).toBe(nothing))
