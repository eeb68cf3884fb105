import type pg from 'pg'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { useDatabase } from '../../tests/support/database'
import { keptLog } from '../../tests/support/log'
import { sql } from '../../tests/support/sql'
import { until } from '../../tests/support/until'
import { startDrain, type Drain, type Handlers } from './drain'
import { record } from './record'

const database = useDatabase()
const PERSON = '00000000-0000-4000-8000-000000000001'
let serial = 0
const log = keptLog()
let drains: Drain[] = []

/** Records that somebody new is there; each time somebody else. */
async function happens(): Promise<string> {
  const personId = `00000000-0000-4000-8000-${String(++serial).padStart(12, '0')}`
  await database.db.$transaction(tx => record(tx, PERSON, 'person.created', { personId }))
  return personId
}

function start(handlers: Handlers): Drain {
  const drain = startDrain({ pool: database.pool, listen: database.app, handlers, log })
  drains.push(drain)
  return drain
}

/** Hears of new people, in a list. */
function hearing(): { heard: string[]; handlers: Handlers } {
  const heard: string[] = []
  return { heard, handlers: { 'person.created': [async event => void heard.push(event.payload.personId)] } }
}

const admin = (): pg.PoolConfig => ({ host: inject('databaseHost'), user: 'postgres', database: 'postgres' })
const listeners = () =>
  sql<{ pid: number }>(
    admin(),
    `SELECT pid FROM pg_stat_activity WHERE datname = $1 AND query LIKE 'LISTEN%'`,
    [database.app.database],
  )
const waiting = async (): Promise<number> => database.db.outboxEvent.count({ where: { handledAt: null } })

afterEach(async () => {
  for (const drain of drains) await drain.stop()
  drains = []
  await database.pool.query('UPDATE outbox_event SET handled_at = now() WHERE handled_at IS NULL')
  log.said.length = 0
})

describe('what happened', () => {
  test('is recorded with the change itself: both are there, or neither is', async () => {
    const { heard, handlers } = hearing()
    start(handlers)
    const before = await database.db.outboxEvent.count()
    await expect(
      database.db.$transaction(async tx => {
        await record(tx, PERSON, 'person.created', { personId: PERSON })
        throw new Error('something else failed')
      }),
    ).rejects.toThrow('something else failed')
    expect(await database.db.outboxEvent.count()).toBe(before)
    const personId = await happens()
    await until('the next one is heard', () => heard.length > 0)
    expect(heard).toEqual([personId])
  })

  test('is known with who did it and when', async () => {
    const events: unknown[] = []
    start({ 'person.created': [async event => void events.push(event)] })
    const personId = await happens()
    await until('it is handled', () => events.length > 0)
    expect(events).toEqual([
      {
        id: expect.any(BigInt),
        type: 'person.created',
        payload: { personId },
        actorId: PERSON,
        createdAt: expect.any(Date),
      },
    ])
  })

  test.each([
    ["UPDATE outbox_event SET type = 'x'"],
    ["UPDATE outbox_event SET payload = '{}'"],
    ['UPDATE outbox_event SET actor_id = NULL'],
    ['UPDATE outbox_event SET created_at = now()'],
    ['UPDATE outbox_event SET id = id + 1000'],
    ['DELETE FROM outbox_event'],
    ['TRUNCATE outbox_event'],
    ['DROP TABLE outbox_event'],
    ['ALTER TABLE outbox_event DISABLE TRIGGER ALL'],
  ])('cannot be rewritten by the server: %s', async statement => {
    await happens()
    await expect(database.pool.query(statement)).rejects.toThrow(/permission denied|must be owner/)
  })
})

describe('handling', () => {
  test('goes in the order in which things happened, each once', async () => {
    const { heard, handlers } = hearing()
    start(handlers)
    const people = []
    for (let i = 0; i < 250; i++) people.push(await happens())
    await until('all are handled', async () => (await waiting()) === 0)
    expect(heard).toEqual(people)
  })

  test('begins with what was left from before the start', async () => {
    const left = [await happens(), await happens()]
    const { heard, handlers } = hearing()
    start(handlers)
    await until('they are heard', () => heard.length === 2)
    expect(heard).toEqual(left)
  })

  test('passes over what nobody wants to hear of', async () => {
    start({})
    await happens()
    await until('it is done with', async () => (await waiting()) === 0)
  })

  test('tries again what failed, soon, and says so in the log', async () => {
    let tries = 0
    start({
      'person.created': [
        async () => {
          if (++tries < 3) throw new Error('not now')
        },
      ],
    })
    await happens()
    await until('it is handled at the third try', async () => (await waiting()) === 0)
    expect(tries).toBe(3)
    const failures = log.said.filter(
      words => words === 'error an event could not be handled; it is tried again',
    )
    expect(failures).toHaveLength(2)
  })

  test('one that fails again and again holds up nobody who comes after it', async () => {
    const poison = await happens()
    const heard: string[] = []
    start({
      'person.created': [
        async ({ payload }) => {
          if (payload.personId === poison) throw new Error('never')
          heard.push(payload.personId)
        },
      ],
    })
    const people = []
    for (let i = 0; i < 30; i++) people.push(await happens())
    await until('all others are heard', () => heard.length === 30, 2_000)
    expect(heard).toEqual(people)
    // Thirty notifications are not thirty attempts: it has not been given up.
    const row = await database.db.outboxEvent.findFirstOrThrow({ where: { handledAt: null } })
    expect(row.payload).toEqual({ personId: poison })
    expect(row.attempts).toBeLessThan(10)
  })

  test('gives up after twenty attempts and leaves the event for the operator to see', async () => {
    const personId = await happens()
    await database.pool.query('UPDATE outbox_event SET attempts = 20 WHERE handled_at IS NULL')
    const { heard, handlers } = hearing()
    start(handlers)
    const next = await happens()
    await until('the next one is heard', () => heard.length > 0)
    expect(heard).toEqual([next])
    expect((await database.db.outboxEvent.findFirstOrThrow({ where: { handledAt: null } })).payload).toEqual({
      personId,
    })
  })
})

describe('the connection that listens', () => {
  test('may be lost: what happens meanwhile is handled as soon as it is back', async () => {
    const { heard, handlers } = hearing()
    start(handlers)
    await until('somebody listens', async () => (await listeners()).length === 1)
    const before = (await listeners())[0]?.pid
    await sql(admin(), 'SELECT pg_terminate_backend($1)', [before])
    await until('it is gone', async () => (await listeners()).every(({ pid }) => pid !== before))
    const missed = await happens()
    await until('it is handled', () => heard.includes(missed))
    const next = await happens()
    await until('the next one is heard at once', () => heard.includes(next), 1_000)
    expect((await listeners())[0]?.pid).not.toBe(before)
  })

  test('is given back at the end, also when the end comes before it was made', async () => {
    const { handlers } = hearing()
    await start(handlers).stop()
    const second = start(handlers)
    await until('somebody listens', async () => (await listeners()).length > 0)
    await second.stop()
    await until('nobody listens', async () => (await listeners()).length === 0)
  })

  test('nothing is handled after the end', async () => {
    const { heard, handlers } = hearing()
    const drain = start(handlers)
    await until('somebody listens', async () => (await listeners()).length > 0)
    await drain.stop()
    const personId = await happens()
    const second = hearing()
    start(second.handlers)
    await until('the next server handles it', () => second.heard.includes(personId))
    expect(heard).toEqual([])
  })
})
