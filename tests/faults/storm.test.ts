import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { startLiveServer, type LiveServer } from '../support/live-server'
import { typeInto } from '../support/live-client'
import { until } from '../support/until'

const PATIENCE_MS = 60_000

let live: LiveServer
afterEach(() => live.stop(), PATIENCE_MS)

test(
  'five hundred who come back at once get their document, and what twenty of them wrote meanwhile is there once',
  async () => {
    live = await startLiveServer()
    const before = new Y.Doc()
    typeInto(before, 'før bruddet;')
    const state = Y.encodeStateAsUpdate(before)
    const id = live.create(state)
    const clients = Array.from({ length: 500 }, (_, at) => {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, state)
      if (at % 25 === 0) typeInto(doc, `ord${at};`)
      return live.client(id, `person ${at}`, { doc, epoch: 1 })
    })
    await until('all are in', () => clients.every(client => client.synced), PATIENCE_MS)
    await until('all is saved', () => clients.every(client => client.saved === client.sent), PATIENCE_MS)
    const fresh = await live.client(id, 'fresh').untilSynced()
    for (let at = 0; at < 500; at += 25) expect(fresh.text.split(`ord${at};`)).toHaveLength(2)
    await until('all see it', () => clients.every(client => client.text === fresh.text), PATIENCE_MS)
    // Of those who had nothing new nothing was logged.
    expect(live.storage.log(id).length).toBeLessThanOrEqual(21)
    expect(clients.filter(client => client.closed)).toEqual([])
  },
  PATIENCE_MS * 2,
)

test(
  'asked to stop with two hundred documents open, the server saves and acknowledges the last words of each',
  async () => {
    live = await startLiveServer()
    const documents = Array.from({ length: 200 }, () => live.create())
    const clients = await Promise.all(
      documents.map((id, at) => live.client(id, `person ${at}`).untilSynced()),
    )
    live.storage.delayMs = 40
    for (const client of clients) client.type('siste ord')
    await until('all have arrived', () => live.collaboration.stats().queuedUpdates === 200, PATIENCE_MS)
    await live.collaboration.close()
    await until('all are told', () => clients.every(client => client.closed), PATIENCE_MS)
    for (const client of clients) {
      expect([client.closed?.code, client.saved]).toEqual([1012, client.sent])
    }
    for (const id of documents) expect(live.storage.log(id)).toHaveLength(1)
  },
  PATIENCE_MS * 2,
)
