import { expect, test, vi } from 'vitest'
import { useDatabase } from '../../tests/support/database'
import { aUnit } from '../../tests/support/factories'
import { gatherPerWork } from './batches'
import { withReach } from './reach'

const database = useDatabase()

/** How many statements a piece of work takes. */
async function statements(work: () => Promise<unknown>): Promise<number> {
  const asked = vi.spyOn(database.pool, 'query')
  await work()
  const count = asked.mock.calls.length
  asked.mockRestore()
  return count
}

test('what one work asks in one tick is one statement, and what two ask is two, each within its own reach', async () => {
  const ids = [await aUnit(), await aUnit()]
  const find = (id = '') => database.db.orgUnit.findUnique({ where: { id }, select: { id: true } })
  const answers: unknown[] = []
  expect(
    await statements(() =>
      withReach('*', async () => answers.push(...(await Promise.all(ids.map(id => find(id)))))),
    ),
  ).toBe(1)
  expect(
    await statements(async () => {
      const [whole, none] = [withReach('*', () => find(ids[0])), withReach('{}', () => find(ids[1]))]
      answers.push(...(await Promise.all([whole, none])))
    }),
  ).toBe(2)
  expect(answers).toEqual([{ id: ids[0] }, { id: ids[1] }, { id: ids[0] }, null])
})

test.each([
  ['nowhere', {}],
  ['without a way to ask', { _requestHandler: { dataloader: { options: {} } } }],
  ['of another shape', { _requestHandler: { dataloader: [] } }],
])('a Prisma whose batches are %s is refused in a sentence', (_, client) => {
  expect(() => gatherPerWork(client)).toThrow('This version of Prisma gathers questions in another way')
})
