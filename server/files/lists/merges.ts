import type { SheetCell } from './rows'

/** Rows and columns from 1. */
interface Merge {
  top: number
  bottom: number
  column: number
}

const MOST_MERGES = 20_000
const TAIL = 200
const MERGE = /<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"/g

/**
 * Cells that are merged over several rows: their text stands in the first row only, and means all of them. Where they are
 * stands behind the rows, so that the part is looked through before it is read.
 */
export async function readMerges(pieces: AsyncIterable<Buffer>): Promise<Merge[]> {
  const found: Merge[] = []
  let rest = ''
  for await (const piece of pieces) {
    const text = rest + piece.toString('latin1')
    let end = 0
    for (const match of text.matchAll(MERGE)) {
      const [top, bottom] = [Number(match[2]), Number(match[3])]
      if (bottom > top && found.length < MOST_MERGES)
        found.push({ top, bottom, column: columnNumber(match[1] ?? '') })
      end = match.index + match[0].length
    }
    rest = text.slice(Math.max(end, text.length - TAIL))
  }
  return found
}

/** Says again, in the rows below, what stands in merged cells. */
export class MergeFiller {
  readonly #starting = new Map<number, Merge[]>()
  #open: { merge: Merge; cell: SheetCell }[] = []

  constructor(merges: readonly Merge[]) {
    for (const merge of merges)
      this.#starting.set(merge.top, [...(this.#starting.get(merge.top) ?? []), merge])
  }

  fill(row: number, cells: SheetCell[]): void {
    this.#open = this.#open.filter(({ merge }) => row <= merge.bottom)
    const hasOwn = cells.some(cell => cell.text.trim() !== '')
    for (const { merge, cell } of hasOwn ? this.#open : []) {
      while (cells.length < merge.column) cells.push({ text: '', kind: 'text' })
      if (cells[merge.column - 1]?.text === '') cells[merge.column - 1] = cell
    }
    for (const merge of this.#starting.get(row) ?? []) {
      const cell = cells[merge.column - 1]
      if (cell !== undefined) this.#open.push({ merge, cell })
    }
  }
}

/** A = 1, Z = 26, AA = 27. */
export function columnNumber(letters: string): number {
  let number = 0
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64
  return number
}
