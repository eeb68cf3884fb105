import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { ListRefused } from './refused'
import { RowTeller, type SheetRow } from './rows'

const SEPARATORS = [';', '\t', ',', '|'] as const
const LINE_ENDS = ['\r\n', '\n', '\r']
const SAMPLE_LINES = 60
const PIECE = 1 << 16
/** A record this long is a quotation mark that was never closed. */
const LONGEST_RECORD = 400_000

/**
 * The rows of a text with separators. A row's number is that of the record, as a spreadsheet would show it: a line break
 * within quotation marks begins no new one.
 * @throws ListRefused
 */
export async function* textRows(text: string): AsyncGenerator<SheetRow> {
  const parser = parse({
    delimiter: separatorOf(text),
    record_delimiter: LINE_ENDS,
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: LONGEST_RECORD,
  })
  const teller = new RowTeller()
  let row = 0
  let last = 0
  try {
    for await (const record of Readable.from(pieces(text)).pipe(parser) as AsyncIterable<string[]>) {
      row++
      const cells = record.map(cell => ({ text: cell, kind: 'text' as const }))
      const told = teller.tell({ sheet: null, hidden: false, row, cells }, last)
      if (told.length > 0) last = row
      yield* told
    }
  } catch (error) {
    throw error instanceof ListRefused ? error : new ListRefused('quotes')
  }
  if (last === 0) throw new ListRefused('empty')
}

function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE)
}

/**
 * The separator that divides most lines into equally many parts, so that titles above and commas within cells do not
 * count. `sep=;` in the first line, as Excel writes it, decides.
 */
export function separatorOf(text: string): string {
  const said = /^sep=(.)\s*(?:\r|\n|$)/i.exec(text)?.[1]
  if (said !== undefined) return said
  const lines = text
    .slice(0, PIECE)
    .replace(/"(?:[^"]|"")*"/g, 'x')
    .split(/\r\n|\n|\r/)
    .filter(line => line.trim() !== '')
    .slice(0, SAMPLE_LINES)
  const scored = SEPARATORS.map(separator => ({ separator, score: score(lines, separator) }))
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  return best.separator
}

/** How many lines have the most usual number of parts; more parts decide between equals. */
function score(lines: readonly string[], separator: string): number {
  const times = new Map<number, number>()
  for (const line of lines) {
    const parts = line.split(separator).length
    if (parts > 1) times.set(parts, (times.get(parts) ?? 0) + 1)
  }
  return Math.max(0, ...[...times].map(([parts, count]) => count + Math.min(parts, 99) / 100))
}
