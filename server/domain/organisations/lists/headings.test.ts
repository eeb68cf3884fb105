import { describe, expect, test } from 'vitest'
import { readPasted } from '~server/files/lists/read'
import { readShippedLists } from '~server/registers'
import { all } from '../../../../tests/support/workbooks'
import { Register } from '../registry/lookup'
import type { JudgeOptions, ListKind } from './contract'
import { foldHeading, recogniseHeadings, surveyHeadings } from './headings'
import { judgeUnits } from './units'

const register = new Register(readShippedLists(), '2026-11-22')
const cells = (line: string) => line.split('|').map(text => ({ text, kind: 'text' as const }))
const fields = (line: string, kind: ListKind = 'units') => recogniseHeadings(kind, cells(line))
const paste = (lines: string[]) => readPasted(lines.join('\n').replaceAll('|', '\t'))
const judge = async (lines: string[], options: Partial<JudgeOptions> = {}) =>
  all(judgeUnits(paste(lines), register, { country: 'no', ...options }))
const results = async (lines: string[], options: Partial<JudgeOptions> = {}) =>
  (await judge(lines, options)).map(row => (row.result === 'skip' ? row.reasons[0]?.code : row.result))

const FULL = ['municipality_name', 'municipality_code', 'unit_name', 'org_number', 'contact_name', 'email']

describe('headings are known', () => {
  test.each([
    ['in Bokmål', 'Kommune|Kommunenr.|Skole|Org.nr|Kontaktperson|E-post'],
    [
      'in Nynorsk',
      'Kommunenamn|Kommunenummer|Skulenamn|Organisasjonsnummer|Namn på kontaktperson|E-postadresse',
    ],
    ['in Swedish', 'Kommun|Kommunkod|Förskola|Organisationsnummer|Kontaktpersonens namn|E-postadress'],
    ['in Danish', 'Kommune|Kommunekode|Institutionens navn|CVR-nr.|Kontaktperson|E-mailadresse'],
    [
      'in English',
      'Municipality|Municipality code|Name of school|Organisation number|Contact person|Email address',
    ],
    ['in capitals and with spaces', 'KOMMUNE |KOMMUNE NR| SKOLE / BARNEHAGE|ORG. NR.|REKTOR|E - POST'],
    [
      'with more words',
      'Kommune|Kommunenr (4 siffer)|Skolenavn 2026|Orgnr underenhet|Rektor/styrer|E-post til rektor',
    ],
    ['with letters read wrongly', 'Kommune|Kommunenr|Skole|Orgnr|Kontaktperson|E-postadressÃ©'],
  ])('%s', (_, line) => {
    expect(fields(line)).toEqual(FULL)
  })

  test('numbers of rows, telephones and remarks are left out; what nobody knows is asked about', () => {
    expect(fields('Nr|Kommune|Enhet|Tlf. kontaktperson|Merknad|Farge')).toEqual([
      'ignored',
      'municipality_name',
      'unit_name',
      'ignored',
      'ignored',
      null,
    ])
  })

  test('"Navn" is the unit’s where nothing else is, and otherwise a person’s', () => {
    expect(fields('Kommune|Navn|E-post')).toEqual(['municipality_name', 'unit_name', 'email'])
    expect(fields('Skole|Navn|E-post')).toEqual(['unit_name', 'contact_name', 'email'])
    expect(fields('Skole|Navn|E-post|Stilling', 'participants')).toEqual([
      'unit_name',
      'name',
      'email',
      'role',
    ])
  })

  test('as the office has said before', () => {
    const remembered = new Map([[foldHeading('Farge'), 'unit_name' as const]])
    expect(recogniseHeadings('units', cells('FARGE|Orgnr'), remembered)).toEqual(['unit_name', 'org_number'])
  })

  test('and data are none', () => {
    for (const line of [
      'Vadso||Kommune||a@b.no',
      'Skole|975271021',
      '__proto__|constructor',
      'Tana|Tanabru skole|Skole',
    ])
      expect(fields(line)).toBeNull()
  })
})

describe('a list is found in its sheet', () => {
  const row = (n: number) => ['3907|Andebu skole|875271032', '3907|Bokemoa skole|975271080'][n]!

  test('below titles', async () => {
    const lines = ['Skoler i Vestfold', '|Oppdatert 1. september', '', 'Kommunenr|Skole|Orgnr', row(0)]
    expect(await results(lines)).toEqual(['title_row', 'title_row', 'empty_row', 'header_row', 'ok'])
  })

  test('with headings again, in another order', async () => {
    const lines = ['Kommunenr|Skole|Orgnr', row(0), 'Orgnr|Kommunenr|Skole', '975271080|3907|Bokemoa skole']
    expect(await results(lines)).toEqual(['header_row', 'ok', 'header_row', 'ok'])
  })

  test('with headings of two lines', async () => {
    const lines = [
      'Kommune|Skole||Kontaktperson|',
      '||Orgnr|Navn|E-post',
      'Sandefjord|Andebu skole|875271032|Kari|a@b.no',
    ]
    const rows = await judge(lines)
    expect(rows[2]?.value).toMatchObject({ municipality_code: '3907', contact_name: 'Kari', email: 'a@b.no' })
  })

  test('with sums, notes and sections', async () => {
    const lines = [
      'Kommunenr|Skole|Orgnr',
      'Skoler',
      row(0),
      'Sum|1',
      'Totalt: 1 skole',
      'Antall 1',
      '1 skoler',
      'Kilde: NSR',
    ]
    expect(await results(lines)).toEqual([
      'header_row',
      'note_row',
      'ok',
      'total_row',
      'total_row',
      'total_row',
      'total_row',
      'note_row',
    ])
  })

  test('without headings, by what stands in it', async () => {
    const rows = await judge([row(0), row(1)])
    expect(rows.map(each => each.value)).toMatchObject([
      { municipality_code: '3907', unit_name: 'Andebu skole' },
      { unit_name: 'Bokemoa skole' },
    ])
    expect(await results(['875271032', '975271080'])).toEqual(['ok', 'ok'])
  })

  test('of one column', async () => {
    expect(await results(['Orgnr', '875271032', '975271080'])).toEqual(['header_row', 'ok', 'ok'])
    expect(await results(['Liste', 'Kommune', 'Horten', 'Larvik'])).toEqual([
      'title_row',
      'header_row',
      'warn',
      'warn',
    ])
  })

  test('or not at all', async () => {
    expect(await results(['Nedtrekksliste', 'Sandefjord'])).toEqual(['sheet_without_headings'])
    expect(await results(['hei', 'og hå'])).toEqual(['sheet_without_headings'])
  })

  test('of counties', async () => {
    const rows = await judge(['Fylke|E-post', 'Vestfold fylkeskommune|a@b.no', 'Fylket|c@b.no', '07|d@b.no'])
    expect(rows.slice(1).map(({ result, value }) => [result, value?.county_code])).toEqual([
      ['warn', '39'],
      ['error', undefined],
      ['warn', '39'],
    ])
  })

  test('of kindergartens and services', async () => {
    const lines = [
      'Kommune|Navn|Type|Orgnr',
      'Tana|Tanabru barnehage|Barnehage|975314324',
      'Tana|Tanabru barnehage|Skole|975314324',
      'Sandefjord|PPT for Sandefjord|PPT|',
      'Sandefjord|Solgløtt|Naturbarnehage|',
      'Sandefjord|Solgløtt||',
    ]
    const rows = await judge(lines, { within: ['39', '56'] })
    expect(
      rows.slice(1).map(({ result, value, reasons }) => [result, value?.unit_type, reasons[0]?.code]),
    ).toEqual([
      ['ok', 'kindergarten', 'code_from_name'],
      ['warn', 'kindergarten', 'unit_type_mismatch'],
      ['ok', 'ppt', 'code_from_name'],
      ['warn', 'kindergarten', 'org_number_missing'],
      ['warn', 'school', 'unit_type_unknown'],
    ])
  })
})

describe('a list from', () => {
  test('Sweden', async () => {
    const lines = [
      'Kommun|Kommunkod|Skola|Organisationsnummer|E-post',
      'Västerås|1980|Exempelskolan|212000-2080|a@b.se',
      'Västeras|1980|Exempelskolan 2||a@b.se',
      'Västerås|1981|Exempelskolan 3||a@b.se',
      'Västerås stad||Exempelskolan 4|212000-2081|a@b.se',
    ]
    const rows = await judge(lines, { country: 'se' })
    expect(rows.map(({ result, reasons }) => [result, reasons.at(-1)?.code])).toEqual([
      ['skip', 'header_row'],
      ['ok', undefined],
      ['ok', undefined],
      ['error', 'name_code_conflict'],
      ['error', 'org_number_check_digit'],
    ])
    expect(rows[1]?.value).toMatchObject({
      municipality_code: '1980',
      unit_type: 'school',
      org_number: '2120002080',
    })
  })

  test('Denmark', async () => {
    const lines = [
      'Kommune|Kommunekode|Dagtilbud|E-mail',
      'København|101|Børnehaven Solen|a@b.dk',
      'Rødovre kommune||Skolen|a@b.dk',
      '|147|Skolen To|a@b.dk',
    ]
    const rows = await judge(lines, { country: 'dk' })
    expect(
      rows.slice(1).map(({ result, value }) => [result, value?.municipality_code, value?.unit_type]),
    ).toEqual([
      ['ok', '0101', 'kindergarten'],
      ['ok', '0175', 'school'],
      ['ok', '0147', 'school'],
    ])
  })
})

test('what the columns are taken to mean can be shown to a person', async () => {
  const [sheet] = await surveyHeadings(
    'units',
    paste(['Tittel', 'Kommune|Farge|Orgnr', 'Oslo|rød|1', 'Oslo|blå|2']),
  )
  expect(sheet).toEqual({
    sheet: null,
    headerRow: 2,
    columns: [
      { heading: 'Kommune', folded: 'kommune', meaning: 'municipality_name', samples: ['Oslo'] },
      { heading: 'Farge', folded: 'farge', meaning: null, samples: ['rød', 'blå'] },
      { heading: 'Orgnr', folded: 'orgnr', meaning: 'org_number', samples: ['1', '2'] },
    ],
  })
  const [unknown] = await surveyHeadings('units', paste(['Sted|Farge', 'Oslo|rød']))
  expect(unknown).toMatchObject({ headerRow: null, columns: [{ meaning: null }, { meaning: null }] })
})
