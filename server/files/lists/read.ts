import { openArchive } from './archive'
import { decodeText } from './encoding'
import { fileKind } from './kind'
import { isListRefused, ListRefused } from './refused'
import { RowTeller, type SheetRow } from './rows'
import { sheetRows } from './sheet'
import { textRows } from './text'
import { readWorkbook } from './workbook'

export const LARGEST_FILE = 20 * 2 ** 20

/**
 * The rows of a list that somebody brought, .xlsx or text, sheet by sheet as they stand; a piece of the file at a time, so
 * that the memory needed does not grow with the number of rows. Nothing in the file is run, followed or believed.
 * @throws ListRefused and nothing else, whatever the bytes are
 */
export async function* readList(bytes: Buffer, fileName: string): AsyncGenerator<SheetRow> {
  try {
    if (bytes.length > LARGEST_FILE) throw new ListRefused('too_large')
    if (fileKind(bytes, fileName) === 'text') yield* textRows(decodeText(bytes))
    else yield* workbookRows(bytes)
  } catch (error) {
    throw isListRefused(error) ? error : new ListRefused('damaged')
  }
}

/** What was copied in a spreadsheet and pasted into a text field. @throws ListRefused */
export async function* readPasted(text: string): AsyncGenerator<SheetRow> {
  if (text.length > LARGEST_FILE) throw new ListRefused('too_large')
  yield* textRows(text.replaceAll('\0', ''))
}

async function* workbookRows(bytes: Buffer): AsyncGenerator<SheetRow> {
  const archive = await openArchive(bytes)
  const workbook = await readWorkbook(archive)
  const teller = new RowTeller()
  for (const sheet of workbook.sheets) {
    if (sheet.hidden) yield { sheet: sheet.name, hidden: true, row: 0, cells: [] }
    else yield* sheetRows(archive, workbook, sheet, teller)
  }
}
