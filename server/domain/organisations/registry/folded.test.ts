import fc from 'fast-check'
import { expect, test } from 'vitest'
import { useDatabase } from '../../../../tests/support/database'
import { aUnit } from '../../../../tests/support/factories'
import { readShippedLists } from '~server/registers'
import { fold } from './fold'

const database = useDatabase()

async function foldedByDatabase(names: string[]): Promise<string[]> {
  const rows = await database.db.$queryRaw<{ folded: string }[]>`
    SELECT fold_name(name) AS folded FROM unnest(${names}::text[]) WITH ORDINALITY AS n (name, place) ORDER BY place`
  return rows.map(({ folded }) => folded)
}

test('the database folds every name of the registers as the product does', async () => {
  const lists = readShippedLists()
  const names = [
    ...new Set(
      JSON.stringify(lists)
        .match(/"(?:[^"\\]|\\.)*\p{L}(?:[^"\\]|\\.)*"/gu)
        ?.map(each => JSON.parse(each) as string),
    ),
  ]
  expect(names.length).toBeGreaterThan(300)
  expect(await foldedByDatabase(names)).toEqual(names.map(fold))
})

test('… and whatever else a Nordic keyboard can write', async () => {
  const letters = Array.from('aAeEøØåÅæÆäÄöÖđĐŋŊŧŦšŠžŽčČáÁïßðÐþÞüÜñ é1290-–—/().,’\'"&+\u0301\u030a\u00a0\t')
  const names = fc.sample(
    fc.array(fc.constantFrom(...letters), { maxLength: 20 }).map(all => all.join('')),
    2_000,
  )
  expect(await foldedByDatabase(names)).toEqual(names.map(fold))
})

test('nobody who names a unit has to think of it, and nobody can write it wrongly', async () => {
  const id = await aUnit({ name: 'Kárášjoga skuvla – Karasjok skole' })
  const folded = async () =>
    (await database.db.orgUnitName.findFirstOrThrow({ where: { orgUnitId: id } })).folded
  expect(await folded()).toBe('karasjoga skuvla karasjok skole')
  await database.db.orgUnitName.updateMany({ where: { orgUnitId: id }, data: { folded: 'noe annet' } })
  expect(await folded()).toBe('karasjoga skuvla karasjok skole')
  await database.db.orgUnitName.updateMany({ where: { orgUnitId: id }, data: { name: 'Ny skole' } })
  expect(await folded()).toBe('ny skole')
})
