import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { LiveClient, LiveClientOptions } from '../../tests/support/live-client'
import { startLiveServer, type LiveServer } from '../../tests/support/live-server'
import { until } from '../../tests/support/until'

const OURS = 'https://pulje.example.org'
let live: LiveServer

beforeEach(async () => {
  live = await startLiveServer({ connectionsPerPerson: 3, firstFrameMs: 300 })
})
afterEach(() => live.stop())

const tunnelled = (id: string, name = 'anna', options: Partial<LiveClientOptions> = {}): LiveClient =>
  live.client(id, name, { tunnel: true, ...options })

async function statusOf(id: string, name = 'anna'): Promise<number | null> {
  const client = tunnelled(id, name)
  expect((await client.untilClosed()).code).toBe(1006)
  return client.status
}

describe('R60: a tunnel ends in a document socket like any other', () => {
  test('what one writes through it others get, over either way, and it is acknowledged', async () => {
    const id = live.create()
    const one = await tunnelled(id).untilSynced()
    const two = await tunnelled(id, 'bo').untilSynced()
    const three = await live.client(id, 'cecilie').untilSynced()
    one.type('Hei')
    await one.untilSaved()
    await until('both have it', () => two.text === 'Hei' && three.text === 'Hei')
    three.type(' på deg')
    await until('all have it', () => one.text === 'Hei på deg' && two.text === 'Hei på deg')
    expect(live.collaboration.presence(id)).toHaveLength(3)
  })

  test('a large document comes whole', async () => {
    const doc = new Y.Doc()
    doc.getText('default').insert(0, 'ord '.repeat(700_000))
    const client = await tunnelled(live.create(Y.encodeStateAsUpdate(doc))).untilSynced()
    expect(client.doc.getText('default').length).toBe(doc.getText('default').length)
  })

  test('three hundred letters at once are all saved, in their order', async () => {
    const id = live.create()
    const one = await tunnelled(id).untilSynced()
    const letters = Array.from({ length: 300 }, (_, at) => String.fromCharCode(97 + (at % 26))).join('')
    for (const letter of letters) one.type(letter)
    await one.untilSaved()
    expect((await live.client(id, 'bo').untilSynced()).text).toBe(letters)
  })
})

describe('R61: it is opened by an upgrade like any other', () => {
  test('401 without a session', async () => {
    expect(await statusOf(live.create(), 'nobody')).toBe(401)
  })

  test('404 alike for no right, an unknown document and an odd name', async () => {
    live.people.right = null
    for (const id of [live.create(), randomUUID(), 'x', '%00', '__proto__', '..%2fevents'])
      expect(await statusOf(id)).toBe(404)
  })

  test('429 for one too many of a person; one that is closed makes room', async () => {
    const id = live.create()
    const first = await tunnelled(id).untilSynced()
    await tunnelled(id).untilSynced()
    await live.client(id).untilSynced()
    expect(await statusOf(id)).toBe(429)
    first.close()
    await until('gone', () => live.collaboration.stats().connections === 2)
    await tunnelled(id).untilSynced()
  })

  test('503 when nobody can be asked, and when the server closes', async () => {
    live.people.access = () => Promise.reject(new Error('down'))
    expect(await statusOf(live.create())).toBe(503)
    await live.collaboration.close()
    expect(await statusOf(live.create())).toBe(503)
  })

  test('from a foreign page nothing is opened, with or without its name', async () => {
    const id = live.create()
    const headers = { cookie: 'anna', origin: 'https://evil.example' }
    await tunnelled(id, 'anna', { headers }).untilClosed()
    await tunnelled(id, 'anna', { headers: { cookie: 'anna' } }).untilClosed()
    expect(live.collaboration.stats().connected).toBe(0)
  })

  test('its id is worth nothing without the session in which it was opened', async () => {
    const address = `${live.url}/collab-http/?EIO=4&transport=polling&document=${live.create()}`
    const opened = await (await fetch(address, { headers: { cookie: 'anna' } })).text()
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string }
    const connect = (cookie: string) =>
      fetch(`${address}&sid=${sid}`, { method: 'POST', body: '40', headers: { cookie, origin: OURS } })
    expect((await connect('bo')).status).toBe(403)
    expect((await connect('anna')).status).toBe(200)
  })
})

describe('R62: what comes out of it meets the gate', () => {
  test("a reader's update is refused", async () => {
    const id = live.create()
    live.people.rights.set('leser', 'read')
    const reader = await tunnelled(id, 'leser').untilSynced()
    reader.type('!')
    expect(await reader.untilClosed()).toEqual({ code: 4403, reason: 'readOnly' })
    expect(reader.refused).toBe('readOnly')
    expect(live.storage.log(id)).toEqual([])
  })

  test('a message that is too large is refused in words, a far too large one ends the tunnel', async () => {
    const client = await tunnelled(live.create()).untilSynced()
    client.sendRaw(new Uint8Array(1_048_577))
    expect(await client.untilClosed()).toEqual({ code: 4413, reason: 'tooLarge' })
    const other = await tunnelled(live.create()).untilSynced()
    other.sendRaw(new Uint8Array(2_500_000))
    expect((await other.untilClosed()).code).toBe(1009)
    await tunnelled(live.create()).untilSynced()
  })

  test.each([
    ['noise', Uint8Array.of(9, 9, 9)],
    ['an empty frame', new Uint8Array()],
    ['a cut-off update', Uint8Array.of(0, 2, 200)],
  ])('%s is malformed', async (_, bytes) => {
    const client = await tunnelled(live.create()).untilSynced()
    client.sendRaw(bytes)
    expect((await client.untilClosed()).code).toBe(4400)
  })

  test('who says nothing is closed', async () => {
    expect((await tunnelled(live.create(), 'anna', { silent: true }).untilClosed()).code).toBe(4408)
  })
})

describe('R65: pressure', () => {
  /** Opens a tunnel by hand and asks for the document, then says nothing and fetches nothing. */
  async function stuck(id: string): Promise<void> {
    const address = `${live.url}/collab-http/?EIO=4&transport=polling&document=${id}`
    const headers = { cookie: 'stuck', origin: OURS }
    const opened = await (await fetch(address, { headers })).text()
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string }
    const say = (body: string) => fetch(`${address}&sid=${sid}`, { method: 'POST', body, headers })
    await say('40')
    let heard = ''
    while (!heard.includes('"open"'))
      heard += await (await fetch(`${address}&sid=${sid}`, { headers })).text()
    // Sync step 1 with an empty state vector.
    await say(`42["frames",["${Buffer.of(0, 0, 1, 0).toString('base64')}"]]`)
  }

  test('who fetches nothing is closed as slow, and the others write on', async () => {
    await live.stop()
    live = await startLiveServer({ slowBytes: 300_000, slowAwarenessBytes: 100_000 })
    const id = live.create()
    await stuck(id)
    const writer = await tunnelled(id).untilSynced()
    for (let part = 0; part < 8; part++) {
      writer.type('x'.repeat(100_000))
      await writer.untilSaved()
    }
    await until('one is left', () => live.collaboration.stats().connections === 1)
    expect(live.collaboration.stats().refused.slow).toBe(1)
  })

  test('who is not read waits, loses nothing, and does not fill the memory', async () => {
    await live.stop()
    live = await startLiveServer({ queueBytes: 50_000 })
    const id = live.create()
    const writer = await tunnelled(id).untilSynced()
    await writer.untilSaved()
    live.storage.freeze()
    for (let part = 0; part < 20; part++) writer.type(String(part % 10).repeat(40_000))
    await until('not read any more', () => live.collaboration.stats().queuedBytes > 50_000)
    writer.ping(1)
    expect(live.collaboration.stats().queuedBytes).toBeLessThan(400_000)
    live.storage.resume()
    await writer.untilSaved()
    expect((await live.client(id, 'bo').untilSynced()).text).toBe(writer.text)
  })
})

describe('R63: what is said around the frames', () => {
  /** A tunnel by hand, open and greeted by nobody. */
  async function byHand(): Promise<{ say(body: string): Promise<number>; hear(): Promise<string> }> {
    const address = `${live.url}/collab-http/?EIO=4&transport=polling&document=${live.create()}`
    const headers = { cookie: 'anna', origin: OURS }
    const opened = await (await fetch(address, { headers })).text()
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string }
    const say = async (body: string) =>
      (await fetch(`${address}&sid=${sid}`, { method: 'POST', body, headers })).status
    const hear = async () => (await fetch(`${address}&sid=${sid}`, { headers })).text()
    await say('40')
    let heard = ''
    while (!heard.includes('"open"')) heard += await hear()
    return { say, hear }
  }

  test.each([
    ['another event', '42["else",["AA=="]]'],
    ['no list', '42["frames","AA=="]'],
    ['no frames', '42["frames",[{},null]]'],
    ['an answer asked for', '421["frames",["AA=="]]'],
  ])('%s is malformed', async (_, body) => {
    const { say, hear } = await byHand()
    await say(body)
    expect(await hear()).toContain('["end",4400,"malformed"]')
  })

  test.each([
    ['a list of very many frames', `42["frames",[${Array(200_000).fill('""').join()}]]`],
    ['very many lists', Array(100_000).fill('42["frames",["ZwA="]]').join('\x1e')],
    ['no message at all', 'x'.repeat(100_000)],
  ])('%s ends the tunnel and disturbs nobody', async (_, body) => {
    const other = await tunnelled(live.create()).untilSynced()
    const { say } = await byHand()
    await say(body).catch(() => 0)
    await until('one is left', () => live.collaboration.stats().connections === 1)
    other.ping(1)
    await until('answered', () => other.pongs.includes(1))
  })
})

describe('R64: the end', () => {
  test('a right withdrawn closes it within a second', async () => {
    const id = live.create()
    const client = await tunnelled(id).untilSynced()
    live.people.right = null
    await live.collaboration.recheck({ documentId: id })
    expect((await client.untilClosed(1_000)).code).toBe(4404)
  })

  test('a session that has ended closes it', async () => {
    const client = await tunnelled(live.create()).untilSynced()
    live.people.authenticate = () => Promise.resolve(null)
    await live.collaboration.recheck({})
    expect(await client.untilClosed()).toEqual({ code: 4401, reason: 'signedOut' })
  })

  test('a server that closes commits what was sent and says so', async () => {
    const id = live.create()
    const client = await tunnelled(id).untilSynced()
    client.type('sist')
    await until('sent', () => live.storage.log(id).length > 0)
    await live.collaboration.close()
    expect((await client.untilClosed()).code).toBe(1012)
    expect(client.saved).toBe(client.sent)
  })

  test('a tab that is closed leaves nobody behind', async () => {
    const client = await tunnelled(live.create()).untilSynced()
    client.type('til slutt')
    client.close()
    await until('gone', () => live.collaboration.stats().connections === 0)
  })
})
