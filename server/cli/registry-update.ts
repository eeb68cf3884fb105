import fs from 'node:fs'
import { loadLists, type Loaded } from '~server/domain/organisations/registry/load'
import { nameOn, NAMES } from '~server/domain/organisations/names'
import { ListError, recognise } from '~server/domain/organisations/registry/read-list'
import { COUNTRIES, type Country } from '~server/domain/organisations/registry/rows'
import type { Db } from '~server/database/client'
import { listFile } from '~server/registers'
import { UsageError, type Command } from './command'

const USE =
  'Say which file: registry:update municipalities.csv (UTF-8, commas, columns as in prisma/registers)'

/** Loads a newer list of a public register. */
export const registryUpdate: Command = {
  usage: 'registry:update FILE [--country no|se|dk] [--dry-run]',
  about: 'loads a newer list of counties, municipalities, schools or kindergartens',
  async run({ words, options, database }) {
    const [file] = words
    if (file === undefined) throw new UsageError(USE)
    const dryRun = options['dry-run'] === true
    try {
      const text = read(file)
      const list = listFile(recognise(text, countryOf(options['country'])), text)
      const { db } = await database()
      const loaded = await loadLists(db, [list], { from: 'operator', dryRun })
      return {
        json: { list: list.name, dryRun, ...loaded },
        lines: await told(db, list.name, loaded, dryRun),
      }
    } catch (error) {
      if (error instanceof ListError) throw new UsageError(error.message)
      throw error
    }
  },
}

function read(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(fs.readFileSync(file))
  } catch (error) {
    if (error instanceof TypeError)
      throw new UsageError(`${file} is not UTF-8 text; save it as CSV in UTF-8.`)
    throw new UsageError(`${file} cannot be read.`)
  }
}

function countryOf(option: string | boolean | undefined): Country | undefined {
  if (option === undefined) return undefined
  const country = COUNTRIES.find(each => each === option)
  if (country === undefined) throw new UsageError(`--country is one of ${COUNTRIES.join(', ')}`)
  return country
}

/** Units by name and not by id: somebody is to recognise them. Those that are only tried have no row yet. */
async function told(db: Db, list: string, loaded: Loaded, dryRun: boolean): Promise<string[]> {
  if (loaded.lists.length === 0) return [`${list} is in already; nothing has changed.`]
  const { unitsCreated, unitsEnded, unitsMoved, registerUnits, missing } = loaded
  const rows = await db.orgUnit.findMany({
    where: { id: { in: unitsEnded } },
    select: { names: NAMES },
  })
  const ended = rows.map(row => nameOn(row, new Date())).join(', ')
  return [
    dryRun ? `${list} would be loaded; nothing has been changed.` : `${list} is loaded.`,
    `New units: ${unitsCreated.length}. Given an end: ${unitsEnded.length}${ended === '' ? '' : ` (${ended})`}. Moved: ${unitsMoved.length}.`,
    `In the register of schools and kindergartens: ${registerUnits.added} new, ${registerUnits.changed} changed, ${registerUnits.missing.length} no longer listed.`,
    ...(missing.length === 0
      ? []
      : [
          `In force before and missing in this list; they stay as they are: ${missing.map(({ code }) => code).join(', ')}`,
        ]),
  ]
}
