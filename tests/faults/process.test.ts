import crypto from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { LiveClient } from '../support/live-client'
import { useProducts } from '../support/products'
import { aDocument, join, savedOf, typeWord, type Typed } from '../support/typing'
import { until } from '../support/until'

const aProduct = useProducts()

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
})

test('a second process on the same data folder says so in a sentence, and the first goes on', async () => {
  const product = await aProduct()
  const second = product.spawn()
  const code = await new Promise(resolve => second.once('exit', resolve))
  expect(code).toBe(1)
  expect(product.output).toContain('Another Pulje is already running')
  expect((await fetch(`${product.url}/readyz`)).status).toBe(200)
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
