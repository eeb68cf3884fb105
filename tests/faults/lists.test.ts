import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { halfWritten, listOf, useListDesk, wholeOrNot } from '../support/list-desk'

const house = useListDesk()

test('a list that is being written when the server is killed is there whole or not at all, says which, and can be said yes to again', async () => {
  const address = await halfWritten(house.desk, 'Drept')
  await house.product.restart()
  await wholeOrNot(house.desk, address, 'Drept')
})

describe('import:units --as', () => {
  const file = (name: string, content: string): string => {
    const place = path.join(house.folder, name)
    fs.writeFileSync(place, content)
    return place
  }
  interface Told {
    rows: { sheet: null; row: number; result: string; reasons: object[]; value: object | null }[]
    written: Record<string, unknown> | null
    leftOut: number
  }
  const write = async (name: string, content: string, ...more: string[]): Promise<Told> =>
    (await house.product.cli(
      'import:units',
      file(name, content),
      '--as',
      'fylke@example.org',
      ...more,
    )) as Told
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
    expect(await house.desk.stored('Konsoll')).toBe(30)
    expect(await house.desk.page('/import')).toContain('ved siden av.csv')
    const again = await write('ved siden av.csv', listOf('Konsoll', 30), '--with-remarks')
    expect(again.written).toMatchObject({ units: {}, contacts: 0, unchanged: 30 })
    expect(await house.desk.stored('Konsoll')).toBe(30)
  })

  test('leaves rows with remarks out unless they are to be taken along', async () => {
    const told = await write(
      'merknader.csv',
      listOf('Venter', 3).replaceAll('Kari Eksempel;', 'Kari Eksempel;;').replace('E-post', 'Orgnr;E-post'),
    )
    expect(told).toMatchObject({ leftOut: 3, written: { units: {} } })
    expect(await house.desk.stored('Venter')).toBe(0)
  })

  test('writes nothing of a list with an error, and says so', async () => {
    const list = `${listOf('Halvt', 2)}\n3905;Tønsberg;Halvt 9 skole;skole;Kari;kari.example.org`
    const error = failed(await write('feil.csv', list, '--with-remarks').catch((reason: unknown) => reason))
    expect(error.code).toBe(1)
    const told = JSON.parse(error.stdout) as Told & { refused: string }
    expect(told.refused).toContain('Rows with errors: 1. Nothing was written.')
    expect(told.rows.map(({ result }) => result)).toEqual(['skip', 'ok', 'ok', 'error'])
    expect(await house.desk.stored('Halvt')).toBe(0)
    expect(await house.desk.page('/import')).not.toContain('feil.csv')
  })

  test.each([
    ['somebody unknown', 'ukjent@example.org', 'Nobody who can sign in has the address'],
    ['a teacher', 'larer1@example.org', 'does not bring lists there'],
  ])('refuses %s in a sentence', async (_, as, sentence) => {
    const place = file('hvem.csv', listOf('Hvem', 1))
    const error = failed(
      await house.product.cli('import:units', place, '--as', as).catch((reason: unknown) => reason),
    )
    expect([error.code, error.stdout]).toEqual([1, ''])
    expect(error.stderr).toContain(sentence)
    expect(error.stderr).not.toContain('    at ')
  })
})
