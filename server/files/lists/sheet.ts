import type { Archive } from './archive'
import { columnNumber, MergeFiller, readMerges } from './merges'
import { numberText } from './numbers'
import { ListRefused } from './refused'
import { MOST_COLUMNS, type RowTeller, type SheetCell, type SheetRow } from './rows'
import type { Sheet, Workbook } from './workbook'
import { readXml, type XmlEvents } from './xml'

const LAST_COLUMN = 16_384
const EMPTY: SheetCell = { text: '', kind: 'text' }

/** The rows of one sheet, a piece of the file at a time. @throws ListRefused */
export async function* sheetRows(
  archive: Archive,
  workbook: Workbook,
  { name, part }: Sheet,
  teller: RowTeller,
): AsyncGenerator<SheetRow> {
  const filler = new MergeFiller(await readMerges(archive.open(part)))
  const collector = new Collector(workbook)
  let last = 0
  let told = 0
  for await (const _ of readXml(archive.open(part), collector)) {
    for (const { row, cells } of collector.take()) {
      if (row <= last) throw new ListRefused('damaged')
      filler.fill(row, cells)
      const rows = teller.tell({ sheet: name, hidden: false, row, cells }, last)
      if (rows.length > 0) last = row
      told += rows.length
      yield* rows
    }
  }
  if (told === 0) yield { sheet: name, hidden: false, row: 0, cells: [] }
}

/** Makes rows of the tags `row`, `c`, `f`, `v` and `t`. A formula is never looked at: what it gave last is beside it. */
class Collector implements XmlEvents {
  #rows: { row: number; cells: SheetCell[] }[] = []
  #row = 0
  #cells: SheetCell[] = []
  #column = 0
  #cell: Record<string, string> | null = null
  #hasFormula = false
  #reading: 'v' | 't' | null = null
  #text = ''

  constructor(private readonly workbook: Workbook) {}

  take(): { row: number; cells: SheetCell[] }[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'row') {
      this.#row = attributes['r'] === undefined ? this.#row + 1 : Number(attributes['r'])
      if (!Number.isInteger(this.#row)) throw new ListRefused('damaged')
      this.#cells = []
      this.#column = 0
    } else if (name === 'c') {
      const letters = /^[A-Z]{1,3}/.exec(attributes['r'] ?? '')?.[0]
      this.#column = letters === undefined ? this.#column + 1 : columnNumber(letters)
      this.#cell = attributes
      this.#hasFormula = false
      this.#text = ''
    } else if (this.#cell !== null) {
      if (name === 'f') this.#hasFormula = true
      this.#reading = name === 'v' || name === 't' ? name : null
    }
  }

  text(piece: string): void {
    if (this.#reading !== null) this.#text += piece
  }

  close(name: string): void {
    if (name === 'c' && this.#cell !== null) {
      this.#place(this.#read(this.#cell))
      this.#cell = null
    } else if (name === 'row') {
      if (this.#cells.length > 0) this.#rows.push({ row: this.#row, cells: this.#cells })
    } else this.#reading = null
  }

  #place(cell: SheetCell): void {
    if (cell.text.trim() === '' && cell.kind !== 'error') return
    if (this.#column > LAST_COLUMN) throw new ListRefused('damaged')
    if (this.#column > MOST_COLUMNS) throw new ListRefused('too_wide')
    while (this.#cells.length < this.#column - 1) this.#cells.push(EMPTY)
    this.#cells[this.#column - 1] = cell
  }

  #read(attributes: Record<string, string>): SheetCell {
    const type = attributes['t'] ?? 'n'
    const { strings, formats, date1904 } = this.workbook
    if (type === 'e') return { text: this.#text, kind: 'error' }
    // Written by a program that worked nothing out: what it would give is unknown.
    if (this.#hasFormula && this.#text === '') return { text: '', kind: 'error' }
    const kind = this.#hasFormula ? 'formula' : null
    if (type === 's') return { text: strings[Number(this.#text)] ?? '', kind: kind ?? 'text' }
    if (type === 'b') return { text: this.#text, kind: kind ?? 'boolean' }
    if (type !== 'n') return { text: this.#text, kind: kind ?? (type === 'd' ? 'date' : 'text') }
    const format = formats[Number(attributes['s'] ?? 0)] ?? 'plain'
    const text = numberText(this.#text, format, date1904)
    return { text, kind: kind ?? (format === 'date' && text !== this.#text ? 'date' : 'number') }
  }
}
