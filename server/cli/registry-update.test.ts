import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../tests/support/database'
import { loadShippedRegisters, unitByCode } from '../../tests/support/registers'
import { aFolder, commandContext } from '../../tests/support/scratch'
import { provideDb } from '../database/client'
import { shippedLists } from '../registers'
import { registryUpdate } from './registry-update'

const database = useDatabase()
let ends: (() => Promise<unknown>)[] = []
beforeAll(() => loadShippedRegisters(database.db))
afterEach(async () => {
  for (const end of ends.reverse()) await end()
  ends = []
  provideDb(database.db)
})

async function run(said: Parameters<typeof commandContext>[1]) {
  const context = commandContext(database, said)
  ends.push(() => context.end())
  return registryUpdate.run(context)
}

function file(text: string | Uint8Array): string {
  const name = path.join(aFolder(), 'list.csv')
  fs.writeFileSync(name, text)
  return name
}

const municipalities = () => shippedLists().find(({ name }) => name === 'no-municipalities')?.text ?? ''
/** Modalen becomes part of Vaksdal on the first day of 2028. */
const newer = () =>
  municipalities().replace(/^4629,Modalen,46,(.*),,$/m, '4629,Modalen,46,$1,2028-01-01,4628')

test('tells what would change, and changes nothing', async () => {
  const { lines, json } = await run({ words: [file(newer())], options: { 'dry-run': true } })
  expect(lines.slice(0, 2)).toEqual([
    'no-municipalities would be loaded; nothing has been changed.',
    'New units: 0. Given an end: 1 (Modalen). Moved: 0.',
  ])
  expect(json).toMatchObject({ list: 'no-municipalities', dryRun: true, missing: [] })
  expect((await unitByCode('4629')).validTo).toBeNull()
})

test('loads a newer list, and a second time has nothing to do', async () => {
  const words = [file(newer())]
  expect((await run({ words })).lines[0]).toBe('no-municipalities is loaded.')
  expect((await unitByCode('4629')).validTo).toEqual(new Date('2028-01-01T00:00:00Z'))
  expect((await run({ words })).lines).toEqual(['no-municipalities is in already; nothing has changed.'])
})

test.each([
  [[], {}, 'Say which file'],
  [['/nowhere/list.csv'], {}, 'cannot be read'],
  [[file('name;code\nA;1\n')], {}, 'No list of a register has these columns'],
  [[file(new Uint8Array([0xe5, 0x6c]))], {}, 'is not UTF-8'],
  [[file(municipalities())], { country: 'fi' }, '--country is one of no, se, dk'],
  [[file(municipalities())], { country: 'dk' }, 'No list of a register has these columns'],
  [[file(municipalities().replace('0301,Oslo', '301,Oslo'))], {}, 'code is “301”'],
])('says in a sentence what is wrong with %j %j: %s', async (words, options, sentence) => {
  await expect(run({ words, options })).rejects.toMatchObject({
    name: 'UsageError',
    message: expect.stringContaining(sentence) as string,
  })
})
