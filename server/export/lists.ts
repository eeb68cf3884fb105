import type { Blob } from 'node:buffer'
import type { Stream } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import writeExcelFile, { type Feature, type SheetData } from 'write-excel-file/node'
import { neutral } from './cells'
import en from './locales/en.json'
import nb from './locales/nb.json'
import nn from './locales/nn.json'

type Words = typeof nb
type Named = keyof Words['headings']
export type ListFormat = 'xlsx' | 'csv'
export type ListLocale = 'nb' | 'nn' | 'en'
export type ListKind = 'units' | 'participants'
/** A row by field, as the domain names them; kinds, roles and owners as codes (`school`), all else as it is shown. */
export type ListRow = Partial<Record<Named, string | null>>

const WORDS: Record<ListLocale, Words> = { nb, nn, en }

/** The order of the columns; the key, by which a row finds its way back, is last and hidden where that is possible. */
const COLUMNS: Record<ListKind, readonly Named[]> = {
  units: [
    'municipality_code',
    'municipality_name',
    'unit_name',
    'unit_type',
    'owner_type',
    'org_number',
    'contact_name',
    'email',
    'key',
  ],
  participants: [
    'name',
    'email',
    'role',
    'unit_name',
    'org_number',
    'municipality_code',
    'municipality_name',
    'key',
  ],
}

/** Marks a row of the template that nobody has written over; reading leaves it out. */
const EXAMPLE = 'eksempel'

const EXAMPLES: Record<ListKind, ListRow[]> = {
  units: [
    {
      municipality_code: '0301',
      municipality_name: 'Oslo',
      unit_name: 'Eksempel skole',
      unit_type: 'school',
      owner_type: 'public',
      org_number: '310000019',
      contact_name: 'Kari Eksempel',
      email: 'kari.eksempel@example.org',
      key: EXAMPLE,
    },
    {
      municipality_code: '0301',
      municipality_name: 'Oslo',
      unit_name: 'Eksempel barnehage',
      unit_type: 'kindergarten',
      owner_type: 'private',
      org_number: '',
      contact_name: 'Ola Eksempel',
      email: 'ola.eksempel@example.org',
      key: EXAMPLE,
    },
  ],
  participants: [
    {
      name: 'Kari Eksempel',
      email: 'kari.eksempel@example.org',
      role: 'teacher',
      unit_name: 'Eksempel skole',
      org_number: '310000019',
      municipality_code: '0301',
      municipality_name: 'Oslo',
      key: EXAMPLE,
    },
  ],
}

interface Request {
  kind: ListKind
  locale: ListLocale
  format: ListFormat
}

/** An empty list to fill in, with headings that reading knows and examples that it leaves out. */
export function listTemplate(request: Request): Promise<Buffer> {
  return exportList({ ...request, rows: EXAMPLES[request.kind] })
}

/** A list as it stands: what is changed in it and brought back changes that and nothing else. */
export function exportList({
  kind,
  locale,
  format,
  rows,
}: Request & { rows: readonly ListRow[] }): Promise<Buffer> {
  const words = WORDS[locale]
  const columns = COLUMNS[kind]
  const table = rows.map(row => columns.map(column => shown(column, row[column] ?? '', words)))
  return write([columns.map(column => words.headings[column]), ...table], {
    format,
    sheet: words.sheet[kind],
    hideLast: true,
  })
}

/** The rows of a list that have something wrong, as they were read, with what it is; to be corrected and brought again. */
export function errorSheet({
  kind,
  locale,
  format,
  rows,
}: Request & {
  rows: readonly { row: number; cells: ListRow; reasons: readonly string[] }[]
}): Promise<Buffer> {
  const words = WORDS[locale]
  const known = Object.keys(words.headings) as Named[]
  const there = known.filter(column => rows.some(({ cells }) => (cells[column] ?? '') !== ''))
  const columns = there.sort((a, b) => place(kind, a) - place(kind, b))
  const heading = [words.sheet.wrong, words.sheet.row, ...columns.map(column => words.headings[column])]
  const table = rows.map(({ row, cells, reasons }) => [
    reasons.join(' '),
    String(row),
    ...columns.map(column => cells[column] ?? ''),
  ])
  return write([heading, ...table], { format, sheet: words.sheet[kind], hideLast: columns.at(-1) === 'key' })
}

/** A table that is read and not brought back; its headings are the first row. */
export function plainTable(
  table: readonly (readonly string[])[],
  sheet: string,
  format: ListFormat,
): Promise<Buffer> {
  return write(table, { format, sheet, hideLast: false })
}

function place(kind: ListKind, column: Named): number {
  const at = COLUMNS[kind].indexOf(column)
  // What our own lists do not have stands before the key.
  return at === -1 ? COLUMNS[kind].length - 1.5 : at
}

function shown(column: Named, text: string, words: Words): string {
  const codes: Partial<Record<Named, Partial<Record<string, string>>>> = {
    unit_type: words.kinds,
    owner_type: words.owners,
    role: words.roles,
  }
  return codes[column]?.[text] ?? text
}

interface Sheet {
  format: ListFormat
  sheet: string
  hideLast: boolean
}

function write(table: readonly (readonly string[])[], { format, sheet, hideLast }: Sheet): Promise<Buffer> {
  const safe = table.map(row => row.map(neutral))
  // Semicolons and a byte order mark are what spreadsheets in the Nordic countries open without asking.
  if (format === 'csv')
    return Promise.resolve(
      Buffer.from(stringify(safe, { bom: true, delimiter: ';', record_delimiter: 'windows' })),
    )
  const [heading = [], ...rows] = safe
  // Everything is text: numbers would lose their leading zeros.
  const data: SheetData = [
    heading.map(value => ({ value, type: String, fontWeight: 'bold' as const })),
    ...rows.map(row => row.map(value => (value === '' ? null : { value, type: String, format: '@' }))),
  ]
  const columns = heading.map((_, i) => ({ width: widthOf(safe.map(row => row[i] ?? '')) }))
  const features = hideLast ? [hiding(heading.length - 1)] : []
  return writeExcelFile(data, { sheet, columns, stickyRowsCount: 1 }, { features }).toBuffer()
}

const NARROWEST = 10
const WIDEST = 60

function widthOf(texts: readonly string[]): number {
  const longest = texts.reduce((most, text) => Math.max(most, text.length), NARROWEST)
  return Math.min(longest + 2, WIDEST)
}

function hiding(column: number): Feature<Stream | Buffer | Blob> {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transformElementAttributes: (tag, attributes, index) =>
            tag === 'col' && (index === column || attributes['min'] === column + 1)
              ? { ...attributes, hidden: 1 }
              : attributes,
        },
      },
    },
  }
}
