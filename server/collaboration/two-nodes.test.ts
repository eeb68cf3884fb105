import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { SCHEMA_VERSION } from '~server/domain/documents/content'
import { aBusOfNodes, type TestBus } from '../../tests/support/bus-of-nodes'
import { startLiveServer, type LiveServer } from '../../tests/support/live-server'
import { addParagraph } from '../../tests/support/live-client'
import { until } from '../../tests/support/until'

import { contentCheck } from './content-check'
import type { Limits } from './limits'
import { MemoryStorage } from './memory-storage'

/** Two nodes with one store, in this process; what is between them is the test's to break. */
let storage: MemoryStorage
let ways: TestBus
let a: LiveServer
let b: LiveServer

async function aNode(limits: Partial<Limits> = {}, more = {}): Promise<LiveServer> {
  const neighbours = { log: storage, bus: ways.join(), namesOf: ways.namesOf }
  const node = await startLiveServer(limits, { storage, neighbours, ...more })
  ways.people.push(node.people)
  return node
}

beforeEach(async () => {
  storage = new MemoryStorage()
  ways = aBusOfNodes()
  a = await aNode()
  b = await aNode()
})
afterEach(async () => {
  await Promise.all([a.stop(), b.stop()])
})

describe('R70: what is written on one node', () => {
  test('is seen on the other, once, in both directions', async () => {
    const id = storage.create()
    const [anna, bo] = [await a.client(id, 'anna').untilSynced(), await b.client(id, 'bo').untilSynced()]
    anna.type('Hei')
    await until('Bo sees it', () => bo.text === 'Hei')
    bo.type(' på deg')
    await until('Anna sees it', () => anna.text === 'Hei på deg')
    await Promise.all([anna.untilSaved(), bo.untilSaved()])
    expect(storage.log(id)).toHaveLength(2)
  })

  test('is in the answer to whoever comes to the other one later', async () => {
    const id = storage.create()
    const [anna, bo] = [await a.client(id, 'anna').untilSynced(), await b.client(id, 'bo').untilSynced()]
    anna.type('Hei')
    await until('Bo sees it', () => bo.text === 'Hei')
    expect((await b.client(id, 'cecilie').untilSynced()).text).toBe('Hei')
  })

  test('by forty hands on both at once ends as one text everywhere, and in the log', async () => {
    const id = storage.create()
    const clients = await Promise.all(
      Array.from({ length: 40 }, (_, at) => (at % 2 ? a : b).client(id, `p${at}`).untilSynced()),
    )
    for (let round = 0; round < 10; round++) {
      for (const [at, client] of clients.entries()) client.type(`${at}.${round};`)
      await new Promise(resolve => setImmediate(resolve))
    }
    await Promise.all(clients.map(client => client.untilSaved()))
    const fresh = await (await aNode()).client(id, 'fresh').untilSynced()
    await until('all agree', () => clients.every(client => client.text === fresh.text))
    for (let at = 0; at < 40; at++) expect(fresh.text.split(`${at}.9;`).length).toBeGreaterThan(1)
    expect(fresh.text.split(';')).toHaveLength(401)
  })
})

describe('R71: the log alone is the truth', () => {
  test('with nothing between the nodes it is looked at, and both see everything', async () => {
    const id = storage.create()
    const [anna, bo] = [await a.client(id, 'anna').untilSynced(), await b.client(id, 'bo').untilSynced()]
    ways.cut()
    anna.type('fra a;')
    bo.type('fra b;')
    await Promise.all([anna.untilSaved(), bo.untilSaved()])
    await until(
      'both have both',
      () => /fra a;/.test(bo.text) && /fra b;/.test(bo.text) && bo.text === anna.text,
    )
  })

  test('a writer who finds that others have written reads that at once', async () => {
    const id = storage.create()
    const [anna, bo] = [await a.client(id, 'anna').untilSynced(), await b.client(id, 'bo').untilSynced()]
    ways.lose('written')
    anna.type('fra a;')
    await anna.untilSaved()
    bo.type('fra b;')
    await until('Bo has both', () => bo.text.includes('fra a;'), 500)
  })

  test('a fold never covers a row that its node has not seen', async () => {
    const id = storage.create()
    await Promise.all([a.stop(), b.stop()])
    a = await aNode({ foldRows: 3, foldPauseMs: 0 })
    b = await aNode({ foldRows: 3, foldPauseMs: 0 })
    ways.lose('written')
    const [anna, bo] = [await a.client(id, 'anna').untilSynced(), await b.client(id, 'bo').untilSynced()]
    for (let round = 0; round < 12; round++) {
      anna.type(`a${round};`)
      bo.type(`b${round};`)
      await Promise.all([anna.untilSaved(), bo.untilSaved()])
    }
    await until('folded', () => a.collaboration.stats().folds + b.collaboration.stats().folds > 0)
    const fresh = await (await aNode()).client(id, 'fresh').untilSynced()
    for (let round = 0; round < 12; round++) {
      expect(fresh.text.split(`a${round};`)).toHaveLength(2)
      expect(fresh.text.split(`b${round};`)).toHaveLength(2)
    }
    expect([a.log, b.log]).toEqual([[], []])
  })

  test('a node whose store is away says nothing is saved; when it is back both have all', async () => {
    const id = storage.create()
    const [anna, bo] = [await a.client(id, 'anna').untilSynced(), await b.client(id, 'bo').untilSynced()]
    storage.freeze()
    anna.type('fra a;')
    bo.type('fra b;')
    await until(
      'taken up',
      () => a.collaboration.stats().queuedUpdates + b.collaboration.stats().queuedUpdates > 1,
    )
    expect([anna.saved, bo.saved]).toEqual([anna.sent - 1, bo.sent - 1])
    storage.resume()
    await Promise.all([anna.untilSaved(), bo.untilSaved()])
    await until(
      'both have both',
      () => /fra a;/.test(bo.text) && /fra b;/.test(bo.text) && bo.text === anna.text,
    )
  })

  test('whoever moves over in the middle of a word brings it along, and nothing is there twice', async () => {
    const id = storage.create()
    const anna = await a.client(id, 'anna').untilSynced()
    const bo = await b.client(id, 'bo').untilSynced()
    ways.cut()
    anna.type('først;')
    await anna.untilSaved()
    storage.freeze()
    anna.type('sist;')
    anna.drop()
    const again = b.client(id, 'anna', { doc: anna.doc })
    storage.resume()
    await again.untilSynced()
    await again.untilSaved()
    await until('Bo has it', () => bo.text === 'først;sist;')
    const fresh = await (await aNode()).client(id, 'fresh').untilSynced()
    expect(fresh.text).toBe('først;sist;')
  })

  test('a document of another epoch closes its room on every node, also where nobody writes', async () => {
    const id = storage.create()
    const [anna, bo] = [await a.client(id, 'anna').untilSynced(), await b.client(id, 'bo').untilSynced()]
    ways.cut()
    storage.bumpEpoch(id)
    expect((await anna.untilClosed()).code).toBe(4409)
    expect((await bo.untilClosed()).code).toBe(4409)
  })

  test('the server writes by one node into a text that is open on another', async () => {
    const id = storage.create()
    const bo = await b.client(id, 'bo').untilSynced()
    bo.type('Hei')
    await bo.untilSaved()
    const copy = bo.doc
    const connection = await a.collaboration.amend(id, randomUUID(), state => {
      expect(state.length).toBeGreaterThan(2)
      return updateThatAdds('tillegg', state)
    })
    expect(connection).not.toBeNull()
    await until('it is there', () => bo.text.includes('tillegg'))
    expect(copy.getXmlFragment('default').length).toBe(2)
  })
})

describe('R72: who is there', () => {
  const cursor = (at: number) => ({ cursor: { at }, user: { name: 'Falsk', id: 'x' } })

  test('is seen on all nodes under the name that the other node finds for the person', async () => {
    const id = storage.create()
    const [anna, bo] = [await a.client(id, 'anna').untilSynced(), await b.client(id, 'bo').untilSynced()]
    anna.sendAwareness(7, 1, cursor(3))
    await until('Bo sees her', () => bo.awareness.get(7))
    const { personId } = a.people.actors.get('anna')!
    expect(bo.awareness.get(7)).toEqual({ cursor: { at: 3 }, user: { id: personId, name: 'anna' } })
    expect(JSON.stringify(ways.said)).not.toMatch(/anna|Falsk/)
    anna.close()
    await until('she is gone', () => bo.awareness.get(7) === null)
  })

  test('is told to a room that is opened later, and an echo speaks for nobody', async () => {
    const id = storage.create()
    const anna = await a.client(id, 'anna').untilSynced()
    anna.sendAwareness(7, 5, cursor(3))
    const bo = await b.client(id, 'bo').untilSynced()
    await until('Bo sees her', () => bo.awareness.get(7))
    bo.sendAwareness(7, 6, cursor(99))
    bo.sendAwareness(8, 1, cursor(1))
    await until('Anna sees him', () => anna.awareness.get(8))
    expect(bo.awareness.get(7)).toMatchObject({ cursor: { at: 3 } })
  })

  test('whoever moves to another node is there once, also if the old line is noticed to be dead later', async () => {
    const id = storage.create()
    const old = await a.client(id, 'anna').untilSynced()
    const bo = await b.client(id, 'bo').untilSynced()
    old.sendAwareness(7, 1, cursor(1))
    await until('seen', () => bo.awareness.get(7))
    b.people.actors.set('anna', a.people.actors.get('anna')!)
    const anna = await b.client(id, 'anna').untilSynced()
    anna.sendAwareness(7, 2, cursor(2))
    await until('moved', () => JSON.stringify(bo.awareness.get(7)).includes('"at":2'))
    old.close()
    const other = await a.client(id, 'cecilie').untilSynced()
    await until('there for those who come now', () => other.awareness.get(7))
    expect(bo.awareness.get(7)).toMatchObject({ cursor: { at: 2 } })
  })

  test('goes with the node through which they were there', async () => {
    const id = storage.create()
    const [anna, bo] = [await a.client(id, 'anna').untilSynced(), await b.client(id, 'bo').untilSynced()]
    anna.sendAwareness(7, 1, cursor(1))
    await until('seen', () => bo.awareness.get(7))
    ways.nodeDied(0)
    await until('gone', () => bo.awareness.get(7) === null)
  })
})

describe('R73: two versions at once', () => {
  const knows = (...nodes: string[]) => ({
    checkContent: contentCheck({ roots: ['default'], nodes: ['paragraph', ...nodes], marks: [] }),
  })

  test('a page of the newer version is sent on by a process of the older one, to come again', async () => {
    const client = a.client(storage.create(), 'anna', { schema: SCHEMA_VERSION + 1 })
    expect(await client.untilClosed()).toEqual({ code: 1012, reason: 'restart' })
  })

  test('what the older version does not know is not shown by it, to nobody’s loss', async () => {
    await Promise.all([a.stop(), b.stop()])
    a = await aNode({}, { ...knows(), schemaVersion: 1 })
    b = await aNode({}, { ...knows('image'), schemaVersion: 2 })
    const id = storage.create()
    const old = await a.client(id, 'gammel', { schema: 1 }).untilSynced()
    const young = await b.client(id, 'ny', { schema: 2 }).untilSynced()
    old.type('fra den gamle;')
    await until('seen', () => young.text === 'fra den gamle;')
    addParagraph(young.doc, 'fra den nye;')
    await until('plain text passes', () => old.text.includes('fra den nye;'))
    addImage(young.doc)
    await young.untilSaved()
    expect(await old.untilClosed()).toEqual({ code: 4410, reason: 'outdated' })
    const again = a.client(id, 'gammel', { schema: 1 })
    expect((await again.untilClosed()).code).toBe(4410)
    const moved = await b.client(id, 'gammel', { schema: 2, doc: old.doc }).untilSynced()
    expect(moved.text).toContain('fra den gamle;')
    expect(moved.text).toContain('fra den nye;')
  })
})

/** What an editor would send that adds a paragraph to a text in this state. */
function updateThatAdds(text: string, state: Uint8Array): Uint8Array {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  const before = Y.encodeStateVector(doc)
  addParagraph(doc, text)
  return Y.encodeStateAsUpdate(doc, before)
}

function addImage(doc: Y.Doc): void {
  doc.getXmlFragment('default').push([new Y.XmlElement('image')])
}
