import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { LiveClient } from '../support/live-client'
import { withOutsideDatabase, type OutsideDatabase } from '../support/outside-database'
import { PATIENCE_MS } from '../support/products'
import { sql } from '../support/sql'
import { aDocument, join } from '../support/typing'
import { until } from '../support/until'

let house: OutsideDatabase
let document: Awaited<ReturnType<typeof aDocument>>
let one: LiveClient
let two: LiveClient

beforeAll(async () => {
  house = await withOutsideDatabase()
}, PATIENCE_MS)
afterAll(() => house.stop(), PATIENCE_MS)
beforeEach(async () => {
  document = await aDocument(house.product)
  one = await join(house.product, document)
  two = await join(house.product, document)
  one.type('Før.')
  await saved(one)
}, PATIENCE_MS)

const saved = (client: LiveClient): Promise<void> =>
  until('saved', () => client.saved === client.sent, 20_000)

/** Runs of the log, as they are committed, seen past the proxy. */
async function rows(): Promise<number> {
  const [found] = await sql<{ count: number }>(
    house.direct,
    'SELECT count(*)::int AS count FROM document_update WHERE document_id = $1',
    [document.documentId],
  )
  return found?.count ?? 0
}

const comesBack = ({ doc }: LiveClient): Promise<LiveClient> => {
  const { documentId, headers } = document
  return new LiveClient({ server: house.product.url, documentId, headers, doc, epoch: 1 }).untilSynced()
}
const times = (text: string, word: string): number => text.split(word).length - 1

describe('F2: the server is killed', () => {
  test(
    'between COMMIT and the answer to it: the words are there once, and the page that was never told brings nothing twice',
    async () => {
      const before = await rows()
      house.proxy.hold('answers')
      one.type('Mellom.')
      await until('committed', async () => (await rows()) > before)
      expect(one.saved).toBeLessThan(one.sent)
      await house.product.kill9()
      house.proxy.reset()
      await house.product.start()
      expect(times((await join(house.product, document)).text, 'Mellom.')).toBe(1)
      const again = await comesBack(one)
      await saved(again)
      expect([times(again.text, 'Mellom.'), await rows()]).toEqual([1, before + 1])
    },
    PATIENCE_MS,
  )

  test(
    'between relay and COMMIT: others have read it, nobody was told that it is saved, and the page brings it back',
    async () => {
      const before = await rows()
      house.proxy.hold('questions')
      one.type('Lest.')
      await until('read by the other', () => two.text.includes('Lest.'))
      expect(one.saved).toBeLessThan(one.sent)
      await house.product.kill9()
      house.proxy.reset()
      await house.product.start()
      expect([await rows(), (await join(house.product, document)).text]).toEqual([before, 'Før.'])
      const again = await comesBack(one)
      // What it holds goes out when the server asks for it: before that, nothing sent is nothing unsaved.
      await until('brought back', () => again.sent > 0)
      await saved(again)
      expect((await join(house.product, document)).text).toBe('Før.Lest.')
    },
    PATIENCE_MS,
  )
})

describe('F5: the connection to the database is reset', () => {
  test.each(['answers', 'questions'] as const)(
    'during COMMIT, when its %s are under way: the room goes on, and each word is there once',
    async what => {
      const before = await rows()
      house.proxy.hold(what)
      one.type('Under COMMIT.')
      if (what === 'answers') await until('committed', async () => (await rows()) > before)
      else await until('read by the other', () => two.text.includes('Under COMMIT.'))
      house.proxy.reset()
      await saved(one)
      two.type('Etterpå.')
      await saved(two)
      expect((await join(house.product, document)).text).toBe('Før.Under COMMIT.Etterpå.')
      expect([one.closed, two.closed]).toEqual([null, null])
    },
    PATIENCE_MS,
  )
})

test(
  'F8, R40: after a reset, every answer of the database takes 300 ms: two write together, nothing is lost and nobody is closed',
  async () => {
    house.proxy.delay(150)
    try {
      for (let n = 0; n < 8; n++) {
        one.type(`a${n};`)
        two.type(`b${n};`)
        const met = (): boolean => one.text.includes(`b${n};`) && two.text.includes(`a${n};`)
        // The first time the database has just been reset, and each new connection to it takes its time too.
        const closed = (): boolean => one.closed !== null || two.closed !== null
        await until('read by each other', () => met() || closed(), 30_000)
        expect([one.closed, two.closed]).toEqual([null, null])
      }
      await saved(one)
      await saved(two)
    } finally {
      house.proxy.delay(0)
    }
    const { text } = await join(house.product, document)
    for (let n = 0; n < 8; n++) expect([times(text, `a${n};`), times(text, `b${n};`)]).toEqual([1, 1])
    expect([one.closed, two.closed]).toEqual([null, null])
  },
  PATIENCE_MS,
)
