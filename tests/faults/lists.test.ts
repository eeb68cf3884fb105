import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { halfWritten, HttpListDesk, listOf, wholeOrNot } from '../support/list-desk'
import { Product } from '../support/product'
import { aFolder } from '../support/scratch'

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

test('a list that is being written when the server is killed is there whole or not at all, says which, and can be said yes to again', async () => {
  const address = await halfWritten(desk, 'Drept')
  await product.restart()
  await wholeOrNot(desk, address, 'Drept')
}, 180_000)

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
})
