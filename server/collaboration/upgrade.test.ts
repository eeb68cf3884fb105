import { randomUUID } from 'node:crypto'
import { IncomingMessage } from 'node:http'
import net from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startLiveServer, type LiveServer } from '../../tests/support/live-server'
import { until } from '../../tests/support/until'

let live: LiveServer
beforeEach(async () => {
  live = await startLiveServer({ connectionsPerPerson: 2, firstFrameMs: 40 })
})
afterEach(() => live.stop())

async function statusOf(documentId: string, headers: Record<string, string>): Promise<number | null> {
  const client = live.client(documentId, 'anna', { headers })
  await client.untilClosed()
  return client.status
}

describe('R41: an upgrade is refused by plain HTTP', () => {
  test('403 from a foreign origin, before anybody is asked who it is', async () => {
    const headers = { cookie: 'nobody', origin: 'https://evil.example' }
    expect(await statusOf(live.create(), headers)).toBe(403)
  })

  test('401 without a session', async () => {
    expect(await statusOf(live.create(), { cookie: 'nobody' })).toBe(401)
  })

  test('404 alike for no right, an unknown document and an odd name', async () => {
    live.people.right = null
    const odd = ['x', '', '%00', '..%2f..%2fetc', `${randomUUID()}/x`, '__proto__']
    for (const id of [live.create(), randomUUID(), ...odd]) {
      expect(await statusOf(id, { cookie: 'anna' })).toBe(404)
    }
  })

  test('404 for an odd name even to somebody who may everything', async () => {
    expect(await statusOf('__proto__', { cookie: 'anna' })).toBe(404)
  })

  test('R42: 429 for one socket too many of a person; a closed one makes room', async () => {
    const id = live.create()
    const first = await live.client(id).untilSynced()
    await live.client(id).untilSynced()
    expect(await statusOf(id, { cookie: 'anna' })).toBe(429)
    await live.client(id, 'bo').untilSynced()
    first.close()
    await until('gone', () => live.collaboration.stats().connections === 2)
    await live.client(id).untilSynced()
  })

  test('R42: 429 for one too many in a document, and for one too many from an address; over either way', async () => {
    await live.stop()
    live = await startLiveServer(
      { connectionsPerDocument: 2, connectionsPerAddress: 3 },
      { addressOf: request => String(request.headers['x-forwarded-for']) },
    )
    const come = (id: string, name: string, address: string, tunnel = false) => {
      const ours = { origin: 'https://pulje.example.org' }
      return live.client(id, name, { tunnel, headers: { cookie: name, 'x-forwarded-for': address, ...ours } })
    }
    const [one, two] = [live.create(), live.create()]
    await come(one, 'a', 'hall').untilSynced()
    await come(one, 'b', 'hall').untilSynced()
    for (const tunnel of [false, true]) {
      const full = come(one, 'c', 'home', tunnel)
      await full.untilClosed()
      expect(full.status).toBe(429)
    }
    await come(two, 'c', 'hall').untilSynced()
    for (const tunnel of [false, true]) {
      const many = come(two, 'd', 'hall', tunnel)
      await many.untilClosed()
      expect(many.status).toBe(429)
    }
    await come(two, 'd', 'home', true).untilSynced()
    expect(live.collaboration.stats().turnedAway).toEqual({ 429: 4 })
  })

  test('503 when nobody can be asked', async () => {
    live.people.access = () => Promise.reject(new Error('down'))
    expect(await statusOf(live.create(), { cookie: 'anna' })).toBe(503)
  })

  test('a path that is not ours is left to others', () => {
    const socket = new net.Socket()
    const request = new IncomingMessage(socket)
    request.url = '/socket.io/?EIO=4'
    expect(live.collaboration.handleUpgrade(request, socket, Buffer.alloc(0))).toBe(false)
  })
})

describe('coming in', () => {
  test('R2: who says nothing is closed', async () => {
    const client = live.client(live.create(), 'anna', { silent: true })
    expect(await client.untilClosed()).toEqual({ code: 4408, reason: 'silent' })
  })

  test('R43: a right withdrawn between the check and the seat still closes', async () => {
    const id = live.create()
    let answer: (right: 'write') => void = () => undefined
    const asked = new Promise<void>(resolve => {
      live.people.access = () => {
        resolve()
        return new Promise(decide => (answer = decide))
      }
    })
    const client = live.client(id)
    await asked
    await live.collaboration.recheck({ documentId: id })
    live.people.access = () => Promise.resolve(null)
    answer('write')
    expect((await client.untilClosed()).code).toBe(4404)
  })

  test('R40: whose rights cannot be checked is closed as unavailable', async () => {
    const client = await live.client(live.create()).untilSynced()
    live.people.access = () => new Promise(() => undefined)
    const from = performance.now()
    await live.collaboration.recheck({})
    expect((await client.untilClosed()).code).toBe(4503)
    expect(performance.now() - from).toBeLessThan(1_500)
  })

  test('R53: a document that cannot be loaded is unavailable, and the next one tries again', async () => {
    const id = live.create()
    live.storage.fail(1)
    const first = live.client(id)
    expect((await first.untilClosed()).code).toBe(4503)
    await live.client(id).untilSynced()
    expect(live.log).toContain('error document not loaded')
  })

  test('R53: a corrupt row makes a document unavailable, not the server', async () => {
    const id = live.create(Uint8Array.of(0, 0))
    live.storage.corrupt(id)
    const client = live.client(id, 'anna', { silent: true })
    await until('open', () => client.ws.readyState === 1)
    client.sendSync('step2', Uint8Array.of(0, 0))
    expect((await client.untilClosed()).code).toBe(4503)
    expect(live.log).toContain('error stored document is unreadable')
    await live.client(live.create()).untilSynced()
  })

  test('R51: many at once load a document once', async () => {
    const id = live.create()
    live.storage.delayMs = 20
    const clients = ['a', 'b', 'c', 'd'].map(name => live.client(id, name))
    await Promise.all(clients.map(client => client.untilSynced()))
    expect(live.collaboration.stats()).toMatchObject({ rooms: 1, connections: 4 })
  })

  test('R50: a server that closes takes nobody in', async () => {
    await live.collaboration.close()
    expect(await statusOf(live.create(), { cookie: 'anna' })).toBe(503)
  })

  test('R44: a socket that breaks off in the middle of its upgrade disturbs nobody', async () => {
    const id = live.create()
    const { port } = new URL(live.url)
    for (const end of ['', '\r\n', 'Sec-WebSocket-Key: x\r\n\r\n']) {
      const socket = net.connect(Number(port), '127.0.0.1')
      socket.on('error', () => undefined)
      socket.write(
        `GET /collab/${id} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${end}`,
      )
      socket.resetAndDestroy()
    }
    await live.client(id).untilSynced()
  })
})
