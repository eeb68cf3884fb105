import { afterEach, expect, test } from 'vitest'
import { useDatabase } from '../tests/support/database'
import { keptLog } from '../tests/support/log'
import { until } from '../tests/support/until'
import { recheckEverywhere, type RecheckEverywhere } from './recheck-everywhere'
import type { Rechecks } from './revocation'

const database = useDatabase()
type Who = Parameters<Rechecks['recheck']>[0]

const nodes: RecheckEverywhere[] = []
afterEach(async () => {
  await Promise.all(nodes.splice(0).map(node => node.stop()))
})

/** A node, and whom it has asked about since it began to hear. */
async function aNode(): Promise<{ node: RecheckEverywhere; asked: Who[] }> {
  const asked: Who[] = []
  const connections = [{ recheck: async (who: Who) => void asked.push(who) }]
  const node = recheckEverywhere({ connections, pool: database.pool, listen: database.app, log: keptLog() })
  nodes.push(node)
  await until('it hears, and asks about everybody who was there before', () => asked.length === 1)
  expect(asked.splice(0)).toEqual([{}])
  return { node, asked }
}

test('whoever is asked about on one node is asked about on all, once', async () => {
  const [a, b, c] = [await aNode(), await aNode(), await aNode()]
  await a.node.recheck({ personId: 'p' })
  expect(a.asked).toEqual([{ personId: 'p' }])
  await b.node.recheck({ sessionId: 's' })
  const expected = [{ personId: 'p' }, { sessionId: 's' }]
  await until('all have asked', () => [a, b, c].every(({ asked }) => asked.length === 2))
  for (const { asked } of [a, b, c]) {
    expect(asked).toHaveLength(2)
    expect(asked).toEqual(expect.arrayContaining(expected))
  }
})

test('F11: a node whose line to PostgreSQL was lost asks about everybody as soon as it hears again', async () => {
  const [a, b] = [await aNode(), await aNode()]
  await database.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND query = 'LISTEN pulje_recheck'`)
  await a.node.recheck({ personId: 'meanwhile' })
  await until('both hear again', () => a.asked.length === 2 && b.asked.length === 1)
  expect([a.asked, b.asked]).toEqual([[{ personId: 'meanwhile' }, {}], [{}]])
  await b.node.recheck({ personId: 'later' })
  await until('a hears of it', () => a.asked.length === 3)
})

test('what cannot be told to the others is a failure: the event is handled again', async () => {
  const asked: Who[] = []
  const node = recheckEverywhere({
    connections: [{ recheck: async (who: Who) => void asked.push(who) }],
    pool: { query: () => Promise.reject(new Error('away')) } as never,
    listen: database.app,
    log: keptLog(),
  })
  nodes.push(node)
  await expect(node.recheck({ personId: 'p' })).rejects.toThrow('away')
  expect(asked).toContainEqual({ personId: 'p' })
})
