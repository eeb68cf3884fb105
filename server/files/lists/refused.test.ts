import { describe, expect, test } from 'vitest'
import { all, sheetXml, workbook, workbookParts, zip } from '../../../tests/support/workbooks'
import { LARGEST_FILE, readList } from './read'
import { isListRefused, REFUSALS, refusalText } from './refused'

const text = (content: string, encoding: BufferEncoding = 'utf8') => Buffer.from(content, encoding)
const refusal = async (bytes: Buffer, name: string) =>
  all(readList(bytes, name)).then(
    () => 'read',
    (error: unknown) => (isListRefused(error) ? error.reason : error),
  )

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
