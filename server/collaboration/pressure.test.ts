import { once } from 'node:events'
import net from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { addParagraph, typeInto } from '../../tests/support/live-client'
import { startLiveServer, type LiveServer } from '../../tests/support/live-server'
import { until } from '../../tests/support/until'

let live: LiveServer
afterEach(() => live.stop())

describe('R23: too fast', () => {
  test('a writer above the rate is read more slowly and loses nothing', async () => {
    live = await startLiveServer({ updatesPerSecond: 300, updateBurst: 10 })
    const id = live.create()
    const client = await live.client(id).untilSynced()
    await client.untilSaved()
    const from = performance.now()
    const letters = 'x'.repeat(100)
    // In several segments, so that there is something left to stop reading.
    for (const letter of letters) {
      client.type(letter)
      await new Promise(resolve => setImmediate(resolve))
    }
    await client.untilSaved()
    expect(performance.now() - from).toBeGreaterThan(150)
    const fresh = await live.client(id, 'fresh').untilSynced()
    expect(fresh.text).toBe(letters)
  })

  test('R37: of too many cursor moves the last one still arrives', async () => {
    live = await startLiveServer({ awarenessPerSecond: 20, awarenessEveryMs: 5 })
    const id = live.create()
    const [a, b] = [await live.client(id).untilSynced(), await live.client(id, 'bo').untilSynced()]
    for (let cursor = 1; cursor <= 200; cursor++) a.sendAwareness(5, cursor, { cursor })
    await until(
      'the last one is there',
      () => (b.awareness.get(5) as { cursor?: number } | undefined)?.cursor === 200,
    )
    expect(b.received.filter(([type]) => type === 1).length).toBeLessThan(60)
  })
})

describe('R32: too slow', () => {
  test('a reader that takes nothing is closed, the others do not notice', async () => {
    live = await startLiveServer({
      slowAwarenessBytes: 50_000,
      slowBytes: 200_000,
      goodbyeMs: 20,
      updateBurst: 2_000,
    })
    const id = live.create()
    const writer = await live.client(id, 'writer').untilSynced()
    const reader = await live.client(id, 'reader').untilSynced()
    const stuck = await live.client(id, 'stuck').untilSynced()
    stuck.ws.pause()
    const chunk = 'some text '.repeat(9_000)
    // The kernel takes a few megabytes off the server's hands before it notices.
    for (let round = 0; live.collaboration.stats().refused.slow === 0; round++) {
      if (round > 300) throw new Error('never found slow')
      writer.type(chunk)
      await writer.untilSaved()
    }
    await until('dropped', () => live.collaboration.stats().connections === 2)
    await until('the reader has it all', () => reader.text === writer.text)
    expect([writer.closed, reader.closed]).toEqual([null, null])
  })

  test('a large document does not count against its reader', async () => {
    const doc = new Y.Doc()
    for (let at = 0; at < 40; at++) addParagraph(doc, 'æøå '.repeat(10_000))
    live = await startLiveServer({ slowAwarenessBytes: 20_000, slowBytes: 50_000 })
    const id = live.create(Y.encodeStateAsUpdate(doc))
    const reader = live.client(id, 'reader', { silent: true })
    await until('open', () => reader.ws.readyState === 1)
    reader.sendSync('step1', Uint8Array.of(0))
    reader.ws.pause()
    const writer = await live.client(id, 'writer').untilSynced()
    for (const letter of 'hei') {
      typeInto(writer.doc, letter)
      await writer.untilSaved()
    }
    reader.ws.resume()
    await until('the reader has it all', () => reader.text === writer.text)
    expect(reader.closed).toBeNull()
  })

  test('R44: who answers no ping is dropped', async () => {
    live = await startLiveServer({ heartbeatMs: 20 })
    const id = live.create()
    const socket = net.connect(Number(new URL(live.url).port), '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(
      `GET /collab/${id} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`,
    )
    await once(socket, 'data')
    await until('dropped', () => live.collaboration.stats().connections === 0)
    const alive = await live.client(id).untilSynced()
    let pings = 0
    alive.ws.on('ping', () => pings++)
    await until('some beats', () => pings > 3)
    expect(alive.closed).toBeNull()
    socket.destroy()
  })
})
