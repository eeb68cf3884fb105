import { beforeAll, expect, test } from 'vitest'
import { aGathering, aSeat, aTable } from '../../../tests/support/factories'
import { aCast, aNetwork, type Cast, type Network } from '../../../tests/support/network'
import { useDatabase } from '../../../tests/support/database'
import { startOf } from '../shared/dates'
import { home } from './home'

const database = useDatabase()
let n: Network
let cast: Cast

const DAY = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * DAY)

beforeAll(async () => {
  n = await aNetwork()
  cast = await aCast(n)
  const of = (title: string, startsAt: Date) =>
    aGathering({ cohort: n.cohort, host: n.west, title, startsAt })
  await of('om en uke', inDays(7))
  await of('i morgen', inDays(1))
  await of('i dag', startOf('day', new Date()))
  const month = await of('denne måneden', startOf('month', new Date()))
  const season = await of('denne årstiden', startOf('season', new Date()))
  const unset = await of('uten dato', inDays(0))
  await of('i fjor', inDays(-365))
  await of('i forfjor', inDays(-730))
  await aGathering({ cohort: n.cohort, host: n.north, title: 'i nord', startsAt: inDays(2) })
  await database.db.gathering.update({ where: { id: month }, data: { precision: 'month' } })
  await database.db.gathering.update({ where: { id: season }, data: { precision: 'season' } })
  await database.db.gathering.update({ where: { id: unset }, data: { precision: 'unset', startsAt: null } })
})

test('what is next, what was, and the cohorts', async () => {
  const { next, earlier, cohorts, tables } = await home(cast.teacher)
  const titles = next.map(({ title }) => title)
  expect(titles.slice(-3)).toEqual(['i morgen', 'om en uke', 'uten dato'])
  expect(titles.slice(0, -3).sort()).toEqual(['denne måneden', 'denne årstiden', 'i dag'])
  expect(earlier.map(({ title }) => title)).toEqual(['i fjor', 'i forfjor'])
  expect(cohorts.map(({ id }) => id)).toEqual([n.cohort])
  expect(tables).toEqual([])
})

test('the tables at which one sits now', async () => {
  const { personId } = cast.leader
  const now = await aTable({
    gathering: await aGathering({ cohort: n.cohort }),
    name: 'Rødt',
    seated: [personId],
  })
  const over = await aTable({ gathering: await aGathering({ cohort: n.cohort }) })
  await aSeat(over, personId, { to: inDays(-1) })
  expect((await home(cast.leader)).tables).toMatchObject([
    { documentId: now.documentId, table: { id: now.id, name: 'Rødt' }, gathering: { id: now.gatheringId } },
  ])
})

test('somebody without any role has an empty home, not an error', async () => {
  expect(await home(cast.nobody)).toEqual({ tables: [], next: [], earlier: [], cohorts: [] })
})
