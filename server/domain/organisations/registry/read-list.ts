import { parse } from 'csv-parse/sync'
import { isOrgNumber } from './org-number'
import type { ChangeKind, Country, ListName, Lists, NeighbourRow, UnitRow } from './rows'

/** A file that is no list of a register, or a list with a mistake: a sentence for the operator. */
export class ListError extends Error {
  override name = 'ListError'
}

type Cells = Record<string, string>
type Reader<Row> = (row: Cells) => Row

const optional = (text: string | undefined): string | null =>
  text === undefined || text === '' ? null : text
const many = (text: string | undefined): string[] => (text ?? '').split(';').filter(Boolean)

const value = (row: Cells, column: string, shape: RegExp, like: string): string => {
  const text = row[column] ?? ''
  if (!shape.test(text)) throw new ListError(`${column} is “${text}”, and should be like ${like}`)
  return text
}
const name = (row: Cells, column = 'name'): string => value(row, column, /\S/, 'Sandefjord')
const code = (row: Cells, length: number, column = 'code'): string =>
  value(row, column, new RegExp(`^\\d{${length}}$`), '0710123456'.slice(0, length))
const codes = (row: Cells, length: number, column: string): string[] =>
  many(row[column]).map(each => code({ [column]: each }, length, column))
const day = (row: Cells, column: string): string | null => {
  const text = optional(row[column])
  if (text === null) return null
  const known = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
  if (!known) throw new ListError(`${column} is “${text}”, and should be like 2020-01-01 or empty`)
  return text
}
const period = (row: Cells) => {
  const both = { validFrom: day(row, 'valid_from'), validTo: day(row, 'valid_to') }
  if (both.validFrom !== null && both.validTo !== null && both.validTo <= both.validFrom)
    throw new ListError('valid_to lies before valid_from')
  return both
}
const CHANGES: readonly string[] = ['renumbered', 'merged', 'split', 'renamed'] satisfies ChangeKind[]
const isChange = (text: string): text is ChangeKind => CHANGES.includes(text)

const neighbour =
  (columns: { county?: string; countyName: string }): Reader<NeighbourRow> =>
  row => ({
    code: code(row, 4),
    name: name(row),
    countyCode: columns.county === undefined ? null : code(row, 2, columns.county),
    countyName: name(row, columns.countyName),
  })

const unit: Reader<UnitRow> = row => {
  const orgNumber = row['org_number'] ?? ''
  if (!isOrgNumber(orgNumber)) throw new ListError(`“${orgNumber}” is no organisation number`)
  const owner = optional(row['owner_type'])
  if (owner !== null && owner !== 'public' && owner !== 'private')
    throw new ListError(`owner_type is “${owner}”, and should be public, private or empty`)
  return { orgNumber, name: name(row), municipalityCode: code(row, 4, 'municipality_code'), ownerType: owner }
}

const READERS: { [N in ListName]: { columns: string[]; read: Reader<Lists[N][number]> } } = {
  'no-counties': {
    columns: [
      'code',
      'name',
      'valid_from',
      'valid_to',
      'successor_codes',
      'partial_successor_codes',
      'short_name',
    ],
    read: row => ({
      code: code(row, 2),
      name: name(row),
      shortName: name(row, 'short_name'),
      ...period(row),
      successors: codes(row, 2, 'successor_codes'),
      partialSuccessors: codes(row, 2, 'partial_successor_codes'),
    }),
  },
  'no-municipalities': {
    columns: ['code', 'name', 'county_code', 'valid_from', 'valid_to', 'successor_codes'],
    read: row => ({
      code: code(row, 4),
      name: name(row),
      countyCode: code(row, 2, 'county_code'),
      ...period(row),
      successors: codes(row, 4, 'successor_codes'),
    }),
  },
  'no-municipality-changes': {
    columns: ['effective_date', 'from_code', 'from_name', 'to_code', 'to_name', 'kind'],
    read: row => {
      const kind = row['kind'] ?? ''
      if (!isChange(kind))
        throw new ListError(`kind is “${kind}”, and should be one of ${CHANGES.join(', ')}`)
      return {
        date: day(row, 'effective_date'),
        fromCode: code(row, 4, 'from_code'),
        fromName: name(row, 'from_name'),
        toCode: code(row, 4, 'to_code'),
        toName: name(row, 'to_name'),
        kind,
      }
    },
  },
  'no-municipality-names': {
    columns: ['code', 'name', 'kind', 'seen_in_years'],
    read: row => ({
      code: code(row, 4),
      name: name(row),
      kind: value(row, 'kind', /^(official|part)$/, 'official or part') === 'part' ? 'part' : 'official',
      years: many(row['seen_in_years']).map(Number),
    }),
  },
  'se-municipalities': {
    columns: ['code', 'name', 'county_code', 'county_name'],
    read: neighbour({ county: 'county_code', countyName: 'county_name' }),
  },
  'dk-municipalities': { columns: ['code', 'name', 'region'], read: neighbour({ countyName: 'region' }) },
  'no-schools': {
    columns: ['org_number', 'name', 'municipality_code', 'owner_type', 'lowest_grade', 'highest_grade'],
    read: unit,
  },
  'no-kindergartens': {
    columns: ['org_number', 'name', 'municipality_code', 'owner_type', 'source'],
    read: unit,
  },
}

/**
 * Which list a CSV text is, by the names of its columns. Columns more than those we know do not disturb.
 *
 * @throws ListError when it is none
 */
export function recognise(text: string, country?: Country): ListName {
  const columns = header(text)
  const fitting = (Object.keys(READERS) as ListName[])
    .filter(list => READERS[list].columns.every(column => columns.includes(column)))
    .filter(list => country === undefined || list.startsWith(`${country}-`))
    .sort((a, b) => READERS[b].columns.length - READERS[a].columns.length)
  const [list] = fitting
  if (list === undefined) {
    const known = Object.entries(READERS).map(([each, { columns: its }]) => `  ${each}: ${its.join(',')}`)
    throw new ListError(
      [`No list of a register has these columns: ${columns.join(',')}`, 'Known are:', ...known].join('\n'),
    )
  }
  return list
}

/** The rows of a list. @throws ListError that names the line with the mistake */
export function readList<N extends ListName>(list: N, text: string): Lists[N] {
  const { read, columns } = READERS[list]
  const missing = columns.filter(column => !header(text).includes(column))
  if (missing.length > 0) throw new ListError(`${list} has no column ${missing.join(', ')}`)
  const rows = cells(text)
  if (rows.length === 0) throw new ListError(`${list} has no rows`)
  return rows.map((row, i) => {
    try {
      return read(row)
    } catch (error) {
      if (error instanceof ListError) throw new ListError(`${list}, row ${i + 2}: ${error.message}`)
      throw error
    }
  }) as Lists[N]
}

const OPTIONS = { bom: true, skip_empty_lines: true, trim: true } as const

function header(text: string): string[] {
  const [first] = parsed(() => parse(text, { ...OPTIONS, to: 1 }))
  return first ?? []
}

const cells = (text: string): Cells[] => parsed(() => parse<Cells>(text, { ...OPTIONS, columns: true }))

function parsed<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new ListError(`This is no CSV file with commas: ${error instanceof Error ? error.message : ''}`)
  }
}
