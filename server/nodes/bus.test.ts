import { afterEach, beforeEach, expect, test } from 'vitest'
import { keptLog } from '../../tests/support/log'
import { startRedis } from '../../tests/support/redis'
import { until } from '../../tests/support/until'
import { joinBus, type Bus } from './bus'

let redis: Awaited<ReturnType<typeof startRedis>>
const buses: Bus[] = []
beforeEach(async () => {
  redis = await startRedis()
})
afterEach(async () => {
  await Promise.all(buses.splice(0).map(bus => bus.close()))
  await redis.stop()
})

function aNode(): {
  bus: Bus
  heard: unknown[]
  log: string[]
  gone: string[]
  came: string[]
  back: number
} {
  const log = keptLog()
  const bus = joinBus(redis.url, log, { beatMs: 50, goneMs: 300 })
  buses.push(bus)
  const node = {
    bus,
    heard: [] as unknown[],
    log: log.said,
    gone: [] as string[],
    came: [] as string[],
    back: 0,
  }
  bus.hear('word', (message, from) => node.heard.push([message, from]))
  bus.onGone(other => node.gone.push(other))
  bus.onCame(other => node.came.push(other))
  bus.onBack(() => node.back++)
  return node
}

async function together(...nodes: ReturnType<typeof aNode>[]): Promise<void> {
  await until('all have met', () => nodes.every(({ came }) => new Set(came).size === nodes.length - 1))
}

test('what one node says all others hear in its order, and it does not hear itself', async () => {
  const [a, b, c] = [aNode(), aNode(), aNode()]
  await together(a, b, c)
  for (const word of ['en', { to: 2 }, ['tre', null]]) a.bus.tell('word', word)
  const expected = ['en', { to: 2 }, ['tre', null]].map(word => [word, a.bus.node])
  await until('both have heard', () => b.heard.length === 3 && c.heard.length === 3)
  expect([b.heard, c.heard, a.heard]).toEqual([expected, expected, []])
})

test('who comes later hears what is said from then on, and is met by all', async () => {
  const a = aNode()
  await until('in', () => a.bus.connected)
  a.bus.tell('word', 'før')
  const b = aNode()
  await together(a, b)
  a.bus.tell('word', 'etter')
  await until('heard', () => b.heard.length > 0)
  expect(b.heard).toEqual([['etter', a.bus.node]])
})

test('a node that goes says so; of one that falls silent the others know it soon', async () => {
  const [a, b, c] = [aNode(), aNode(), aNode()]
  await together(a, b, c)
  await b.bus.close()
  await until('known at once', () => a.gone.includes(b.bus.node) && c.gone.includes(b.bus.node))
  expect(a.gone).toEqual([b.bus.node])
})

test('without Redis a node starts, says nothing, and joins the others when it is there', async () => {
  await redis.stop()
  const [a, b] = [aNode(), aNode()]
  await until('the loss is in the log', () => a.log.includes('warn Redis does not answer'))
  a.bus.tell('word', 'til ingen')
  await redis.startAgain()
  await together(a, b)
  a.bus.tell('word', 'til alle')
  await until('heard', () => b.heard.length > 0)
  expect(b.heard).toEqual([['til alle', a.bus.node]])
  expect([a.back, b.back]).toEqual([1, 1])
})

test('a Redis that is killed, or frozen, and comes back is noticed: each is told that it has missed something', async () => {
  const [a, b] = [aNode(), aNode()]
  await together(a, b)
  const met = [a.came.length, b.came.length] as const
  await redis.stop()
  await until('both are alone', () => !a.bus.connected && !b.bus.connected)
  await until('both know it of each other', () => a.gone.length === 1 && b.gone.length === 1)
  await redis.startAgain()
  await until('both are back and have met again', () => a.came.length > met[0] && b.came.length > met[1])
  expect([a.back, b.back]).toEqual([2, 2])
  redis.freeze()
  await until('noticed without a word', () => !a.bus.connected, 20_000)
  redis.thaw()
  const isBack = ({ bus, back }: ReturnType<typeof aNode>): boolean => bus.connected && back > 2
  await until('both are back', () => isBack(a) && isBack(b), 20_000)
  b.bus.tell('word', 'hei')
  await until('heard', () => a.heard.length > 0)
}, 60_000)
