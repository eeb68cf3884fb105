import { crc32, deflateRawSync } from 'node:zlib'
import { fromBufferPromise } from 'yauzl'
import type { SheetRow } from '~server/domain/organisations/lists/contract'

/** Parts of a zip by name, in order. */
export type Parts = Record<string, string | Buffer>

/** A zip of these parts, as a spreadsheet program would write it; `sizes` lie about what a part inflates to. */
export function zip(parts: Parts, sizes: Record<string, number> = {}): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(8, 4)
    head.writeUInt32LE(crc32(bytes), 10)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(sizes[name] ?? bytes.length, 18)
    head.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, tail, Buffer.from(name)]),
    )
    locals.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(directory.length, 4)
  end.writeUInt16LE(directory.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, central, Buffer.from('PK\x05\x06', 'latin1'), end])
}

export const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** A cell as XML: a text, or what stands here instead (`<c><v>5</v></c>`). */
export type RawCell = string | { xml: string } | null

export const sheetXml = (rows: readonly (readonly RawCell[])[], after = ''): string =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
    .map(
      (cells, i) =>
        `<row r="${i + 1}">${cells
          .map(cell =>
            cell === null
              ? '<c/>'
              : typeof cell === 'string'
                ? `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`
                : cell.xml,
          )
          .join('')}</row>`,
    )
    .join('')}</sheetData>${after}</worksheet>`

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The parts of a workbook: sheets by name, and whatever else. */
export function workbookParts(
  sheets: Record<string, string>,
  more: Parts = {},
  states: string[] = [],
): Parts {
  const names = Object.keys(sheets)
  return {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook xmlns:r="${REL}"><sheets>${names
      .map((name, i) => `<sheet name="${escapeXml(name)}" state="${states[i] ?? 'visible'}" r:id="r${i}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names
      .map((_, i) => `<Relationship Id="r${i}" Type="${REL}/worksheet" Target="worksheets/s${i}.xml"/>`)
      .join('')}<Relationship Id="st" Type="${REL}/styles" Target="styles.xml"/></Relationships>`,
    ...Object.fromEntries(Object.values(sheets).map((xml, i) => [`xl/worksheets/s${i}.xml`, xml])),
    ...more,
  }
}

/** A workbook of one sheet. */
export const workbook = (rows: readonly (readonly RawCell[])[], after = ''): Buffer =>
  zip(workbookParts({ Ark1: sheetXml(rows, after) }))

export async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const row of rows) found.push(row)
  return found
}

/** Rows as their texts, each with its number. */
export async function texts(rows: AsyncIterable<SheetRow>): Promise<(string | number)[][]> {
  return (await all(rows)).map(({ row, cells }) => [row, ...cells.map(cell => cell.text)])
}

/** A workbook after somebody has written something else where a text stood. */
export async function edited(bytes: Buffer, before: string, after: string): Promise<Buffer> {
  const archive = await fromBufferPromise(bytes, { lazyEntries: true })
  const parts: Parts = {}
  for await (const entry of archive.eachEntry()) {
    const pieces = await all((await archive.openReadStreamPromise(entry)) as AsyncIterable<Buffer>)
    const text = Buffer.concat(pieces).toString()
    parts[entry.fileName] = text.replaceAll(`>${escapeXml(before)}<`, `>${escapeXml(after)}<`)
  }
  return zip(parts)
}
