import crypto from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { runningPid } from '~server/database/embedded/cluster'
import { findPlace } from '~server/database/embedded/place'
import { LiveClient } from '../support/live-client'
import { Product } from '../support/product'
import { until } from '../support/until'

interface Prepared {
  documents: string[]
  headers: Record<string, string>
}

const products: Product[] = []
afterEach(async () => {
  await Promise.all(products.splice(0).map(product => product.remove()))
})

async function aProduct(dataDir?: string): Promise<Product> {
  const product = await Product.start(dataDir === undefined ? {} : { dataDir })
  products.push(product)
  return product
}

async function aDocument(product: Product): Promise<{ documentId: string; headers: Record<string, string> }> {
  const { documents, headers } = (await product.cli('bench:prepare', '--documents', '1')) as Prepared
  return { documentId: documents[0]!, headers }
}

function join(
  product: Product,
  { documentId, headers }: Awaited<ReturnType<typeof aDocument>>,
): Promise<LiveClient> {
  return new LiveClient({ server: product.url, documentId, headers }).untilSynced()
}

/** A word, and the number of the frame that carried it. */
interface Typed {
  word: string
  frame: number
}

function typeWord(client: LiveClient, word: string): Typed {
  client.type(word)
  return { word, frame: client.sent }
}

/** The words of which the client was told that they are saved. */
const savedOf = (client: LiveClient, typed: Typed[]): string[] =>
  typed.filter(({ frame }) => frame <= client.saved).map(({ word }) => word)

async function typeUntilKilled(client: LiveClient, name: string): Promise<string[]> {
  const typed: Typed[] = []
  while (client.closed === null) {
    typed.push(typeWord(client, `${name}${typed.length};`))
    await until('the next frame', () => client.sent - client.saved < 5 || client.closed)
  }
  return savedOf(client, typed)
}

describe('kill −9 of the server', () => {
  test('every word that was shown as saved is there afterwards, once', async () => {
    const product = await aProduct()
    const document = await aDocument(product)
    for (let round = 0; round < 3; round++) {
      const clients = await Promise.all([1, 2, 3, 4].map(() => join(product, document)))
      const typing = clients.map((client, index) => typeUntilKilled(client, `r${round}w${index}n`))
      const enough = 10 + crypto.randomInt(60)
      await until('enough is saved', () => clients.reduce((sum, client) => sum + client.saved, 0) > enough)
      await product.kill9()
      const told = await Promise.all(typing)
      await product.start()
      const { text } = await join(product, document)
      for (const saved of told) {
        expect(saved.length).toBeGreaterThan(0)
        for (const word of saved) expect(text.split(word)).toHaveLength(2)
      }
    }
  })

  test('its PostgreSQL lives on and is taken over by the next start', async () => {
    const product = await aProduct()
    const before = product.databasePid
    await product.kill9()
    expect(product.databasePid).toBe(before)
    await product.start()
    expect(product.databasePid).toBe(before)
  })

  test('a PostgreSQL that was killed too is started anew, with everything in it', async () => {
    const product = await aProduct()
    const document = await aDocument(product)
    const client = await join(product, document)
    client.type('dette er lagret')
    await until('saved', () => client.saved === client.sent)
    process.kill(product.databasePid!, 'SIGKILL')
    await product.kill9()
    await product.start()
    expect((await join(product, document)).text).toContain('dette er lagret')
  })

  test('a postmaster.pid that names somebody else’s process does not stop the next start', async () => {
    const product = await aProduct()
    process.kill(product.databasePid!, 'SIGKILL')
    await product.kill9()
    const stale = path.join(product.dataDir, 'database', 'postgres', 'postmaster.pid')
    await until('the killed one is gone', () => product.databasePid === null)
    const lines = fs.readFileSync(stale, 'utf8').split('\n')
    fs.writeFileSync(stale, [String(process.pid), ...lines.slice(1)].join('\n'))
    await product.start()
    expect(product.databasePid).not.toBeNull()
  })
})

test('a second process on the same data folder says so in a sentence, and the first goes on', async () => {
  const product = await aProduct()
  const second = product.spawn()
  const code = await new Promise(resolve => second.once('exit', resolve))
  expect(code).toBe(1)
  expect(product.output).toContain('Another Pulje is already running')
  expect((await fetch(`${product.url}/readyz`)).status).toBe(200)
})

test('where the port is taken, the server says so in a sentence and leaves no database behind', async () => {
  const product = await aProduct()
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'pulje-port-taken-'))
  const env = { PORT: String(product.port) }
  const refused = await Product.start({ dataDir, env }).catch((error: unknown) => error)
  expect(String(refused)).toContain(`PORT: ${product.port} is taken`)
  expect(runningPid(findPlace(dataDir))).toBeNull()
  fs.rmSync(dataDir, { recursive: true, force: true })
})

test('asked to stop, the server saves what is on its way, closes everybody and takes its PostgreSQL along', async () => {
  const product = await aProduct()
  const document = await aDocument(product)
  const client = await join(product, document)
  const typed = Array.from({ length: 50 }, (_, n) => typeWord(client, `ord${n} `))
  expect(await product.stop()).toBe(0)
  await until('told', () => client.closed)
  expect(client.closed?.code).toBe(1012)
  expect(product.databasePid).toBeNull()
  await product.start()
  const { text } = await join(product, document)
  const saved = savedOf(client, typed)
  expect(saved).toHaveLength(typed.length)
  for (const word of saved) expect(text).toContain(word)
})

test.runIf(process.getuid?.() === 0)(
  'root’s own folders work too: the database’s files go where its user can enter',
  async () => {
    const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'pulje-roots-own-'))
    fs.chmodSync(parent, 0o700)
    const dataDir = path.join(parent, 'data')
    const product = await aProduct(dataDir)
    const home = fs.readFileSync(path.join(dataDir, 'database-location'), 'utf8').trim()
    expect(home).toMatch(/^\/var\/lib\/pulje\/[0-9a-f]{12}$/)
    await product.restart()
    expect(fs.existsSync(path.join(home, 'postgres', 'PG_VERSION'))).toBe(true)
    await product.remove()
    fs.rmSync(parent, { recursive: true, force: true })
  },
)
