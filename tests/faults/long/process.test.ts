import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { runningPid } from '~server/database/embedded/cluster'
import { findPlace } from '~server/database/embedded/place'
import { Product } from '../../support/product'
import { useProducts } from '../../support/products'
import { aDocument, join } from '../../support/typing'
import { until } from '../../support/until'

const aProduct = useProducts()

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
  const database = product.databasePid!
  await product.kill9()
  process.kill(database, 'SIGKILL')
  await product.start()
  expect((await join(product, document)).text).toContain('dette er lagret')
})

test('a postmaster.pid that names somebody else’s process does not stop the next start', async () => {
  const product = await aProduct()
  const database = product.databasePid!
  await product.kill9()
  process.kill(database, 'SIGKILL')
  const stale = path.join(product.dataDir, 'database', 'postgres', 'postmaster.pid')
  await until('the killed one is gone', () => product.databasePid === null)
  const lines = fs.readFileSync(stale, 'utf8').split('\n')
  fs.writeFileSync(stale, [String(process.pid), ...lines.slice(1)].join('\n'))
  await product.start()
  expect(product.databasePid).not.toBeNull()
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
