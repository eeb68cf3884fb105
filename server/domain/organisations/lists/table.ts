import { cleanCell, type CleanCell } from './clean'
import type { ColumnMeaning, Field, ListKind, ReasonCode, Remembered, SheetCell, SheetRow } from './contract'
import { guessColumns, type Looks } from './guess'
import { headingStrength, isHeadingAgain, meanings, recogniseHeadings } from './headings'
import { lineKind } from './lines'

/** A row of data by field, or a row that is none and why. */
export interface TableRow {
  sheet: string | null
  row: number
  skip: ReasonCode | null
  cells: Partial<Record<Field, CleanCell>>
  /** Fields that the list has a column for. */
  columns: ReadonlySet<Field>
}

/** Titles and notes above the headings: no list has more. */
const MOST_ABOVE = 30
const NO_COLUMNS: ReadonlySet<Field> = new Set()

/** Finds the headings of each sheet, and says what each row is. Holds no more than the rows above the headings. */
export async function* readTable(
  kind: ListKind,
  rows: AsyncIterable<SheetRow>,
  looks: Looks,
  remembered?: Remembered,
): AsyncGenerator<TableRow> {
  let sheet: SheetReader | null = null
  for await (const row of rows) {
    if (sheet !== null && sheet.name !== row.sheet) yield* sheet.end()
    if (sheet === null || sheet.name !== row.sheet)
      sheet = new SheetReader(kind, row.sheet, looks, remembered)
    yield* sheet.read(row)
  }
  if (sheet !== null) yield* sheet.end()
}

class SheetReader {
  #columns: ColumnMeaning[] | null = null
  #above: SheetRow[] = []
  #heading: SheetRow | null = null
  #ended = false
  #fields: ReadonlySet<Field> = NO_COLUMNS

  constructor(
    private readonly kind: ListKind,
    readonly name: string | null,
    private readonly looks: Looks,
    private readonly remembered: Remembered | undefined,
  ) {}

  *read(row: SheetRow): Generator<TableRow, void, undefined> {
    if (this.#ended) return
    if (row.hidden || row.row === 0) {
      yield* this.#unused(row.hidden ? 'sheet_hidden' : 'sheet_empty')
      return
    }
    if (this.#columns !== null) {
      yield this.#inside(row)
      return
    }
    this.#above.push(row)
    if (headingStrength(this.kind, row.cells, this.remembered) >= 2) yield* this.#begin(row)
    else if (this.#above.filter(each => each.cells.length > 0).length >= MOST_ABOVE)
      yield* this.#beginWithout()
  }

  *end(): Generator<TableRow, void, undefined> {
    if (this.#columns === null && !this.#ended) yield* this.#beginWithout()
  }

  *#unused(why: ReasonCode): Generator<TableRow, void, undefined> {
    this.#ended = true
    yield this.#skipped(1, why)
  }

  *#begin(heading: SheetRow): Generator<TableRow, void, undefined> {
    const above = this.#above
    this.#above = []
    this.#setColumns(meanings(this.kind, heading.cells, this.remembered), heading)
    for (const row of above) {
      if (row === heading) yield this.#skipped(row.row, 'header_row')
      else if (row.row < heading.row)
        yield this.#skipped(row.row, row.cells.length === 0 ? 'empty_row' : 'title_row')
      else yield this.#inside(row)
    }
  }

  /** No row names two fields: one heading alone, or none and the columns are known by what stands in them. */
  *#beginWithout(): Generator<TableRow, void, undefined> {
    const alone = this.#above.find(row => recogniseHeadings(this.kind, row.cells, this.remembered) !== null)
    if (alone !== undefined && this.#single(alone)) {
      yield* this.#begin(alone)
      return
    }
    const guessed = guessColumns(this.kind, this.#above, this.looks)
    if (guessed === null) {
      yield* this.#unused('sheet_without_headings')
      return
    }
    const above = this.#above
    this.#above = []
    this.#setColumns(guessed.columns, null)
    for (const row of above) {
      if (row.cells.length > 0 && row.row < guessed.firstRow) yield this.#skipped(row.row, 'title_row')
      else yield this.#inside(row)
    }
  }

  /** A heading alone heads a list of one column: what stands below is one column too, and looks like it. */
  #single(heading: SheetRow): boolean {
    const below = this.#above.filter(row => row.row > heading.row && row.cells.length > 0)
    const columns = meanings(this.kind, heading.cells, this.remembered)
    const at = columns.findIndex(each => each !== null && each !== 'ignored')
    const fits = (cell: SheetCell | undefined): boolean =>
      this.looks.like(columns[at] ?? null, cell?.text ?? '')
    return below.length > 0 && below.filter(row => fits(row.cells[at])).length * 2 >= below.length
  }

  #setColumns(columns: ColumnMeaning[], heading: SheetRow | null): void {
    this.#columns = columns
    this.#heading = heading
    this.#fields = new Set(columns.filter(each => each !== null && each !== 'ignored'))
  }

  #inside(row: SheetRow): TableRow {
    if (row.cells.length === 0) return this.#skipped(row.row, 'empty_row')
    if (isHeadingAgain(this.kind, row.cells, this.remembered)) {
      this.#setColumns(this.#again(row), row)
      return this.#skipped(row.row, 'header_row')
    }
    const cells = this.#cells(row.cells)
    const line = lineKind(row.cells, cells, this.#fields)
    return { sheet: this.name, row: row.row, skip: line, cells, columns: this.#fields }
  }

  /** Headings that come again may stand in another order; directly below others they are their second line. */
  #again({ row, cells }: SheetRow): ColumnMeaning[] {
    const before = this.#heading
    if (before === null || row !== before.row + 1) return meanings(this.kind, cells, this.remembered)
    const width = Math.max(before.cells.length, cells.length)
    const both = Array.from({ length: width }, (_, i): SheetCell => {
      const below = cells[i]
      const own = below === undefined || below.text.trim() === '' ? before.cells[i] : below
      return own ?? { text: '', kind: 'text' }
    })
    return meanings(this.kind, both, this.remembered)
  }

  #cells(cells: readonly SheetCell[]): Partial<Record<Field, CleanCell>> {
    const found: Partial<Record<Field, CleanCell>> = {}
    this.#columns?.forEach((meaning, i) => {
      const cell = cells[i]
      if (meaning === null || meaning === 'ignored' || cell === undefined) return
      const clean = cleanCell(cell)
      const before = found[meaning]
      if (before === undefined || (before.text === '' && clean.text !== '')) found[meaning] = clean
    })
    return found
  }

  #skipped(row: number, skip: ReasonCode): TableRow {
    return { sheet: this.name, row, skip, cells: {}, columns: this.#fields }
  }
}
