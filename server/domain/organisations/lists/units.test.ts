import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readList, readPasted } from '~server/files/lists/read'
import { readShippedLists } from '~server/registers'
import { ROOT } from '~server/root'
import { all, workbook } from '../../../../tests/support/workbooks'
import { Register } from '../registry/lookup'
import type { JudgeOptions, UnitValue } from './contract'
import { judgeOneUnit, judgeUnits } from './units'

const register = new Register(readShippedLists(), '2026-11-22')
const EXAMPLES = path.join(ROOT, 'tests', 'examples', 'lists')

interface Expected {
  row: number
  result: string
  codes: string[]
  value?: Partial<UnitValue>
}

/** Where the product judges otherwise than whoever made an example: row and why. None so far. */
const OTHERWISE: Record<string, Record<number, string>> = {
  'vestfold-skoler': {},
  'finnmark-samisk-nettverk': {},
}

describe('the example', () => {
  test.each([
    ['vestfold-skoler', 'xlsx', 'Skoler 2026'],
    ['finnmark-samisk-nettverk', 'csv', null],
  ])('%s is judged row by row as expected', async (name, extension, sheet) => {
    const file = path.join(EXAMPLES, `${name}.${extension}`)
    const json = JSON.parse(fs.readFileSync(path.join(EXAMPLES, `${name}.expected.json`), 'utf8')) as {
      rows?: Expected[]
      sheets?: { rows: Expected[] }[]
    }
    const expected = (json.rows ?? json.sheets?.[0]?.rows ?? []).filter(
      ({ row }) => !(row in OTHERWISE[name]!),
    )
    const judged = await all(judgeUnits(readList(fs.readFileSync(file), file), register, { country: 'no' }))
    const own = judged.filter(row => row.sheet === sheet)
    expect(own.map(row => [row.row, row.result, row.reasons.map(({ code }) => code).sort()])).toEqual(
      expected.map(row => [row.row, row.result, [...row.codes].sort()]),
    )
    for (const { row, value } of expected) {
      if (value !== undefined) expect(own.find(each => each.row === row)?.value).toMatchObject(value)
    }
  })

  test('vestfold-skoler: the empty and the hidden sheet are named, and not read', async () => {
    const file = path.join(EXAMPLES, 'vestfold-skoler.xlsx')
    const judged = await all(judgeUnits(readList(fs.readFileSync(file), file), register, { country: 'no' }))
    const others = judged.filter(row => row.sheet !== 'Skoler 2026')
    expect(others.map(row => [row.sheet, row.result, row.reasons[0]?.code])).toEqual([
      ['Ark2', 'skip', 'sheet_empty'],
      ['Skjult', 'skip', 'sheet_hidden'],
    ])
  })
})

/** Judges pasted lines; `|` stands for the tab. */
async function judge(lines: string[], options: Partial<JudgeOptions> = {}) {
  const text = lines.join('\n').replaceAll('|', '\t')
  return all(judgeUnits(readPasted(text), register, { country: 'no', ...options }))
}
const said = (row: { result: string; reasons: { code: string }[] } | undefined) =>
  [row?.result, ...(row?.reasons ?? []).map(({ code }) => code)].join(' ')

const HEAD = 'Kommunenr|Kommune|Skole|Orgnr|E-post'
const GOOD = '3907|Sandefjord|Andebu skole|875271032|kari@example.org'
const one = async (line: string, options: Partial<JudgeOptions> = {}) =>
  (await judge([HEAD, line], options))[1]

describe('a row', () => {
  test.each([
    ['that is right', GOOD, 'ok'],
    ['with a zero lost and the name there', '301|Oslo|Ammerud skole|974589656|a@b.no', 'ok leading_zero'],
    [
      'with a zero lost and nothing else to tell',
      '301||Nyskolen skole||a@b.no',
      'warn leading_zero org_number_missing',
    ],
    ['with a number that became a decimal', '3907.0|Sandefjord|Andebu skole|875271032.0|a@b.no', 'ok'],
    [
      'with a number that was rounded',
      '3907|Sandefjord|Andebu skole|8,75E+08|a@b.no',
      'error org_number_rounded',
    ],
    [
      'with a number in scientific writing, whole',
      '3907|Sandefjord|Andebu skole|8.75271032E+08|a@b.no',
      'ok',
    ],
    ['with code and name in one cell', '|2025 Tana|Tanabru skole|875280252|a@b.no', 'warn superseded_code'],
    ['with the code behind the name', '|Tana (5628)|Tanabru skole|875280252|a@b.no', 'ok'],
    ['with the code in the column of names', '|5628|Tanabru skole|875280252|a@b.no', 'ok'],
    [
      'with a formula for a code',
      '=719|Andebu|Høyjord skole|975271021|a@b.no',
      'warn formula_text leading_zero superseded_code',
    ],
    [
      'with a code that was kept as a text',
      '="0719"|Andebu|Høyjord skole|975271021|a@b.no',
      'warn superseded_code',
    ],
    [
      'of a municipality that was split, with a number',
      '1850|Tysfjord|Drag skole|975288005|a@b.no',
      'warn superseded_code',
    ],
    [
      'of a municipality that was split, without',
      '1850|Tysfjord|Ukjent skole||a@b.no',
      'error successor_ambiguous',
    ],
    [
      'of one that was split, with the name of a part',
      '1850|Hamarøy|Ukjent skole||a@b.no',
      'warn superseded_code org_number_missing',
    ],
    ['of a name that two bear', '|Våler|Ukjent skole||a@b.no', 'error municipality_ambiguous'],
    ['whose name and code differ', '3907|Larvik|Berg skole|974584522|a@b.no', 'error name_code_conflict'],
    ['registered elsewhere', '3905|Tønsberg|Andebu skole|875271032|a@b.no', 'error name_code_conflict'],
    ['with an old name and a new code', '3907|Andebu|Andebu skole|875271032|a@b.no', 'warn superseded_name'],
    ['with another hyphen', '5628|Deatnu – Tana|Tanabru skole|875280252|a@b.no', 'ok'],
    [
      'with "kommune" behind the name',
      '|Sandefjord kommune|Andebu skole|875271032|a@b.no',
      'ok code_from_name',
    ],
    ['with nothing but the number', '|||875271032|a@b.no', 'ok code_from_org_number'],
    ['without any place', '||Ukjent skole||a@b.no', 'error municipality_missing'],
    ['of a place nobody knows', '|Ingensteds|Ukjent skole||a@b.no', 'error municipality_unknown'],
    ['with a code nobody knows', '9876||Ukjent skole||a@b.no', 'error municipality_unknown'],
    ['without a number, known by name', '3907|Sandefjord|Andebu skole||a@b.no', 'ok org_number_from_name'],
    [
      'with letters that were read wrongly',
      '|FÃ¦rder|Borgheim ungdomsskole|975271250|a@b.no',
      'ok encoding_repaired',
    ],
    [
      'with a letter lost in the name of the school',
      '3907|Sandefjord|H?yjord skole|975271021|a@b.no',
      'warn lost_character',
    ],
    [
      'with the letters of another keyboard',
      '|Baerum|Ny skole||a@b.no',
      'warn name_fuzzy org_number_missing',
    ],
    ['about the municipality', '3907|Sandefjord|||a@b.no', 'warn municipality_only'],
    [
      'with an error for a name',
      '3907|#NAVN?|Andebu skole|875271032|a@b.no',
      'warn cell_error municipality_name_missing',
    ],
    ['with a dash for nothing', '3907|Sandefjord|Andebu skole|-|a@b.no', 'ok org_number_from_name'],
    ['with more than a name', `3907|Sandefjord|${'x'.repeat(300)}||a@b.no`, 'error too_long'],
    [
      'called like a part of a program',
      '3907|__proto__|constructor|875271032|a@b.no',
      'warn municipality_unknown name_mismatch',
    ],
  ])('%s', async (_, line, expected) => {
    expect(said(await one(line))).toBe(expected)
  })

  test.each([
    ['NO 875 271 032 MVA', 'ok org_number_decorated'],
    ['Org.nr: 875271032', 'ok org_number_decorated'],
    ['875\u00a0271\u00a0032', 'ok'],
    ['875.271.032', 'ok'],
    ["'875271032", 'ok'],
    ['+875271032', 'ok'],
  ])('with %s for a number', async (number, expected) => {
    expect(said(await one(`3907|Sandefjord|Andebu skole|${number}|a@b.no`))).toBe(expected)
  })

  test.each([
    ['KARI@EXAMPLE.ORG', 'ok', 'kari@example.org'],
    ['mailto:kari@example.org', 'ok email_repaired', 'kari@example.org'],
    ['Kari Eksempel <kari@example.org>', 'ok email_repaired', 'kari@example.org'],
    ['kari@example.org.', 'ok email_repaired', 'kari@example.org'],
    ['kari@example.org; ola@example.org', 'warn email_several', 'kari@example.org'],
    ['kari@example.org / ola@example.org', 'warn email_several', 'kari@example.org'],
    ['kari @ example.org', 'warn email_repaired', 'kari@example.org'],
    ['kari(at)example.org', 'warn email_repaired', 'kari@example.org'],
    ['kari@example,org', 'warn email_repaired', 'kari@example.org'],
    ['kari eksempel@example.org', 'error email_syntax', undefined],
    ['kari@example', 'error email_syntax', undefined],
    ['kåre@example.org', 'error email_syntax', undefined],
    ['', 'warn email_missing', null],
  ])('with %j for an address', async (address, expected, email) => {
    const row = await one(`3907|Sandefjord|Andebu skole|875271032|${address}`)
    expect(said(row)).toBe(expected)
    expect(row?.value?.email).toBe(email)
  })

  test('that a person has corrected is judged by itself', () => {
    const cells = {
      municipality_code: '3907',
      unit_name: 'Fevang skole',
      org_number: '974594251',
      email: 'a@b.no',
    }
    expect(said(judgeOneUnit(cells, register, { country: 'no' }))).toBe('error org_number_check_digit')
    const corrected = judgeOneUnit({ ...cells, org_number: '974594250' }, register, { country: 'no' })
    expect(corrected).toMatchObject({ result: 'ok', value: { unit_type: 'school', owner_type: 'public' } })
  })

  test('says why in the language that is asked for', async () => {
    for (const [locale, word] of [
      ['nb', 'ikke'],
      ['nn', 'ikkje'],
      ['en', 'not'],
    ] as const) {
      const row = await one('3907|Sandefjord|Andebu skole|875271032|kari', { locale })
      expect(row?.reasons[0]?.text).toContain(word)
    }
  })
})

describe('a list', () => {
  test('that says what it is about has the others outside', async () => {
    const lines = [HEAD, GOOD, '4601|Bergen|Alvøen skole|874738352|a@b.no']
    const results = async (options: Partial<JudgeOptions>) => (await judge(lines, options)).slice(1).map(said)
    expect(await results({ within: ['39'] })).toEqual(['ok', 'warn outside_county'])
    expect(await results({ within: ['07'] })).toEqual(['ok', 'warn outside_county'])
    expect(await results({ within: ['0719'] })).toEqual(['ok', 'warn outside_county'])
    expect(await results({ within: ['4601'], outside: 'error' })).toEqual(['error outside_county', 'ok'])
    expect(await results({})).toEqual(['ok', 'ok'])
  })

  test('of one county decides between two of a name, and asks', async () => {
    const row = await one('|Våler|Ukjent skole||a@b.no', { within: ['34'] })
    expect(said(row)).toBe('warn municipality_ambiguous org_number_missing')
    expect(row?.value?.municipality_code).toBe('3419')
  })

  test('has a school once; what is wrong does not count as the first', async () => {
    const rows = await judge([HEAD, GOOD.replace('3907', '3909'), GOOD, GOOD])
    expect(rows.slice(1).map(said)).toEqual(['error name_code_conflict', 'ok', 'warn duplicate'])
  })

  test('is evaluated by nobody: formulas are text', async () => {
    const cells = [
      { xml: `<c t="str"><f>cmd|' /C calc'!A0</f><v>3907</v></c>` },
      'Sandefjord',
      '=1+1',
      '875271032',
      'a@b.no',
    ]
    const bytes = workbook([HEAD.split('|'), cells])
    const rows = await all(judgeUnits(readList(bytes, 'x.xlsx'), register, { country: 'no' }))
    expect(said(rows[1])).toBe('warn formula_cached_value formula_text name_mismatch')
    expect(rows[1]?.value).toMatchObject({ unit_name: 'Andebu skole', municipality_code: '3907' })
  })

  test('of anything at all is judged without an exception, and stores only its own fields', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom(
        '__proto__',
        'constructor',
        'Kommune',
        'Oslo',
        '0301',
        '874594250',
        '=A1',
        'a@b.no',
        '#REF!',
        '2025 Tana',
      ),
    )
    const lines = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(lines, async rows => {
        const sheet = rows.map((cells, i) => ({
          sheet: null,
          hidden: false,
          row: i + 1,
          cells: cells.map(text => ({ text, kind: 'text' as const })),
        }))
        async function* source() {
          yield* sheet
        }
        for (const row of await all(judgeUnits(source(), register, { country: 'no' }))) {
          expect(['ok', 'warn', 'error', 'skip']).toContain(row.result)
          expect(row.value === null).toBe(row.result === 'error' || row.result === 'skip')
          expect(Object.getPrototypeOf(row.cells)).toBe(Object.prototype)
        }
      }),
      { seed: 26, numRuns: 300 },
    )
    expect(({} as Record<string, unknown>)['text']).toBeUndefined()
  })
})
