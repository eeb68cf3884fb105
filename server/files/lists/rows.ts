import { ListRefused } from './refused'

/** What a reader delivers; the domain declares the same in organisations/lists/contract.ts and says there what it means. */
export interface SheetCell {
  text: string
  kind: 'text' | 'number' | 'date' | 'boolean' | 'error' | 'formula'
}

export interface SheetRow {
  sheet: string | null
  hidden: boolean
  row: number
  cells: readonly SheetCell[]
}

export const MOST_ROWS = 50_000
export const MOST_COLUMNS = 200
const LONGEST_CELL = 2000
/** Empty rows between others are told one by one, but a sheet that is formatted to its end is not a million of them. */
const MOST_EMPTY = 2000

/** Counts rows of all sheets, tells the empty ones between others, forgets those at the end. */
export class RowTeller {
  #rows = 0
  #empty = 0

  /** The row itself with the empty ones since `last`. Nothing if it is empty. @throws ListRefused too_many_rows, too_wide */
  tell(row: SheetRow, last: number): SheetRow[] {
    const cells = withoutEmptyEnd(row.cells)
    if (cells.length === 0) return []
    if (cells.length > MOST_COLUMNS) throw new ListRefused('too_wide')
    if (++this.#rows > MOST_ROWS) throw new ListRefused('too_many_rows')
    const told: SheetRow[] = []
    for (let between = last + 1; between < row.row && this.#empty < MOST_EMPTY; between++, this.#empty++) {
      told.push({ ...row, row: between, cells: [] })
    }
    told.push({ ...row, cells })
    return told
  }
}

function withoutEmptyEnd(cells: readonly SheetCell[]): SheetCell[] {
  let end = cells.length
  while (end > 0 && isEmpty(cells[end - 1])) end--
  return cells.slice(0, end).map(({ text, kind }) => ({ text: text.slice(0, LONGEST_CELL), kind }))
}

function isEmpty(cell: SheetCell | undefined): boolean {
  return cell === undefined || (cell.text.trim() === '' && cell.kind !== 'error')
}
