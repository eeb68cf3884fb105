import fs from 'node:fs'
import path from 'node:path'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { useDatabase } from '../../tests/support/database'
import { aPerson, aTable, aUnit } from '../../tests/support/factories'
import { keptLog } from '../../tests/support/log'
import { aFolder } from '../../tests/support/scratch'
import { until } from '../../tests/support/until'
import { boot, type Running } from '../boot'
import { readEnv } from '../env'
import { record } from '~server/outbox/record'
import { signInAs } from './sign-in'

/** A2, A3: what whoever has shown only the first factor gets from the sockets of the whole server. */

const database = useDatabase()
const ORIGIN = 'http://pulje.example.org'
let running: Running

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
  for (const folder of ['server', 'client']) fs.mkdirSync(path.join(build, folder))
  fs.writeFileSync(path.join(build, 'server', 'index.js'), PAGES)
  fs.writeFileSync(path.join(build, 'server', 'package.json'), '{"type":"module"}')
  const { host, database: name } = database.owner
  const DATABASE_URL = `postgresql://postgres@localhost/${name}?host=${encodeURIComponent(String(host))}`
  const env = readEnv({ DATABASE_URL, ORIGIN, PORT: '0', DATA_DIR: aFolder(), SECOND_FACTOR: 'required' })
  running = await boot(env, keptLog(), build)
}, 60_000)
afterAll(() => running.stop())

async function aCookie(role: 'county_adviser' | 'teacher', strong: boolean) {
  const personId = await aPerson({ role, unit: await aUnit() })
  const known = { method: 'code', strong }
  const { token } = await signInAs(personId, { address: '', userAgent: null }, known)
  return { personId, headers: { cookie: `pulje=${token}`, origin: ORIGIN } }
}

function events(extraHeaders: Record<string, string>): Socket {
  const url = `http://127.0.0.1:${running.port}`
  return io(url, { forceNew: true, reconnection: false, transports: ['websocket'], extraHeaders })
}

/** @returns "open", or what the server answered instead */
function document(id: string, headers: Record<string, string>): Promise<string> {
  const socket = new WebSocket(`ws://127.0.0.1:${running.port}/collab/${id}`, { headers })
  return new Promise(resolve => {
    socket.on('error', () => resolve('refused'))
    socket.on('close', code => resolve(String(code)))
    socket.on('unexpected-response', (_, response) => resolve(String(response.statusCode)))
    // Whoever may not is told by the first frame or by the end of the connection.
    socket.on('message', () => {
      resolve('open')
      socket.close()
    })
  })
}

test('a half session opens no event socket; with the second factor it does', async () => {
  const half = events((await aCookie('county_adviser', false)).headers)
  let refused = ''
  half.on('connect_error', error => (refused = error.message))
  await until('it is refused', () => refused !== '')
  expect(refused).toBe('signed_out')
  const whole = events((await aCookie('county_adviser', true)).headers)
  await until('it is connected', () => whole.connected)
  whole.disconnect()
})

test('a half session gets from a document’s socket what nobody at all gets', async () => {
  const half = await aCookie('county_adviser', false)
  const table = await aTable({ seated: [half.personId] })
  const nobody = await document(table.documentId, { origin: ORIGIN })
  expect(nobody).not.toBe('open')
  expect(await document(table.documentId, half.headers)).toBe(nobody)
})

/** Both kinds of sockets, open, of somebody who sits at a table and is signed in without a second factor. */
async function bothOpen() {
  const own = await aCookie('teacher', false)
  const table = await aTable({ seated: [own.personId] })
  const event = events(own.headers)
  const url = `ws://127.0.0.1:${running.port}/collab/${table.documentId}`
  const live = new WebSocket(url, { headers: own.headers })
  let opened = false
  // What a standard client asks first: sync, step one, an empty state.
  live.on('open', () => live.send(Uint8Array.from([0, 0, 1, 0])))
  live.on('message', () => (opened = true))
  live.on('error', () => undefined)
  await until('both are open', () => event.connected && opened)
  const closed = () => event.disconnected && live.readyState === WebSocket.CLOSED
  return { personId: own.personId, headers: own.headers, documentId: table.documentId, closed }
}

test.each<[string, (personId: string) => Promise<void>]>([
  [
    'a role that demands a second factor is given',
    async personId => {
      const orgUnitId = await aUnit()
      await database.db.$transaction(async tx => {
        const { id } = await tx.grant.create({ data: { personId, orgUnitId, role: 'county_adviser' } })
        await record(tx, null, 'grant.given', { grantId: id, personId, orgUnitId })
      })
    },
  ],
  [
    'such a role begins by the clock',
    async personId => {
      const [orgUnitId, validFrom] = [await aUnit(), new Date(Date.now() + 900)]
      await database.db.grant.create({ data: { personId, orgUnitId, role: 'county_adviser', validFrom } })
    },
  ],
  [
    'an app is set up somewhere else',
    async personId => {
      await database.db.$transaction(async tx => {
        await tx.totp.create({ data: { personId, secret: Buffer.from('x'), confirmedAt: new Date() } })
        await record(tx, personId, 'person.factor_changed', { personId, factor: 'totp', change: 'added' })
      })
    },
  ],
  [
    'the second factor is shown and the session gets another name',
    async personId => {
      await database.db.$transaction(async tx => {
        const { id } = await tx.session.findFirstOrThrow({ where: { personId } })
        await tx.session.delete({ where: { id } })
        const event = { personId, sessionId: 'another', formerSessionId: id }
        await record(tx, personId, 'person.confirmed', event)
      })
    },
  ],
])('open sockets of both kinds close, and open no more with the same cookie, when %s', async (_, happens) => {
  const own = await bothOpen()
  await happens(own.personId)
  await until('both are closed', own.closed)
  expect(await document(own.documentId, own.headers)).not.toBe('open')
  const again = events(own.headers)
  let refused = ''
  again.on('connect_error', error => (refused = error.message))
  await until('it is refused', () => refused !== '')
  expect(refused).toBe('signed_out')
})
