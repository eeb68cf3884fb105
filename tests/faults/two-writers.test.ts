import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { createDocument, readDocument } from '~server/domain/documents/documents'
import { createStorage } from '~server/domain/documents/storage'
import { useDatabase } from '../support/database'
import { bodyText } from '../support/live-client'
import { startLiveServer, type LiveServer } from '../support/live-server'
import { until } from '../support/until'

/** One key of one of the two, and the keys it was based on. */
interface Key {
  parents: number[]
  agent: number
  /** Position, characters deleted, characters typed. */
  patches: [number, number, string][]
}

interface History {
  endContent: string
  txns: Key[]
}

const TRACE = path.join(import.meta.dirname, '..', 'data', 'editing-traces', 'friendsforever.json.gz')
const everything = process.env['FAULTS'] !== undefined
const KEYS_IN_A_HURRY = 3_000
const FAILS_AFTER = 600_000

const database = useDatabase()
let live: LiveServer
const providers: WebsocketProvider[] = []
afterEach(async () => {
  for (const provider of providers.splice(0)) provider.destroy()
  await live.stop()
})

/** A standard client, and the hands of its writer: what they hold is what the writer saw when the key was pressed. */
class Author {
  readonly page = new Y.Doc()
  readonly provider: WebsocketProvider
  readonly hands = new Y.Doc()
  readonly seen = new Set<number>()
  private made: Uint8Array | null = null

  constructor(documentId: string, agent: number) {
    this.hands.clientID = agent + 1
    this.hands.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'seen') this.made = update
    })
    this.provider = standardClient(documentId, this.page)
  }

  look(update: Uint8Array): void {
    Y.applyUpdate(this.hands, update, 'seen')
  }

  press({ patches }: Key): Uint8Array {
    this.hands.transact(() => {
      const text = theText(this.hands)
      for (const [at, deleted, typed] of patches) {
        if (deleted) text.delete(at, deleted)
        if (typed) text.insert(at, typed)
      }
    })
    const made = this.made ?? new Uint8Array()
    Y.applyUpdate(this.page, made, 'typed')
    return made
  }

  has(other: Author, clock: number): boolean {
    return Y.getState(this.page.store, other.hands.clientID) >= clock
  }
}

function theText(doc: Y.Doc): Y.XmlText {
  const paragraph = doc.getXmlFragment('default').get(0) as Y.XmlElement
  if (paragraph.length === 0) paragraph.insert(0, [new Y.XmlText()])
  return paragraph.get(0) as Y.XmlText
}

function standardClient(documentId: string, doc: Y.Doc): WebsocketProvider {
  class SignedIn extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { cookie: 'anna', origin: live.url } })
    }
  }
  const provider = new WebsocketProvider(`${live.url.replace('http', 'ws')}/collab`, documentId, doc, {
    WebSocketPolyfill: SignedIn as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  providers.push(provider)
  return provider
}

/** Presses the keys one after the other, each when its author has been sent what it was based on. */
async function replay(keys: readonly Key[], authors: readonly [Author, Author]): Promise<void> {
  const updates: Uint8Array[] = []
  const clocks: number[] = []
  const unseen = (author: Author, from: readonly number[]): number[] => {
    const found: number[] = []
    const open = [...from]
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      if (author.seen.has(key)) continue
      author.seen.add(key)
      found.push(key)
      open.push(...(keys[key]?.parents ?? []))
    }
    return found.sort((a, b) => a - b)
  }
  for (const [at, key] of keys.entries()) {
    const [author, other] = key.agent === 0 ? authors : ([authors[1], authors[0]] as const)
    const news = unseen(author, key.parents)
    const clock = Math.max(0, ...news.map(one => clocks[one] ?? 0))
    if (!author.has(other, clock)) await until('it has come', () => author.has(other, clock), 60_000)
    for (const one of news) author.look(updates[one] ?? new Uint8Array())
    updates[at] = author.press(key)
    clocks[at] = Y.getState(author.hands.store, author.hands.clientID)
    author.seen.add(at)
  }
}

test(
  `what two people really wrote at once (${everything ? 'all of it' : 'its beginning'}) is the same for both, for who comes later, and in the database`,
  async () => {
    const history = JSON.parse(zlib.gunzipSync(fs.readFileSync(TRACE)).toString()) as History
    const keys = everything ? history.txns : history.txns.slice(0, KEYS_IN_A_HURRY)
    const owner = { kind: 'table', id: crypto.randomUUID() } as const
    const empty = { type: 'doc', content: [{ type: 'paragraph' }] }
    const { id } = await database.db.$transaction(tx => createDocument(tx, null, owner, empty as never))
    const person = await database.db.person.create({ data: { name: 'Skriver Fiktivsen' } })
    const storage = createStorage(database.pool)
    // Keys that took hours are pressed within seconds.
    const pace = { updatesPerSecond: 1e6, updateBurst: 1e6, framesPerSecond: 1e6, frameBurst: 1e6 }
    live = await startLiveServer(pace, { storage })
    live.people.actors.set('anna', { ...live.people.add('anna'), personId: person.id })

    const authors = [new Author(id, 0), new Author(id, 1)] as const
    await until('both are there', () => authors.every(author => author.provider.synced))
    for (const author of authors) author.look(Y.encodeStateAsUpdate(author.page))
    await replay(keys, authors)

    const [first, second] = authors
    await until('both have all', () => bodyText(first.page) === bodyText(second.page), 60_000)
    const text = bodyText(first.page)
    if (everything) expect(text).toBe(history.endContent)
    await until('all is committed', () => live.collaboration.stats().queuedUpdates === 0, 60_000)
    const later = new Y.Doc()
    const visitor = standardClient(id, later)
    await until('a third is there', () => visitor.synced)
    expect(bodyText(later)).toBe(text)

    const stored = await storage.load(id)
    const log = new Y.Doc()
    for (const { bytes } of [...(stored?.snapshot ? [stored.snapshot] : []), ...(stored?.updates ?? [])])
      Y.applyUpdate(log, bytes)
    expect(bodyText(log)).toBe(text)
    const squeezed = (words: string): string => words.replace(/\s+/g, ' ').trim()
    expect(squeezed((await readDocument(id)).text)).toBe(squeezed(text))
  },
  FAILS_AFTER,
)
