import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { all, sheetXml, texts, workbook, workbookParts, zip } from '../../../tests/support/lists'
import { LARGEST_FILE, readList, readPasted } from './read'
import { isListRefused, REFUSALS, refusalText } from './refused'
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

describe('a file is refused', () => {
  const good = workbook([['Kommune', 'Enhet']])
  const withPart = (name: string, content = 'x') =>
    zip({ ...workbookParts({ A: sheetXml([['a']]) }), [name]: content })
  const types = (contentType: string) =>
    withPart('[Content_Types].xml', `<Types><Override ContentType="${contentType}"/></Types>`)
  const rels = (more: string) =>
    withPart('xl/_rels/workbook.xml.rels', `<Relationships>${more}</Relationships>`)
  const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
  const sheet = (xml: string) => zip(workbookParts({ A: xml }))
  const big = (size: number) => Buffer.alloc(size, '<row/>')
  test.each<[string, Buffer, string, string]>([
    ['that is empty', Buffer.alloc(0), 'x.csv', 'empty'],
    ['with empty rows only', text(';;\n\n'), 'x.csv', 'empty'],
    ['larger than 20 MB', Buffer.alloc(LARGEST_FILE + 1, 'a'), 'x.csv', 'too_large'],
    ['with macros by its name', good, 'x.xlsm', 'macros'],
    ['with macros', withPart('xl/vbaProject.bin'), 'x.xlsx', 'macros'],
    [
      'with macros under another name',
      types('application/vnd.ms-excel.sheet.macroEnabled.main+xml'),
      'x.xlsx',
      'macros',
    ],
    ['with old macro sheets', withPart('xl/macrosheets/sheet1.xml'), 'x.xlsx', 'macros'],
    ['with links to other files', withPart('xl/externalLinks/externalLink1.xml'), 'x.xlsx', 'external_links'],
    ['with data from elsewhere', withPart('xl/connections.xml'), 'x.xlsx', 'external_links'],
    [
      'with a part from elsewhere',
      rels('<Relationship Id="r0" Type="x/worksheet" Target="http://x.example.org" TargetMode="External"/>'),
      'x.xlsx',
      'external_links',
    ],
    [
      'locked by a password',
      Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]),
      'x.xlsx',
      'encrypted',
    ],
    ['of an old Excel', ole, 'x.xls', 'old_excel'],
    ['of an old Excel under a new name', ole, 'x.xlsx', 'old_excel'],
    ['that is a zip called csv', good, 'x.csv', 'wrong_kind'],
    ['that is a text called xlsx', text('a;b\n'), 'x.xlsx', 'wrong_kind'],
    ['that is a page called csv', text('<html><table><tr><td>a</table>'), 'x.csv', 'wrong_kind'],
    ['that is a picture', text('\x89PNG\r\n\x1a\n', 'latin1'), 'x.csv', 'wrong_kind'],
    ['with zero bytes', Buffer.from('a;b\0;c\n'), 'x.csv', 'wrong_kind'],
    ['of another program', good, 'x.ods', 'unsupported'],
    ['of another kind', text('a;b'), 'x.exe', 'unsupported'],
    ['with something behind it', Buffer.concat([good, text('<script>')]), 'x.xlsx', 'hiding_something'],
    ['with something before it', Buffer.concat([text('GIF89a'), good]), 'x.xlsx', 'wrong_kind'],
    [
      'that is a PDF as well',
      zip({ '%PDF-1.4': 'x', ...workbookParts({ A: sheetXml([]) }) }),
      'x.xlsx',
      'hiding_something',
    ],
    [
      'with entities that grow',
      sheet('<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'),
      'x.xlsx',
      'hiding_something',
    ],
    [
      'with parts of the same name',
      zip({ ...workbookParts({ A: sheetXml([]) }), 'XL/WORKBOOK.xml': 'x' }),
      'x.xlsx',
      'hiding_something',
    ],
    ['that inflates without end', sheet(big(40 * 2 ** 20).toString()), 'x.xlsx', 'bomb'],
    [
      'with another part that does',
      withPart('xl/media/a.png', big(40 * 2 ** 20).toString()),
      'x.xlsx',
      'bomb',
    ],
    [
      'that lies about its size',
      zip(workbookParts({ A: sheetXml([['a'.repeat(5000)]]) }), { 'xl/worksheets/s0.xml': 10 }),
      'x.xlsx',
      'damaged',
    ],
    ['cut off', good.subarray(0, good.length - 30), 'x.xlsx', 'damaged'],
    ['that is no workbook', zip({ 'a.txt': 'x' }), 'x.xlsx', 'damaged'],
    ['with broken XML', sheet('<worksheet><sheetData><row></worksheet>'), 'x.xlsx', 'damaged'],
    [
      'with rows out of order',
      sheet(sheetXml([['a'], ['b']]).replace('r="2"', 'r="1"')),
      'x.xlsx',
      'damaged',
    ],
    ['with more than 200 columns', workbook([Array.from({ length: 201 }, () => 'x')]), 'x.xlsx', 'too_wide'],
    ['with more than 200 columns of text', text('x;'.repeat(201) + 'x\n'), 'x.csv', 'too_wide'],
    ['with more than 50 000 rows', text('a;b\n'.repeat(50_001)), 'x.csv', 'too_many_rows'],
    [
      'with a quotation mark that is never closed',
      text(`a;b\n"x;y\n${'z;z\n'.repeat(200_000)}`),
      'x.csv',
      'quotes',
    ],
  ])('%s', async (_, bytes, name, reason) => {
    expect(await refusal(bytes, name)).toBe(reason)
  })

  test('in a sentence of each language', () => {
    for (const reason of REFUSALS)
      for (const locale of ['nb', 'nn', 'en', 'xx']) expect(refusalText(reason, locale)).toMatch(/^.{10,}\.$/)
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
