import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { childrenOf, HttpListDesk } from '../support/list-desk'
import { Product } from '../support/product'
import { aFolder } from '../support/scratch'
import { until } from '../support/until'

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

const HEAD = 'Kommunenr;Kommune;Skole;Type;Kontaktperson;E-post'
const listOf = (name: string, count: number): string =>
  [
    HEAD,
    ...Array.from(
      { length: count },
      (_, n) => `3905;Tønsberg;${name} ${n} skole;skole;Kari Eksempel;${name}${n}@example.org`,
    ),
  ].join('\n')

describe('a list that is being written when', () => {
  const MANY = 4_000

  async function halfWritten(name: string): Promise<string> {
    const address = await desk.bring('liste.csv', listOf(name, MANY))
    await desk.sayYes(address)
    await until(
      'some of it is written',
      async () =>
        Number(/(\d+) av \d+ rader/.exec((await desk.page(address)).replaceAll('<!-- -->', ''))?.[1]) > 0,
      30_000,
    )
    return address
  }

  /** All or nothing is there, as the page says, and a yes to the rest brings all. */
  async function wholeOrNot(address: string, name: string): Promise<void> {
    const body = await desk.untilDone(address)
    const isWhole = body.includes('Listen er lagt inn')
    expect(isWhole || body.includes('Arbeidet ble avbrutt før listen var lagt inn')).toBe(true)
    expect(await desk.stored(name)).toBe(isWhole ? MANY : 0)
    if (!isWhole) await desk.sayYes(address)
    expect(await desk.untilDone(address)).toContain('Listen er lagt inn')
    expect(await desk.stored(name)).toBe(MANY)
  }

  test('the server is killed is there whole or not at all, says which, and can be said yes to again', async () => {
    const address = await halfWritten('Drept')
    await product.restart()
    await wholeOrNot(address, 'Drept')
  }, 180_000)

  test('its own process is killed says so while the server goes on', async () => {
    const address = await halfWritten('Felt')
    for (const child of childrenOf(product.pid)) process.kill(child, 'SIGKILL')
    await wholeOrNot(address, 'Felt')
  }, 180_000)
})

test('a list that is being read when the server is killed is read anew', async () => {
  const file = { name: 'liste.csv', bytes: Buffer.from(listOf('Lest', 4_000)) }
  const answer = await desk.county.upload('/import', desk.form(), file)
  const address = answer.headers.location ?? ''
  await until('it is being read', () => childrenOf(product.pid).length > 0, 20_000)
  await product.restart()
  expect(await desk.untilDone(address)).toContain('Radene')
}, 120_000)

describe('import:units --as', () => {
  const file = (name: string, content: string): string => {
    const place = path.join(folder, name)
    fs.writeFileSync(place, content)
    return place
  }
  interface Told {
    rows: { sheet: null; row: number; result: string; reasons: object[]; value: object | null }[]
    written: Record<string, unknown> | null
    leftOut: number
  }
  const write = async (name: string, content: string, ...more: string[]): Promise<Told> =>
    (await product.cli('import:units', file(name, content), '--as', 'fylke@example.org', ...more)) as Told
  const failed = (error: unknown) => error as { stdout: string; stderr: string; code: number }

  test('beside a running server writes a list once, and it stands among the lists of the page', async () => {
    const told = await write('ved siden av.csv', listOf('Konsoll', 30), '--with-remarks')
    expect(told.rows).toHaveLength(31)
    expect(told.rows[1]).toMatchObject({
      sheet: null,
      row: 2,
      result: 'ok',
      value: { unit_name: 'Konsoll 0 skole' },
    })
    expect(told.written).toMatchObject({ units: { school: 30 }, contacts: 30 })
    expect(await desk.stored('Konsoll')).toBe(30)
    expect(await desk.page('/import')).toContain('ved siden av.csv')
    const again = await write('ved siden av.csv', listOf('Konsoll', 30), '--with-remarks')
    expect(again.written).toMatchObject({ units: {}, contacts: 0, unchanged: 30 })
    expect(await desk.stored('Konsoll')).toBe(30)
  }, 60_000)

  test('leaves rows with remarks out unless they are to be taken along', async () => {
    const told = await write(
      'merknader.csv',
      listOf('Venter', 3).replaceAll('Kari Eksempel;', 'Kari Eksempel;;').replace('E-post', 'Orgnr;E-post'),
    )
    expect(told).toMatchObject({ leftOut: 3, written: { units: {} } })
    expect(await desk.stored('Venter')).toBe(0)
  }, 60_000)

  test('writes nothing of a list with an error, and says so', async () => {
    const list = `${listOf('Halvt', 2)}\n3905;Tønsberg;Halvt 9 skole;skole;Kari;kari.example.org`
    const error = failed(await write('feil.csv', list, '--with-remarks').catch((reason: unknown) => reason))
    expect(error.code).toBe(1)
    const told = JSON.parse(error.stdout) as Told & { refused: string }
    expect(told.refused).toContain('Rows with errors: 1. Nothing was written.')
    expect(told.rows.map(({ result }) => result)).toEqual(['skip', 'ok', 'ok', 'error'])
    expect(await desk.stored('Halvt')).toBe(0)
    expect(await desk.page('/import')).not.toContain('feil.csv')
  }, 60_000)

  test.each([
    ['somebody unknown', 'ukjent@example.org', 'Nobody who can sign in has the address'],
    ['a teacher', 'larer1@example.org', 'does not bring lists there'],
  ])(
    'refuses %s in a sentence',
    async (_, as, sentence) => {
      const place = file('hvem.csv', listOf('Hvem', 1))
      const error = failed(
        await product.cli('import:units', place, '--as', as).catch((reason: unknown) => reason),
      )
      expect([error.code, error.stdout]).toEqual([1, ''])
      expect(error.stderr).toContain(sentence)
      expect(error.stderr).not.toContain('    at ')
    },
    60_000,
  )

  test('writes while the server is stopped, which finds it there when it comes back', async () => {
    await product.stop()
    const told = await write('stoppet.csv', listOf('Stoppet', 5), '--with-remarks')
    expect(told.written).toMatchObject({ units: { school: 5 } })
    await product.start()
    expect(await desk.stored('Stoppet')).toBe(5)
    expect(await desk.page('/import')).toContain('stoppet.csv')
  }, 90_000)
})
