import net from 'node:net'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { useDatabase } from '../../tests/support/database'
import { ask, listening } from '../../tests/support/http'
import { startLiveServer } from '../../tests/support/live-server'
import { sql } from '../../tests/support/sql'
import { until } from '../../tests/support/until'
import { metricsServer } from './listener'
import { Metrics } from './metrics'
import { Queues } from './queues'

const database = useDatabase()
const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function watched(
  metrics: Metrics,
  withinMs?: number,
): Promise<{ url: string; read(): Promise<Map<string, number>> }> {
  const { url, stop } = await listening(metricsServer(metrics, withinMs))
  stops.push(stop)
  return {
    url,
    async read() {
      const { body } = await ask(`${url}/metrics`)
      const lines = body.split('\n').filter(line => line !== '' && !line.startsWith('#'))
      return new Map(
        lines.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
      )
    },
  }
}

test('tells rooms, sockets, commits, relays and refusals of live documents as they are, and names nobody', async () => {
  const metrics = new Metrics()
  const live = await startLiveServer({ connectionsPerPerson: 2 }, { meter: metrics.meter })
  stops.push(() => live.stop())
  metrics.watchDocuments(() => live.collaboration.stats())
  const { url, read } = await watched(metrics)
  expect((await read()).get('pulje_document_rooms')).toBe(0)

  const id = live.create()
  const [one, two] = [await live.client(id, 'kari').untilSynced(), await live.client(id, 'bo').untilSynced()]
  one.type('hemmelig')
  await one.untilSaved()
  await until('relayed', () => two.text === 'hemmelig')
  const hostile = await live.client(id, 'eva').untilSynced()
  hostile.sendNumbers(77)
  await hostile.untilClosed()
  const third = await live.client(id, 'kari').untilSynced()
  await until('turned away', () => third.synced)
  const turnedAway = live.client(id, 'kari')
  await turnedAway.untilClosed()

  const told = await read()
  const expected: Record<string, number> = {
    pulje_document_rooms: 1,
    pulje_document_sockets: 3,
    pulje_document_queue_updates: 0,
    pulje_document_commit_seconds_count: 1,
    pulje_document_relay_seconds_count: 1,
    pulje_document_commits_total: 1,
    'pulje_document_refused_total{reason="malformed"}': 1,
    'pulje_document_turned_away_total{status="429"}': 1,
  }
  for (const [name, value] of Object.entries(expected)) expect(told.get(name), name).toBe(value)
  for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes'])
    expect(told.get(name), name).toBeGreaterThan(0)
  const { body } = await ask(`${url}/metrics`)
  const people = [...live.people.actors.values()].flatMap(({ personId, name }) => [personId, name])
  for (const secret of [id, 'hemmelig', '127.0.0.1', ...people]) expect(body).not.toContain(secret)
})

test('tells what waits in the database, and says so when it does not answer', async () => {
  const pool = new pg.Pool({ ...database.owner, max: 1 })
  stops.push(() => pool.end())
  const metrics = new Metrics()
  metrics.watchQueues(new Queues(pool))
  metrics.watchPools({ system: pool })
  const { read } = await watched(metrics)
  const before = await read()
  expect([before.get('pulje_database_up'), before.get('pulje_outbox_waiting')]).toEqual([1, 0])

  await sql(
    database.owner,
    `INSERT INTO outbox_event (type, payload, created_at, attempts)
     VALUES ('x', '{}', now() - interval '1 minute', 0), ('x', '{}', now() - interval '1 hour', 20)`,
  )
  await sql(database.owner, `SELECT graphile_worker.add_job('x', run_at => now() - interval '10 seconds')`)
  const told = await read()
  expect(told.get('pulje_outbox_waiting')).toBe(1)
  expect(told.get('pulje_outbox_given_up')).toBe(1)
  expect(told.get('pulje_outbox_lag_seconds')).toBeGreaterThan(59)
  expect(told.get('pulje_outbox_lag_seconds')).toBeLessThan(3_000)
  expect(told.get('pulje_jobs_waiting')).toBe(1)
  expect(told.get('pulje_jobs_lag_seconds')).toBeGreaterThan(9)
  expect(told.get('pulje_database_connections{pool="system",state="idle"}')).toBe(1)

  // Its only connection is taken: the question cannot be asked.
  const taken = await pool.connect()
  const silent = await read()
  expect([silent.get('pulje_database_up'), silent.has('pulje_outbox_waiting')]).toEqual([0, false])
  expect(silent.get('pulje_database_connections{pool="system",state="busy"}')).toBe(1)
  taken.release()
  await until('asked again', async () => (await read()).get('pulje_database_up') === 1)
})

test('answers nothing else, and lets go of whoever opens a connection and says nothing, or a word a second', async () => {
  const { url } = await watched(new Metrics(), 200)
  for (const path of ['/', '/metrics/', '/metrics?x=1', '/healthz', '/logg-inn'])
    expect((await ask(url + path)).status, path).toBe(404)
  for (const method of ['POST', 'PUT', 'OPTIONS', 'DELETE'])
    expect((await ask(`${url}/metrics`, { method })).status, method).toBe(404)
  for (const said of ['', 'GET /metrics HTTP/1.1\r\n']) {
    const slow = net.connect(Number(new URL(url).port), '127.0.0.1')
    let gone = false
    slow.on('close', () => (gone = true)).on('error', () => undefined)
    slow.write(said)
    slow.resume()
    const drip = setInterval(() => slow.write(said === '' ? '' : 'x'), 50)
    await until('closed', () => gone)
    clearInterval(drip)
  }
})
