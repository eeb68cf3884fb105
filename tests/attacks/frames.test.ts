import { once } from 'node:events'
import net from 'node:net'
import zlib from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { ask } from '../support/http'
import type { LiveClient, LiveClientOptions } from '../support/live-client'
import { startLiveServer, type LiveServer } from '../support/live-server'
import { seeded } from '../support/random'
import { until } from '../support/until'

let live: LiveServer
let id: string
let neighbour: LiveClient

beforeEach(async () => {
  live = await startLiveServer()
  id = live.create()
  neighbour = await live.client(id, 'neighbour').untilSynced()
  neighbour.type('kept')
  await neighbour.untilSaved()
})
afterEach(() => live.stop())

/** The neighbour writes on, and a newcomer finds nothing but the neighbour's words. */
async function expectUndisturbed(): Promise<void> {
  expect(neighbour.closed).toBeNull()
  neighbour.type(' and more')
  await neighbour.untilSaved()
  const fresh = await live.client(id, 'fresh').untilSynced()
  expect(fresh.text).toBe('kept and more')
}

/** The two ways to a document: everything that may not harm it over one may not over the other. */
const WAYS = ['a websocket', 'the tunnel'] as const
type Way = (typeof WAYS)[number]

const come = (way: Way, name: string, options: Partial<LiveClientOptions> = {}): LiveClient =>
  live.client(id, name, { tunnel: way === 'the tunnel', ...options })

/** An open document socket, by hand. `send` writes raw bytes: into the socket, or as what a request of the tunnel says. */
async function raw(
  way: Way,
  cookie = 'hostile',
): Promise<{ send(bytes: Buffer): Promise<void>; gone(): Promise<boolean> }> {
  if (way === 'a websocket') {
    const { socket, gone } = await opened()
    return {
      send: async bytes => void socket.write(bytes),
      gone: async () => gone(),
    }
  }
  const address = `${live.url}/collab-http/?EIO=4&transport=polling&document=${id}`
  const headers = { cookie, origin: 'https://pulje.example.org' }
  const { sid } = JSON.parse((await ask(address, { headers })).body.slice(1)) as { sid: string }
  const own = `${address}&sid=${sid}`
  await ask(own, { method: 'POST', headers, body: '40' })
  for (let heard = ''; !heard.includes('"open"');) heard += (await ask(own, { headers })).body
  return {
    async send(body) {
      await ask(own, { method: 'POST', headers, body }).catch(() => undefined)
    },
    // An empty message is let through as long as it is open.
    gone: async () => (await ask(own, { method: 'POST', headers, body: '3' })).status !== 200,
  }
}

/** An open socket, below the protocol. */
async function opened(more = ''): Promise<{ socket: net.Socket; head: string; gone: () => boolean }> {
  const socket = net.connect(Number(new URL(live.url).port), '127.0.0.1')
  let gone = false
  socket.on('error', () => undefined)
  socket.on('close', () => (gone = true))
  socket.write(
    `GET /collab/${id} HTTP/1.1\r\nHost: x\r\nCookie: hostile\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n${more}\r\n`,
  )
  const [head] = (await once(socket, 'data')) as [Buffer]
  socket.resume()
  return { socket, head: head.toString('latin1'), gone: () => gone }
}

/** A frame with a mask of zeros. */
function frame(first: number, payload: Uint8Array, masked = true): Buffer {
  const head = payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 255]
  head[0] = (head[0] ?? 0) | (masked ? 0x80 : 0)
  return Buffer.from([first, ...head, ...(masked ? [0, 0, 0, 0] : []), ...payload])
}

describe('A8: raw frames that no browser sends', () => {
  const some = Uint8Array.of(3)
  const cases: [string, Buffer][] = [
    ['a reserved opcode', frame(0x83, some)],
    ['a reserved control opcode', frame(0x8b, some)],
    ['a reserved bit', frame(0xc2, some)],
    ['all reserved bits', frame(0xf2, some)],
    ['no mask', frame(0x82, some, false)],
    ['a ping larger than a control frame may be', frame(0x89, new Uint8Array(126))],
    ['a ping in pieces', frame(0x09, some)],
    ['a continuation of nothing', frame(0x80, some)],
    ['a new message amid the pieces of another', Buffer.concat([frame(0x02, some), frame(0x82, some)])],
    ['text that is not UTF-8', frame(0x81, Uint8Array.of(0xff, 0xfe))],
    ['a goodbye of one byte', frame(0x88, Uint8Array.of(3))],
    ['a goodbye with a code that nobody may send', frame(0x88, Uint8Array.of(0x03, 0xed))],
    ['pieces of garbage', Buffer.concat([frame(0x02, Uint8Array.of(200)), frame(0x80, Uint8Array.of(1))])],
    [
      'a declared length beyond all numbers',
      Buffer.from([0x82, 0xff, ...Array<number>(8).fill(255), 0, 0, 0, 0]),
    ],
    ['a declared length of four gigabytes', Buffer.from([0x82, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])],
  ]
  describe.each(WAYS)('over %s', way => {
    test.each(cases)('%s ends that socket and nothing else', async (_, bytes) => {
      const { send, gone } = await raw(way)
      await send(bytes)
      await until('its socket is closed', gone)
      await expectUndisturbed()
    })
  })

  test.each(cases)('%s as a message of the tunnel is refused, and nothing else happens', async (_, bytes) => {
    const hostile = await come('the tunnel', 'hostile').untilSynced()
    hostile.sendRaw(bytes)
    expect((await hostile.untilClosed()).code).toBe(4400)
    await expectUndisturbed()
  })

  test('1,000 random requests of tunnels, whole and cut off: the neighbour writes on', async () => {
    const random = seeded(20261124)
    const pick = (count: number): number => Math.floor(random() * count)
    const heads = ['', '4', '40', '42', '42["frames",["', '42["frames",[', '451-', '2', '5', '6', 'b']
    for (let round = 0; round < 50; round++) {
      const { send } = await raw('the tunnel', `hostile ${round}`)
      const requests = Array.from({ length: 20 }, () => {
        const body = Buffer.from(Uint8Array.from({ length: pick(140) }, () => pick(256)))
        const said = random() < 0.5 ? body : Buffer.from(body.toString('base64'))
        return Buffer.concat([Buffer.from(heads[pick(heads.length)] ?? ''), said])
      })
      await Promise.all(requests.map(send))
    }
    await expectUndisturbed()
  })

  test('3,000 random frames over open sockets, whole and cut off: the neighbour writes on', async () => {
    const random = seeded(20261123)
    const pick = (count: number): number => Math.floor(random() * count)
    for (let round = 0; round < 150; round++) {
      const { socket } = await opened()
      for (let sent = 0; sent < 20; sent++) {
        const body = Uint8Array.from({ length: pick(140) }, () => pick(256))
        const bytes = frame(pick(256), body, random() < 0.9)
        socket.write(random() < 0.1 ? bytes.subarray(0, pick(bytes.length)) : bytes)
      }
      if (random() < 0.5) socket.resetAndDestroy()
      else socket.end()
    }
    await expectUndisturbed()
  })
})

describe('A9: little that says it is much', () => {
  test('a client that offers compression gets none, and a compressed bomb ends its socket', async () => {
    const { socket, head, gone } = await opened('Sec-WebSocket-Extensions: permessage-deflate\r\n')
    expect(head).toContain('101')
    expect(head.toLowerCase()).not.toContain('permessage-deflate')
    socket.write(frame(0xc2, zlib.deflateRawSync(Buffer.alloc(10_000_000))))
    await until('its socket is closed', gone)
    await expectUndisturbed()
  })

  test('a request that says it is compressed is read as it stands, and one that never ends is not read on', async () => {
    const bomb = await raw('the tunnel')
    await bomb.send(zlib.gzipSync(Buffer.alloc(10_000_000)))
    await until('its tunnel is closed', bomb.gone)
    const headers = { cookie: 'hostile', origin: 'https://pulje.example.org' }
    const address = `${live.url}/collab-http/?EIO=4&transport=polling&document=${id}`
    const { sid } = JSON.parse((await ask(address, { headers })).body.slice(1)) as { sid: string }
    const endless = await ask(`${address}&sid=${sid}`, {
      ...{ method: 'POST', headers, body: Buffer.alloc(3_000_000, '4') },
    })
    expect(endless.status).toBe(413)
    await expectUndisturbed()
  })

  test('a message in endless pieces is not kept beyond its limit', async () => {
    const { socket, gone } = await opened()
    const piece = frame(0x00, new Uint8Array(60_000))
    socket.write(frame(0x02, new Uint8Array(60_000)))
    for (let sent = 0; sent < 60 && !gone(); sent++) {
      socket.write(piece)
      await new Promise(resolve => setImmediate(resolve))
    }
    await until('its socket is closed', gone)
    await expectUndisturbed()
  })
})

describe.each(WAYS)('A10: structs that wait for what never comes, over %s', way => {
  test('a flood of them is kept nowhere, and its sender is closed', async () => {
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    for (let at = 0; at < 200; at++) doc.getText('default').insert(at, 'x')
    const hostile = come(way, 'hostile', { silent: true })
    await until('open', () => hostile.ws.readyState === 1)
    const before = live.storage.log(id).length
    // Each of them needs the first, which is never sent.
    for (const update of updates.slice(1)) hostile.sendSync('update', update)
    hostile.sendSync('step2', updates[5] ?? new Uint8Array())
    hostile.sendSync('update', updates[6] ?? new Uint8Array())
    expect((await hostile.untilClosed()).code).toBe(4424)
    expect(live.storage.log(id)).toHaveLength(before)
    expect(live.collaboration.stats().queuedUpdates).toBe(0)
    await expectUndisturbed()
  })
})

describe.each(WAYS)('A12: in another’s name, or once more, over %s', way => {
  test('whatever id an update is written under, the log names the person and the socket that sent it', async () => {
    const absent = await live.client(id, 'absent').untilSynced()
    absent.type('!')
    await absent.untilSaved()
    absent.close()
    const hostile = await come(way, 'hostile').untilSynced()
    hostile.doc.clientID = absent.doc.clientID
    hostile.type(' forged')
    await hostile.untilSaved()
    const last = live.storage.log(id).at(-1)
    expect(last?.run?.personId).toBe(live.people.actors.get('hostile')?.personId)
    expect(last?.run?.personId).not.toBe(live.people.actors.get('absent')?.personId)
  })

  test('an update that is sent again, by its writer or by somebody else, changes nothing and is not logged', async () => {
    const update = Y.encodeStateAsUpdate(neighbour.doc)
    const rows = live.storage.log(id).length
    const replaying = await come(way, 'hostile').untilSynced()
    for (let times = 0; times < 50; times++) replaying.sendSync('update', update)
    await replaying.untilSaved()
    expect(live.storage.log(id)).toHaveLength(rows)
    await expectUndisturbed()
  })

  test('what was written over known text under a known id does not replace it', async () => {
    const other = new Y.Doc()
    other.clientID = neighbour.doc.clientID
    const hostile = come(way, 'hostile', { silent: true })
    await until('open', () => hostile.ws.readyState === 1)
    const body = other.getXmlFragment('default')
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('lies')])
    body.push([paragraph])
    hostile.sendSync('update', Y.encodeStateAsUpdate(other))
    await live.client(id, 'waiting').untilSynced()
    await expectUndisturbed()
  })
})
