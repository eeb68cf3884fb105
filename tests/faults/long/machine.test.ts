import { expect, test } from 'vitest'
import { superuser } from '~server/database/embedded/cluster'
import { findPlace } from '~server/database/embedded/place'
import { processesOf } from '../../support/database-proxy'
import { LiveClient } from '../../support/live-client'
import { Product } from '../../support/product'
import { useProducts } from '../../support/products'
import { aPuppet } from '../../support/puppet'
import { sql } from '../../support/sql'
import { aDocument, join, typeWord } from '../../support/typing'
import { until } from '../../support/until'

const PATIENCE_MS = 240_000
/** More than a heap of 130 MB can hold. */
const SOCKETS = 6_000
const aProduct = useProducts()
const wait = async (milliseconds: number): Promise<void> => {
  const over = performance.now() + milliseconds
  await until('a while is over', () => performance.now() > over, milliseconds + 5_000)
}

test(
  'F9: PostgreSQL is frozen for half a minute: the room goes on, nothing is called saved meanwhile, and nothing is lost',
  async () => {
    const product = await aProduct()
    const document = await aDocument(product)
    const [one, two] = [await join(product, document), await join(product, document)]
    const signal = (name: NodeJS.Signals): void => {
      for (const pid of processesOf(product.databasePid ?? 0)) process.kill(pid, name)
    }
    one.type('Før.')
    await until('saved', () => one.saved === one.sent)
    signal('SIGSTOP')
    const saved = one.saved
    for (let second = 0; second < 30; second++) {
      one.type(`s${second};`)
      await until('read by the other', () => two.text.includes(`s${second};`))
      await wait(1_000)
    }
    expect(one.saved).toBe(saved)
    signal('SIGCONT')
    await until('saved', () => one.saved === one.sent, 60_000)
    const { text } = await join(product, document)
    for (let second = 0; second < 30; second++) expect(text.split(`s${second};`)).toHaveLength(2)
    expect([one.closed, two.closed]).toEqual([null, null])
  },
  PATIENCE_MS,
)

test(
  'F27: the event loop stands still for twenty seconds, longer than two heartbeats: who was there is still there',
  async () => {
    const { product, block } = await aPuppet()
    try {
      const document = await aDocument(product)
      const clients = await Promise.all(Array.from({ length: 20 }, () => join(product, document)))
      for (const [at, client] of clients.entries()) client.type(`før${at};`)
      await until('saved', () => clients.every(client => client.saved === client.sent))
      const blocked = block(20_000)
      for (const [at, client] of clients.entries()) client.type(`imens${at};`)
      await blocked
      await until('saved', () => clients.every(client => client.saved === client.sent), 30_000)
      // Two heartbeats later nobody is taken for dead.
      await wait(35_000)
      expect(clients.filter(({ closed }) => closed !== null)).toEqual([])
      const { text } = await join(product, document)
      for (const at of clients.keys())
        for (const word of [`før${at};`, `imens${at};`]) expect(text.split(word)).toHaveLength(2)
    } finally {
      await product.remove()
    }
  },
  PATIENCE_MS,
)

test(
  'F30: with a small cap on its heap the server is filled until it dies; it comes up again with every word that it called saved',
  async () => {
    const product = await Product.start({
      env: { NODE_OPTIONS: '--max-old-space-size=130', COLLAB_LIMITS: 'off' },
    })
    try {
      const prepared = (await product.cli('bench:prepare', '--documents', '300')) as {
        documents: string[]
        headers: Record<string, string>
      }
      const saved: { documentId: string; word: string }[] = []
      let next = 0
      /** Opens a document, writes a word, and stays: what is open is what the heap has to hold. */
      const fill = async (): Promise<void> => {
        while (next < SOCKETS && !product.ended) {
          const word = `n${next};`
          const documentId = prepared.documents[next++ % prepared.documents.length] ?? ''
          const client = new LiveClient({ server: product.url, documentId, headers: prepared.headers })
          await until('in, or out', () => client.synced || client.closed, PATIENCE_MS)
          const { frame } = typeWord(client, word)
          await until('saved, or out', () => client.saved === client.sent || client.closed, PATIENCE_MS)
          if (client.closed === null && frame <= client.saved) saved.push({ documentId, word })
          client.doc.destroy()
        }
      }
      await Promise.all(Array.from({ length: 50 }, fill))
      const died = product.ended
      process.stderr.write(
        `heap cap: died=${died} at ${next} sockets, called saved before: ${saved.length}\n`,
      )
      expect(saved.length).toBeGreaterThan(0)
      if (died) await product.start()
      const texts = new Map<string, string>()
      for (const { documentId, word } of saved) {
        if (!texts.has(documentId)) {
          const reader = await join(product, { documentId, headers: prepared.headers })
          texts.set(documentId, reader.text)
          reader.close()
        }
        expect(texts.get(documentId)?.split(word)).toHaveLength(2)
      }
    } finally {
      await product.remove()
    }
  },
  PATIENCE_MS * 2,
)

test('F7: PostgreSQL writes through to the disk, and does not try again what an fsync has refused', async () => {
  const product = await aProduct()
  const [settings] = await sql<Record<string, string>>(
    superuser(findPlace(product.dataDir), 'pulje'),
    `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
      current_setting('full_page_writes') AS pages, current_setting('data_sync_retry') AS retry`,
  )
  // A refused fsync ends PostgreSQL (F4 from there on), instead of being taken for done the second time.
  expect(settings).toEqual({ fsync: 'on', commit: 'on', pages: 'on', retry: 'off' })
})
