import crypto from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  enter,
  inside,
  names,
  outcome,
  startEventServer,
  type EventServer,
} from '../../tests/support/event-server'
import { startRedis } from '../../tests/support/redis'
import { until } from '../../tests/support/until'

let server: EventServer
beforeAll(async () => {
  server = await startEventServer()
})
afterAll(() => server.stop())

const aGathering = (): string => crypto.randomUUID()

describe('messages that are not what their type says', () => {
  const VALUES: unknown[] = [
    undefined,
    null,
    0,
    true,
    '',
    'gathering',
    '__proto__',
    'x'.repeat(500_000),
    [],
    [crypto.randomUUID()],
    {},
    { toString: 1, valueOf: 1 },
    { toString: null },
    { __proto__: { x: 1 }, length: 1e9 },
    Buffer.alloc(10),
    { a: { b: [Buffer.alloc(3)] } },
  ]

  test('are not answered, and harm nobody', async () => {
    const gathering = aGathering()
    const victim = await inside(server, gathering)
    const { client } = await inside(server, aGathering())
    const say = client as unknown as { emit(...words: unknown[]): void }
    for (const event of [
      'gathering:enter',
      'gathering:leave',
      'desk:enter',
      'unknown',
      'error',
      'constructor',
    ]) {
      say.emit(event)
      for (const value of VALUES) {
        say.emit(event, value)
        say.emit(event, value, value)
        say.emit(event, value, () => undefined)
        say.emit(event, () => undefined, value)
      }
    }
    expect((await enter(client, aGathering())).ok).toBe(false)
    server.events.tableChanged(gathering, 'still here')
    await until('the others go on', () => victim.told.tables.includes('still here'))
  })

  test('nor do packets that are no messages at all', async () => {
    const victim = await inside(server, aGathering())
    const packets = [
      '2{',
      '2[',
      '2["gathering:enter",',
      '451-["x",{"_placeholder":true,"num":9}]',
      '9',
      '4',
      '2/x,[]',
      '29999999999[]',
      '2[{"toString":1}]',
      '2["disconnecting"]',
      '3[]',
      '31[]',
    ]
    for (const packet of packets) {
      server.person('Rar')
      const client = server.client('Rar')
      await outcome(client)
      client.io.engine.write(packet)
      client.io.engine.write('2["gathering:enter","x"]')
      const other = server.client('Rar')
      expect(await outcome(other)).toBe('connected')
      client.disconnect()
      other.disconnect()
    }
    expect(victim.client.connected).toBe(true)
  })

  test('a message that is too large ends its sender’s connection only', async () => {
    const victim = await inside(server, aGathering())
    const { client } = await inside(server, aGathering())
    ;(client as unknown as { emit(...words: unknown[]): void }).emit('gathering:leave', 'x'.repeat(1_600_000))
    await until('the sender is out', () => !client.connected)
    expect(victim.client.connected).toBe(true)
  })
})

describe('two nodes joined by Redis', () => {
  test('share who is here and what happened', async () => {
    const redis = await startRedis()
    const one = await startEventServer(redis.url)
    const two = await startEventServer(redis.url)
    try {
      const gathering = aGathering()
      const ada = await inside(one, gathering, 'Ada')
      const bo = await inside(two, gathering, 'Bo')
      for (const { told } of [ada, bo]) {
        await until('each sees both', () => names(told.people).join() === 'Ada,Bo')
      }
      one.events.tableChanged(gathering, 'table 1')
      await until('both hear of it', () => ada.told.tables.length === 1 && bo.told.tables.length === 1)
      bo.client.disconnect()
      await until('who left the other node is gone', () => names(ada.told.people).join() === 'Ada')
    } finally {
      await one.stop()
      await two.stop()
      await redis.stop()
    }
  })

  test('go on alone while Redis is away, and can be stopped', async () => {
    const redis = await startRedis()
    const one = await startEventServer(redis.url)
    try {
      const gathering = aGathering()
      const ada = await inside(one, gathering, 'Ada')
      await redis.stop()
      await until('the loss is in the log', () => one.log.said.includes('warn Redis does not answer'))
      one.events.tableChanged(gathering, 'table 1')
      await until('this node’s own people still hear', () => ada.told.tables.length === 1)
      const bo = await inside(one, gathering, 'Bo')
      expect(bo.entered.ok).toBe(true)
      await until('and see each other', () => names(ada.told.people).join() === 'Ada,Bo')
    } finally {
      await one.stop()
    }
  })
})
