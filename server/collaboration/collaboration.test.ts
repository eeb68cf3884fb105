import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { bodyText, typeInto } from '../../tests/support/live-client'
import { startLiveServer, type LiveServer } from '../../tests/support/live-server'
import { until } from '../../tests/support/until'
import { EMPTY_UPDATE } from './frames'

let live: LiveServer
const providers: WebsocketProvider[] = []

beforeEach(async () => {
  live = await startLiveServer()
})
afterEach(async () => {
  for (const provider of providers.splice(0)) provider.destroy()
  await live.stop()
})

function standardClient(documentId: string, doc = new Y.Doc()): WebsocketProvider {
  const provider = new WebsocketProvider(`${live.url.replace('http', 'ws')}/collab`, documentId, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  providers.push(provider)
  return provider
}

/** What somebody finds who opens the document for the first time now. */
async function fresh(documentId: string): Promise<string> {
  const client = live.client(documentId, 'fresh')
  await client.untilSynced()
  const { text } = client
  client.close()
  return text
}

describe('standard clients', () => {
  test('R1: two standard y-websocket clients converge, and a third finds their text', async () => {
    const id = live.create()
    const [a, b] = [standardClient(id), standardClient(id)]
    await until('both synced', () => a.synced && b.synced)
    typeInto(a.doc, 'Hei')
    await until('b has it', () => bodyText(b.doc) === 'Hei')
    typeInto(b.doc, ' på deg')
    await until('a has it', () => bodyText(a.doc) === 'Hei på deg')
    expect(await fresh(id)).toBe('Hei på deg')
  })

  test('R1: a client that says no hello gets none of our own message types', async () => {
    const id = live.create()
    const client = await live.client(id, 'anna', { epoch: false }).untilSynced()
    client.type('x')
    await until('logged', () => live.storage.log(id).length === 1)
    expect(client.received.every(message => (message[0] ?? 255) < 100)).toBe(true)
  })

  test('R5: a client calls itself synced only when it has everything', async () => {
    const id = live.create(...pieces('abc'))
    const provider = standardClient(id)
    const seen: string[] = []
    provider.on('sync', () => seen.push(bodyText(provider.doc)))
    await until('synced', () => provider.synced)
    expect(seen).toEqual(['abc'])
  })
})

describe('saved means saved', () => {
  test('R10: what was sent is acknowledged by number after its commit', async () => {
    const id = live.create()
    const client = await live.client(id).untilSynced()
    client.type('a')
    client.type('b')
    await client.untilSaved()
    expect(client.savedEpoch).toBe(1)
    expect(await fresh(id)).toBe('ab')
  })

  test('R10, R12: a frozen store: others see the text after 250 ms, nobody is told that it is saved', async () => {
    const id = live.create()
    const [a, b] = [await live.client(id).untilSynced(), await live.client(id, 'bo').untilSynced()]
    await a.untilSaved()
    live.storage.freeze()
    a.type('not yet')
    const before = a.saved
    await until('b sees it', () => b.text === 'not yet')
    expect(a.saved).toBe(before)
    // Someone who comes now gets it too, though it lies in no store.
    expect(await fresh(id)).toBe('not yet')
    live.storage.resume()
    await a.untilSaved()
    expect(b.received.filter(message => message[0] === 0 && message[1] === 2)).toHaveLength(1)
  })

  test('R11: a store that fails and heals loses nothing and is told nothing twice', async () => {
    const id = live.create()
    const a = await live.client(id).untilSynced()
    await a.untilSaved()
    const before = a.saved
    live.storage.fail(4)
    for (const letter of 'abcdef') a.type(letter)
    expect(a.saved).toBe(before)
    await a.untilSaved()
    expect(await fresh(id)).toBe('abcdef')
    expect(live.collaboration.stats().failedAppends).toBe(4)
  })

  test('R13: what is sent again after a reconnect is acknowledged and not logged again', async () => {
    const id = live.create()
    const a = await live.client(id).untilSynced()
    a.type('once')
    await a.untilSaved()
    a.drop()
    const rows = live.storage.log(id).length
    const again = await live.client(id, 'anna', { doc: a.doc, epoch: 1 }).untilSynced()
    again.sendSync('update', Y.encodeStateAsUpdate(a.doc))
    await again.untilSaved()
    expect(live.storage.log(id)).toHaveLength(rows)
  })

  test('R13: what is known but not yet committed is not acknowledged before it is', async () => {
    const id = live.create()
    const a = await live.client(id).untilSynced()
    await a.untilSaved()
    live.storage.freeze()
    a.type('queued')
    await until('under way', () => live.collaboration.stats().queuedUpdates === 1)
    a.drop()
    const again = await live.client(id, 'anna', { doc: a.doc }).untilSynced()
    again.sendSync('update', Y.encodeStateAsUpdate(a.doc))
    again.ping(7)
    await until('answered', () => again.pongs.includes(7))
    expect(again.saved).toBe(0)
    live.storage.resume()
    await again.untilSaved()
    expect(await fresh(id)).toBe('queued')
  })

  test('R13: a known delete set is not logged again, however many come back with it', async () => {
    const id = live.create()
    const a = await live.client(id).untilSynced()
    a.type('some words that go away')
    const text = (a.doc.getXmlFragment('default').get(0) as Y.XmlElement).get(0) as Y.XmlText
    for (let at = 10; at > 0; at -= 2) text.delete(at, 1)
    await a.untilSaved()
    const rows = live.storage.log(id).length
    for (let times = 0; times < 3; times++) {
      const back = await live.client(id, 'anna', { doc: cloned(a.doc) }).untilSynced()
      await until('its step 2 is in', () => back.sent > 0)
      await back.untilSaved()
      back.close()
    }
    expect(live.storage.log(id)).toHaveLength(rows)
  })
})

describe('rights', () => {
  test("R21: a reader's update closes the socket and changes nothing", async () => {
    const id = live.create(...pieces('kept'))
    live.people.rights.set('leser', 'read')
    const reader = await live.client(id, 'leser').untilSynced()
    expect(reader.hello?.right).toBe(0)
    await reader.untilSaved()
    reader.type('!')
    expect(await reader.untilClosed()).toEqual({ code: 4403, reason: 'readOnly' })
    expect(reader.refused).toBe('readOnly')
    expect(await fresh(id)).toBe('kept')
  })

  test("R21: a reader's sync step 2 with content is refused, an empty or known one is not", async () => {
    const id = live.create(...pieces('kept'))
    live.people.rights.set('leser', 'read')
    const reader = await live.client(id, 'leser').untilSynced()
    reader.sendSync('step2', EMPTY_UPDATE)
    reader.sendSync('step2', Y.encodeStateAsUpdate(reader.doc))
    await reader.untilSaved()
    const other = new Y.Doc()
    typeInto(other, 'smuggled')
    reader.sendSync('step2', Y.encodeStateAsUpdate(other))
    expect((await reader.untilClosed()).code).toBe(4403)
    expect(await fresh(id)).toBe('kept')
  })

  test('R40: a right withdrawn while typing closes the socket within a second', async () => {
    const id = live.create()
    const a = await live.client(id).untilSynced()
    a.type('before')
    await a.untilSaved()
    live.people.rights.set('anna', 'read')
    const from = performance.now()
    await live.collaboration.recheck({ documentId: id })
    expect(await a.untilClosed()).toEqual({ code: 4404, reason: 'rightsChanged' })
    expect(performance.now() - from).toBeLessThan(1_000)
    expect(await fresh(id)).toBe('before')
  })

  test('R40: signing out closes the session’s sockets and no others', async () => {
    const id = live.create()
    const a = await live.client(id).untilSynced()
    const b = await live.client(id, 'bo').untilSynced()
    const { sessionId } = live.people.actors.get('anna') ?? { sessionId: '' }
    live.people.actors.set('anna', { ...live.people.add('other'), name: 'anna' })
    await live.collaboration.recheck({ sessionId })
    expect((await a.untilClosed()).code).toBe(4401)
    expect(b.closed).toBeNull()
  })
})

describe('epochs', () => {
  test('R3: a client of another epoch is refused before anything of it is merged', async () => {
    const id = live.create(...pieces('new text'))
    live.storage.bumpEpoch(id)
    const doc = new Y.Doc()
    typeInto(doc, 'old text')
    const client = live.client(id, 'anna', { epoch: 1, doc })
    expect(await client.untilClosed()).toEqual({ code: 4409, reason: 'epoch' })
    expect(client.refused).toBe('epoch')
    expect(client.text).toBe('old text')
    expect(live.storage.log(id)).toHaveLength(0)
  })

  test('R14: an epoch that moves under a room closes everybody, and the next one gets the new document', async () => {
    const id = live.create()
    const a = await live.client(id).untilSynced()
    await a.untilSaved()
    live.storage.bumpEpoch(id)
    const before = a.saved
    a.type('to the old one')
    expect((await a.untilClosed()).code).toBe(4409)
    expect(a.saved).toBe(before)
    expect(await fresh(id)).toBe('')
  })

  test('R14: a room in which nobody writes learns of a new epoch, also where the store has failed before', async () => {
    await live.stop()
    live = await startLiveServer({ heartbeatMs: 50 })
    const [id, other] = [live.create(), live.create()]
    const [a, b] = [await live.client(id).untilSynced(), await live.client(other).untilSynced()]
    live.storage.bumpEpoch(id)
    live.storage.fail(2)
    expect((await a.untilClosed()).code).toBe(4409)
    expect(b.closed).toBeNull()
    expect((await live.client(id).untilSynced()).hello?.epoch).toBe(2)
  })

  test('R3: another wire version is outdated', async () => {
    const client = live.client(live.create(), 'anna', { version: 2 })
    expect((await client.untilClosed()).code).toBe(4410)
  })
})

describe('closing', () => {
  test('R50: close() commits what is queued, acknowledges it, and closes with 1012', async () => {
    const id = live.create()
    const a = await live.client(id).untilSynced()
    await a.untilSaved()
    live.storage.delayMs = 60
    a.type('last words')
    await until('arrived', () => live.collaboration.stats().queuedUpdates > 0)
    await live.collaboration.close()
    await a.untilClosed()
    expect(a.closed).toEqual({ code: 1012, reason: 'restart' })
    expect(a.saved).toBe(a.sent)
    expect(live.storage.log(id)).toHaveLength(1)
  })
})

test('presence tells each person once', async () => {
  const id = live.create()
  await live.client(id).untilSynced()
  await live.client(id).untilSynced()
  await live.client(id, 'bo').untilSynced()
  const present = live.collaboration.presence(id)
  expect(present.map(({ name, connections }) => [name, connections]).sort()).toEqual([
    ['anna', 2],
    ['bo', 1],
  ])
  expect(live.collaboration.presence('elsewhere')).toEqual([])
})

/** A seed of several rows whose text is this. */
function pieces(text: string): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (const letter of text) typeInto(doc, letter)
  return updates
}

function cloned(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}
