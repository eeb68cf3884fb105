import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { io } from 'socket.io-client'
import { useDatabase } from '../tests/support/database'
import { aPerson } from '../tests/support/factories'
import { ask, listening } from '../tests/support/http'
import { keptLog } from '../tests/support/log'
import { aFolder } from '../tests/support/scratch'
import { until } from '../tests/support/until'
import { signInAs, signOut } from './auth/sign-in'
import { boot, type Running } from './boot'
import { readEnv } from './env'

const database = useDatabase()
const ORIGIN = 'http://pulje.example.org'
let running: Running
let url = ''
let metricsPort = ''

/** The smallest build that Remix runs: one answer for every address. */
const PAGES = `
const root = { id: 'root', path: '', hasLoader: false, hasAction: false, module: '' }
export const routes = { root: { id: 'root', path: '', module: { default: () => null } } }
export const assets = { entry: { imports: [], module: '' }, routes: { root }, url: '', version: '' }
export const entry = { module: { default: (request, status) => new Response('page', { status }) } }
export const future = {}
export const publicPath = '/'
export const assetsBuildDirectory = 'build/client'
export const isSpaMode = false
`

beforeAll(async () => {
  const build = aFolder()
  fs.mkdirSync(path.join(build, 'server'))
  fs.mkdirSync(path.join(build, 'client'))
  fs.writeFileSync(path.join(build, 'server', 'index.js'), PAGES)
  fs.writeFileSync(path.join(build, 'server', 'package.json'), '{"type":"module"}')
  const { host, database: name } = database.owner
  const DATABASE_URL = `postgresql://postgres@localhost/${name}?host=${encodeURIComponent(String(host))}`
  const free = await listening(http.createServer())
  metricsPort = new URL(free.url).port
  await free.stop()
  const env = readEnv({
    ...{ DATABASE_URL, ORIGIN, PORT: '0', DATA_DIR: aFolder() },
    METRICS_PORT: metricsPort,
  })
  running = await boot({ ...env }, keptLog(), build)
  url = `http://127.0.0.1:${running.port}`
}, 60_000)
afterAll(() => running.stop())

async function aCookie(): Promise<{ cookie: string; personId: string; sessionId: string }> {
  const personId = await aPerson()
  const { token, sessionId } = await signInAs(personId, { address: '', userAgent: null })
  return { cookie: `pulje=${token}`, personId, sessionId }
}

describe('the whole server', () => {
  test('is ready, and answers an address with a page', async () => {
    expect(await ask(`${url}/readyz`)).toMatchObject({ status: 200, body: 'ready' })
    expect((await ask(`${url}/`)).body).toBe('page')
  })

  test('tells its metrics on the port that is for them', async () => {
    const { status, body } = await ask(`http://127.0.0.1:${metricsPort}/metrics`)
    expect(status).toBe(200)
    for (const name of [
      'pulje_document_rooms 0',
      'pulje_event_sockets ',
      'pulje_database_up 1',
      'pulje_outbox_waiting ',
      'pulje_jobs_waiting ',
      'pulje_database_connections{pool="pages",state="idle"}',
      'pulje_document_commit_seconds_bucket{le="0.25"} 0',
    ])
      expect(body).toContain(`\n${name}`)
  })

  test.each(['polling', 'websocket'] as const)(
    'answers event sockets over %s, and the pages keep out of it',
    async transport => {
      const { cookie } = await aCookie()
      const client = io(url, {
        forceNew: true,
        reconnection: false,
        transports: [transport],
        extraHeaders: { cookie, origin: ORIGIN },
      })
      try {
        await until('it is connected', () => client.connected)
        expect(await client.timeout(5_000).emitWithAck('desk:enter')).toEqual({ ok: true })
      } finally {
        client.disconnect()
      }
    },
  )

  test('a question over polling waits for the event server’s answer, and gets no page instead', async () => {
    const { cookie } = await aCookie()
    const headers = { cookie, origin: ORIGIN }
    const polling = `${url}/socket.io/?EIO=4&transport=polling`
    const { sid } = JSON.parse((await ask(polling, { headers })).body.slice(1)) as { sid: string }
    const question = ask(`${polling}&sid=${sid}`, { headers })
    // Time enough for a page.
    for (let n = 0; n < 5; n++) await ask(`${url}/`, { headers })
    await ask(`${polling}&sid=${sid}`, { method: 'POST', headers, body: '40' })
    expect(await question).toMatchObject({ status: 200, body: expect.stringMatching(/^40\{"sid"/) })
  })

  test('ends the sockets of a session within a second of its end', async () => {
    const { cookie, personId, sessionId } = await aCookie()
    const options = { forceNew: true, reconnection: false, extraHeaders: { cookie, origin: ORIGIN } }
    const client = io(url, { ...options, transports: ['websocket'] })
    await until('it is connected', () => client.connected)
    await signOut(personId, sessionId)
    await until('it is disconnected', () => !client.connected, 1_000)
  })

  test('ends an upgrade that nobody serves', async () => {
    const headers = { connection: 'Upgrade', upgrade: 'websocket', origin: ORIGIN }
    await expect(ask(`${url}/elsewhere`, { headers })).rejects.toThrow(/hang up/)
  })
})
