import { cleanCell } from './clean'
import type { ColumnMeaning, ListKind, SheetRow } from './contract'

/** What the register and the shapes of numbers and addresses say about a text. */
export interface Looks {
  like(meaning: ColumnMeaning, text: string): boolean
}

const ORDER = ['org_number', 'email', 'municipality_code', 'municipality_name'] as const
const ENOUGH = 0.6

/**
 * The columns of a list without headings, by what stands in most of its rows; null if nothing in it can be told. The
 * column of texts that is left over first is the name: of the unit, or of the participant.
 */
export function guessColumns(
  kind: ListKind,
  rows: readonly SheetRow[],
  looks: Looks,
): { columns: ColumnMeaning[]; firstRow: number } | null {
  const filled = rows.filter(row => row.cells.length > 0)
  const width = Math.max(0, ...filled.map(row => row.cells.length))
  const body = filled.filter(row => row.cells.length * 2 > width)
  const first = body[0]
  if (first === undefined) return null
  const columns: ColumnMeaning[] = Array.from({ length: width }, () => null)
  for (let i = 0; i < width; i++) {
    const texts = body
      .map(row => row.cells[i])
      .flatMap(cell => (cell === undefined ? [] : [cleanCell(cell).text]))
    const there = texts.filter(text => text !== '')
    const meaning = ORDER.find(
      each =>
        !columns.includes(each) &&
        there.filter(text => looks.like(each, text)).length > there.length * ENOUGH,
    )
    columns[i] = meaning ?? null
  }
  if (columns.every(each => each === null)) return null
  // Names of places alone may be any list: a drop-down's, a heading's.
  const sure =
    columns.includes('org_number') || columns.includes('email') || columns.includes('municipality_code')
  if (!sure) return null
  const rest = columns.findIndex(
    (each, i) => each === null && body.some(row => /\p{L}{2}/u.test(row.cells[i]?.text ?? '')),
  )
  if (rest >= 0) columns[rest] = kind === 'units' ? 'unit_name' : 'name'
  return { columns, firstRow: first.row }
}
