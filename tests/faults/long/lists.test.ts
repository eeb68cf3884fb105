import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { childrenOf, halfWritten, HttpListDesk, listOf, wholeOrNot } from '../../support/list-desk'
import { Product } from '../../support/product'
import { aFolder } from '../../support/scratch'
import { until } from '../../support/until'

let product: Product
let desk: HttpListDesk
const folder = aFolder()

beforeAll(async () => {
  product = await Product.start()
  desk = await HttpListDesk.at(product)
}, 90_000)
afterAll(async () => {
  await product.remove()
  fs.rmSync(folder, { recursive: true })
})

test('a list that is being written when its own process is killed says so while the server goes on', async () => {
  const address = await halfWritten(desk, 'Felt')
  for (const child of childrenOf(product.pid)) process.kill(child, 'SIGKILL')
  await wholeOrNot(desk, address, 'Felt')
}, 180_000)

test('a list that is being read when the server is killed is read anew', async () => {
  const file = { name: 'liste.csv', bytes: Buffer.from(listOf('Lest', 4_000)) }
  const answer = await desk.county.upload('/import', desk.form(), file)
  const address = answer.headers.location ?? ''
  await until('it is being read', () => childrenOf(product.pid).length > 0, 20_000)
  await product.restart()
  expect(await desk.untilDone(address)).toContain('Radene')
}, 120_000)

test('import:units writes while the server is stopped, which finds it there when it comes back', async () => {
  await product.stop()
  const place = path.join(folder, 'stoppet.csv')
  fs.writeFileSync(place, listOf('Stoppet', 5))
  const told = await product.cli('import:units', place, '--as', 'fylke@example.org', '--with-remarks')
  expect(told).toMatchObject({ written: { units: { school: 5 } } })
  await product.start()
  expect(await desk.stored('Stoppet')).toBe(5)
  expect(await desk.page('/import')).toContain('stoppet.csv')
}, 90_000)
