import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { all, sheetXml, texts, workbook, workbookParts, zip } from '../../../tests/support/workbooks'
import { readList, readPasted } from './read'
import { isListRefused, REFUSALS } from './refused'
import { separatorOf } from './text'

const text = (content: string, encoding: BufferEncoding = 'utf8') => Buffer.from(content, encoding)
const csv = (content: string | Buffer) =>
  texts(readList(typeof content === 'string' ? text(content) : content, 'liste.csv'))
const xlsx = (bytes: Buffer) => texts(readList(bytes, 'liste.xlsx'))
const refusal = async (bytes: Buffer, name: string) =>
  all(readList(bytes, name)).then(
    () => 'read',
    (error: unknown) => (isListRefused(error) ? error.reason : error),
  )

describe('a text is read whatever its', () => {
  const rows = [
    [1, 'Kommune', 'Enhet'],
    [2, 'Færder', 'Nøtterøy skule'],
  ]
  const plain = 'Kommune;Enhet\nFærder;Nøtterøy skule\n'
  const utf16 = text(plain, 'utf16le')
  test.each([
    ['UTF-8', text(plain)],
    ['UTF-8 with a byte order mark', text(`\ufeff${plain}`)],
    ['Windows-1252', text(plain, 'latin1')],
    ['UTF-16, little end first', text(`\ufeff${plain}`, 'utf16le')],
    ['UTF-16, big end first', text(`\ufeff${plain}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', utf16],
    ['line ends of old Macs', text(plain.replaceAll('\n', '\r'))],
    ['line ends of Windows', text(plain.replaceAll('\n', '\r\n'))],
    ['separator: tab', text(plain.replaceAll(';', '\t'))],
    ['separator: comma', text(plain.replaceAll(';', ','))],
    ['separator: bar', text(plain.replaceAll(';', '|'))],
    ['trailing separators', text(plain.replaceAll('\n', ';;;\n'))],
  ])('%s', async (_, bytes) => {
    expect(await csv(bytes)).toEqual(rows)
  })

  test('commas within cells do not divide a list with semicolons', () => {
    expect(separatorOf('Kommune;Andel\nOslo, 0301;12,5\nBergen, 4601;13,5\n')).toBe(';')
    expect(separatorOf('Liste over skoler, 2026\n\na,b,c\n1,2,3\n')).toBe(',')
    expect(separatorOf('sep=|\na;b;c|d\n')).toBe('|')
  })

  test('a line break within quotation marks is part of the cell, and begins no new row', async () => {
    expect(await csv('a;b\n"Kari\nEksempel";2\nx;3\n')).toEqual([
      [1, 'a', 'b'],
      [2, 'Kari\nEksempel', '2'],
      [3, 'x', '3'],
    ])
  })

  test('a stray quotation mark is a letter', async () => {
    expect(await csv('a;b\nSkolen "Sol" på haugen;2\n')).toEqual([
      [1, 'a', 'b'],
      [2, 'Skolen "Sol" på haugen', '2'],
    ])
  })

  test('empty rows between others are told, those at the end are not', async () => {
    expect(await csv('a;b\n\n;;\nx;y\n\n;\n')).toEqual([[1, 'a', 'b'], [2], [3], [4, 'x', 'y']])
  })

  test('pasted cells are read as they stand', async () => {
    expect(await texts(readPasted('Kommune\tEnhet\r\nOslo\tLilleborg skole'))).toEqual([
      [1, 'Kommune', 'Enhet'],
      [2, 'Oslo', 'Lilleborg skole'],
    ])
  })
})

describe('a workbook is read', () => {
  test('with texts, numbers, dates, errors and what formulas gave last', async () => {
    const styles =
      '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    const known = styles.replace(
      '<cellXfs>',
      '<numFmts><numFmt numFmtId="164" formatCode="0000"/></numFmts><cellXfs>',
    )
    const cells = [
      { xml: '<c><v>9.7527108E8</v></c>' },
      { xml: '<c s="1"><v>46000</v></c>' },
      { xml: '<c s="2"><v>301</v></c>' },
      { xml: '<c t="e"><f>VLOOKUP(A1,X!A:B,2)</f><v>#REF!</v></c>' },
      { xml: '<c t="str"><f>LOWER("A")</f><v>a</v></c>' },
      { xml: '<c><f>1+1</f></c>' },
      '=1+1',
    ]
    const bytes = zip(workbookParts({ Ark1: sheetXml([cells]) }, { 'xl/styles.xml': known }))
    const [row] = await all(readList(bytes, 'liste.xlsx'))
    expect(row?.cells).toEqual([
      { text: '975271080', kind: 'number' },
      { text: '2025-12-09', kind: 'date' },
      { text: '0301', kind: 'number' },
      { text: '#REF!', kind: 'error' },
      { text: 'a', kind: 'formula' },
      { text: '', kind: 'error' },
      { text: '=1+1', kind: 'text' },
    ])
  })

  test('cells that are merged downwards say the same in each row', async () => {
    const rows = [
      ['Kommune', 'Enhet'],
      ['Oslo', 'A'],
      [null, 'B'],
      [null, 'C'],
    ]
    const merged = '<mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="A1:B1"/></mergeCells>'
    expect(await xlsx(workbook(rows, merged))).toEqual([
      [1, 'Kommune', 'Enhet'],
      [2, 'Oslo', 'A'],
      [3, 'Oslo', 'B'],
      [4, '', 'C'],
    ])
  })

  test('sheet by sheet; an empty and a hidden one are named', async () => {
    const sheets = { Skoler: sheetXml([['a', 'b']]), Tomt: sheetXml([]), Skjult: sheetXml([['x']]) }
    const rows = await all(
      readList(zip(workbookParts(sheets, {}, ['visible', 'visible', 'veryHidden'])), 'x.xlsx'),
    )
    expect(rows.map(({ sheet, row, hidden }) => [sheet, row, hidden])).toEqual([
      ['Skoler', 1, false],
      ['Tomt', 0, false],
      ['Skjult', 0, true],
    ])
  })

  test('a million formatted rows without content are none', async () => {
    const row = (i: number) =>
      `<row r="${i}" spans="1:6" ht="15" x:dyDescent="${(i * 7919) % 10_007}"><c r="A${i}" s="1"/></row>`
    const empty = Array.from({ length: 200_000 }, (_, i) => row(i + 2)).join('')
    const xml = sheetXml([['Kommune', 'Enhet']]).replace('</sheetData>', `${empty}</sheetData>`)
    expect(await xlsx(zip(workbookParts({ Ark1: xml })))).toEqual([[1, 'Kommune', 'Enhet']])
  })

  test('with prefixes, addresses as links, and no numbers on rows and cells', async () => {
    const xml =
      '<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    const links =
      '<Relationships><Relationship Id="h" Type="x/hyperlink" Target="mailto:a@b.no" TargetMode="External"/></Relationships>'
    const bytes = zip(workbookParts({ Ark1: xml }, { 'xl/worksheets/_rels/s0.xml.rels': links }))
    expect(await xlsx(bytes)).toEqual([[1, 'a']])
  })
})

describe('whatever the bytes are', () => {
  const outcome = async (bytes: Buffer, name: string) => {
    const reason = await refusal(bytes, name)
    expect([...REFUSALS, 'read']).toContain(reason)
  }
  const example = workbook([
    ['Kommune', 'Orgnr'],
    ['Oslo', '974589648'],
  ])

  test('reading gives rows or a reason', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom('x.csv', 'x.xlsx', 'x'),
        (bytes, name) => outcome(Buffer.from(bytes), name),
      ),
      { seed: 23, numRuns: 300 },
    )
  })

  test('a workbook with some bytes changed gives rows or a reason', async () => {
    const changes = fc.array(fc.tuple(fc.nat(example.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 8,
    })
    await fc.assert(
      fc.asyncProperty(changes, changed => {
        const bytes = Buffer.from(example)
        for (const [at, byte] of changed) bytes[at] = byte
        return outcome(bytes, 'x.xlsx')
      }),
      { seed: 24, numRuns: 300 },
    )
  })

  test('text comes out as it went in', async () => {
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .filter(each => !/[\0"]/.test(each) && each.trim() !== '')
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), async rows => {
        const quoted = rows.map(row => row.map(each => `"${each}"`).join(';')).join('\n')
        const read = await csv(Buffer.from(`sep=;\n${quoted}\n`))
        expect(read.slice(1).map(([, ...cells]) => cells)).toEqual(rows)
      }),
      { seed: 25, numRuns: 200 },
    )
  })
})
