import { describe, expect, test } from 'vitest'
import { all, texts } from '../../tests/support/workbooks'
import { judgeUnits } from '../domain/organisations/lists/units'
import { judgeParticipants } from '../domain/organisations/lists/participants'
import { Register } from '../domain/organisations/registry/lookup'
import { readList } from '../files/lists/read'
import { readShippedLists } from '../registers'
import { neutral } from './cells'
import { errorSheet, exportList, listTemplate, type ListFormat, type ListLocale } from './lists'

const register = new Register(readShippedLists(), '2026-11-22')
const FORMATS: ListFormat[] = ['xlsx', 'csv']
const LOCALES: ListLocale[] = ['nb', 'nn', 'en']
const EACH = FORMATS.flatMap(format => LOCALES.map(locale => ({ format, locale })))
const judge = async (bytes: Buffer, format: ListFormat) =>
  all(judgeUnits(readList(bytes, `x.${format}`), register, { country: 'no' }))

const ROW = {
  municipality_code: '0301',
  municipality_name: 'Oslo - Oslove',
  unit_name: 'Ammerud skole',
  unit_type: 'school',
  owner_type: 'public',
  org_number: '974589656',
  contact_name: '=Kari',
  email: 'kari@example.org',
  key: '0190a000-0000-7000-8000-000000000000',
} as const

describe.each(EACH)('a list that goes out as $format in $locale', ({ format, locale }) => {
  test('comes back as it was', async () => {
    const [heading, row] = await judge(
      await exportList({ kind: 'units', format, locale, rows: [ROW] }),
      format,
    )
    expect(heading?.result).toBe('skip')
    expect(row?.value).toMatchObject({ ...ROW, county_code: '03' })
  })

  test('of people comes back as it was', async () => {
    const person = {
      name: 'Kari',
      email: 'k@example.org',
      role: 'leader',
      unit_name: 'Ammerud skole',
      key: 'k',
    }
    const bytes = await exportList({ kind: 'participants', format, locale, rows: [person] })
    const units = [
      {
        id: 'u',
        names: ['Ammerud skole'],
        kind: 'school' as const,
        orgNumber: null,
        municipalityCode: '0301',
      },
    ]
    const rows = await all(
      judgeParticipants(readList(bytes, `x.${format}`), register, { country: 'no', units }),
    )
    expect(rows[1]).toMatchObject({ result: 'ok', value: { ...person, unit_id: 'u' } })
  })

  test('as a template has headings that are known, and examples that are left out until somebody writes over them', async () => {
    const rows = await judge(await listTemplate({ kind: 'units', format, locale }), format)
    expect(rows.map(row => row.reasons[0]?.code)).toEqual(['header_row', 'note_row', 'note_row'])
    expect(rows[1]?.cells.municipality_code).toBe('0301')
  })

  test('with what is wrong can be corrected and brought again', async () => {
    const cells = { municipality_code: '0301', unit_name: '@SUM(1)', org_number: '974589656', email: 'kari' }
    const wrong = { row: 7, cells, reasons: ['Dette er feil.', 'Dette òg.'] }
    const bytes = await errorSheet({ kind: 'units', format, locale, rows: [wrong] })
    expect((await texts(readList(bytes, `x.${format}`)))[1]).toEqual([
      2,
      'Dette er feil. Dette òg.',
      '7',
      '0301',
      "'@SUM(1)",
      '974589656',
      'kari',
    ])
    expect((await judge(bytes, format))[1]?.cells).toMatchObject({ email: 'kari', org_number: '974589656' })
  })
})

test('the key is hidden in a workbook', async () => {
  const bytes = await exportList({ kind: 'units', format: 'xlsx', locale: 'nb', rows: [ROW] })
  const { openArchive } = await import('../files/lists/archive')
  const archive = await openArchive(bytes)
  const xml = Buffer.concat(await all(archive.open('xl/worksheets/sheet1.xml'))).toString()
  expect(xml).toMatch(/<col [^>]*min="9"[^>]*hidden="1"/)
  expect(xml.match(/hidden="1"/g)).toHaveLength(1)
  expect(xml).not.toContain('<f>')
})

test.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx', '  =x'])('%j is no formula any more', text => {
  expect(neutral(text).startsWith("'")).toBe(true)
})

test.each(['Oslo', 'a=b', '0301', 'kari@example.org', ''])('%j stays as it is', text => {
  expect(neutral(text)).toBe(text)
})
