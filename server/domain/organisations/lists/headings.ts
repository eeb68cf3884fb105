import { fold } from '../registry/fold'
import { cleanCell } from './clean'
import {
  PARTICIPANT_FIELDS,
  UNIT_FIELDS,
  type ColumnMeaning,
  type Field,
  type ListColumn,
  type ListKind,
  type ListSheet,
  type Remembered,
  type SheetCell,
  type SheetRow,
} from './contract'
import { PARTS, spellings, type Said } from './synonyms'

const FIELDS: Record<ListKind, readonly string[]> = { units: UNIT_FIELDS, participants: PARTICIPANT_FIELDS }
const LONGEST_HEADING = 60

/** A heading as it is compared and remembered: "E-post " and "epost" are the same. */
export function foldHeading(text: string): string {
  return fold(cleanCell({ text, kind: 'text' }).text || text).replaceAll(' ', '')
}

const KNOWN = new Map<string, Said>(
  spellings().flatMap(([said, words]) => words.map(word => [foldHeading(word), said] as const)),
)

/** What one heading says by itself. */
function saidBy(text: string, remembered: Remembered | undefined): Said | null {
  const folded = foldHeading(text)
  if (folded === '') return text.trim() === '#' ? 'ignored' : null
  const known = remembered?.get(folded) ?? KNOWN.get(folded)
  if (known !== undefined) return known
  if (text.length > LONGEST_HEADING) return null
  return PARTS.find(([part]) => part.test(folded))?.[1] ?? null
}

/**
 * What each column means, by the texts of its heading; a field that two columns claim stays with both (the first that is
 * filled in counts). "Navn" is the unit's in a list of units that has no other name for it, else the contact's.
 */
export function meanings(
  kind: ListKind,
  cells: readonly SheetCell[],
  remembered?: Remembered,
): ColumnMeaning[] {
  const said = cells.map(cell => saidBy(cell.text, remembered))
  const has = (field: Field): boolean => said.includes(field)
  return said.map(each => {
    if (kind === 'units' && each === 'name') return has('unit_name') ? 'contact_name' : 'unit_name'
    if (kind === 'units' && each === 'role') return 'ignored'
    if (kind === 'participants' && each === 'contact_name')
      return has('name') || has('first_name') ? 'ignored' : 'name'
    if (kind === 'participants' && each === 'owner_type') return 'ignored'
    return each === null || each === 'ignored' || FIELDS[kind].includes(each) ? each : 'ignored'
  })
}

const DATA = /@|\d{5,}|^\d+$/

/** How sure a row of cells is to be the headings: the number of different fields it names, 0 if it holds data. */
export function headingStrength(
  kind: ListKind,
  cells: readonly SheetCell[],
  remembered?: Remembered,
): number {
  if (cells.some(cell => cell.kind !== 'text' && cell.kind !== 'formula' && cell.text !== '')) return 0
  if (cells.some(cell => DATA.test(cell.text.trim()))) return 0
  const found = meanings(kind, cells, remembered).filter(each => each !== null && each !== 'ignored')
  return new Set(found).size
}

/** Headings that come again in the middle: nearly every cell of the row is one. */
export function isHeadingAgain(
  kind: ListKind,
  cells: readonly SheetCell[],
  remembered?: Remembered,
): boolean {
  if (headingStrength(kind, cells, remembered) < 2) return false
  const filled = cells.filter(cell => cell.text.trim() !== '')
  const known = meanings(kind, filled, remembered).filter(each => each !== null)
  return known.length >= filled.length * 0.6
}

/** The meaning of each column if these cells are headings (two fields or more, or one that stands alone), else null. */
export function recogniseHeadings(
  kind: ListKind,
  cells: readonly SheetCell[],
  remembered?: Remembered,
): ColumnMeaning[] | null {
  const strength = headingStrength(kind, cells, remembered)
  const filled = cells.filter(cell => cell.text.trim() !== '').length
  return strength >= 2 || (strength === 1 && filled === 1) ? meanings(kind, cells, remembered) : null
}

/** As far down as headings are looked for, and rows below them from which samples are taken. */
const MOST_ROWS = 40
const MOST_SAMPLES = 3

/**
 * What the columns of each sheet are called, what they are taken to mean and what stands in them, for a person to say
 * otherwise. Where no row is known to be headings, the row with most texts is shown as if it were.
 */
export async function surveyHeadings(
  kind: ListKind,
  rows: AsyncIterable<SheetRow>,
  remembered?: Remembered,
): Promise<ListSheet[]> {
  const sheets = new Map<string | null, SheetRow[]>()
  for await (const row of rows) {
    if (row.hidden || row.row === 0) continue
    const first = sheets.get(row.sheet) ?? []
    if (first.length === 0) sheets.set(row.sheet, first)
    if (first.length < MOST_ROWS && row.cells.length > 0) first.push(row)
  }
  return [...sheets].map(([sheet, first]) => survey(kind, sheet, first, remembered))
}

function survey(kind: ListKind, sheet: string | null, rows: SheetRow[], remembered?: Remembered): ListSheet {
  const known =
    rows.find(row => headingStrength(kind, row.cells, remembered) >= 2) ??
    rows.find(row => recogniseHeadings(kind, row.cells, remembered) !== null)
  const heading = known ?? widest(rows)
  if (heading === undefined) return { sheet, headerRow: null, columns: [] }
  const said = meanings(kind, heading.cells, remembered)
  const below = rows.filter(row => row.row > heading.row)
  const columns = heading.cells.map((cell, i): ListColumn => {
    const samples = below.map(row => clean(row.cells[i]?.text)).filter(text => text !== '')
    return {
      heading: clean(cell.text),
      folded: foldHeading(cell.text),
      meaning: said[i] ?? null,
      samples: [...new Set(samples)].slice(0, MOST_SAMPLES),
    }
  })
  return {
    sheet,
    headerRow: known === undefined ? null : heading.row,
    columns: columns.filter(column => column.folded !== ''),
  }
}

const clean = (text = ''): string => cleanCell({ text, kind: 'text' }).text

function widest(rows: readonly SheetRow[]): SheetRow | undefined {
  const texts = (row: SheetRow): number => row.cells.filter(cell => /\p{L}/u.test(cell.text)).length
  return rows.reduce<SheetRow | undefined>(
    (best, row) => (best === undefined || texts(row) > texts(best) ? row : best),
    undefined,
  )
}
