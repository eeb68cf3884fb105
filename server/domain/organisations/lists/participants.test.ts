import { describe, expect, test } from 'vitest'
import { readPasted } from '~server/files/lists/read'
import { readShippedLists } from '~server/registers'
import { all } from '../../../../tests/support/workbooks'
import { Register } from '../registry/lookup'
import type { KnownUnit, ParticipantOptions } from './contract'
import { judgeOneParticipant, judgeParticipants } from './participants'

const register = new Register(readShippedLists(), '2026-11-22')
const unit = (
  id: string,
  name: string,
  municipalityCode: string,
  more: Partial<KnownUnit> = {},
): KnownUnit => ({
  id,
  names: [name],
  kind: 'school',
  orgNumber: null,
  municipalityCode,
  ...more,
})
const units = [
  unit('andebu', 'Andebu skole', '3907', { orgNumber: '875271032' }),
  unit('berg-1', 'Berg skole', '3909'),
  unit('berg-2', 'Berg skole', '3901'),
  unit('masi', 'Máze Skuvla/Masi skole', '5612'),
  unit('larvik', 'Larvik', '3909', { kind: 'municipality' }),
]

async function judge(lines: string[], options: Partial<ParticipantOptions> = {}) {
  const rows = readPasted(lines.join('\n').replaceAll('|', '\t'))
  return all(judgeParticipants(rows, register, { country: 'no', units, ...options }))
}
const said = (row: { result: string; reasons: { code: string }[] } | undefined) =>
  [row?.result, ...(row?.reasons ?? []).map(({ code }) => code)].join(' ')
const HEAD = 'Navn|E-post|Stilling|Skole|Kommune|Orgnr'

describe('a person', () => {
  test.each([
    ['at a school known by number', 'Kari|kari@example.org|Lærer|||875271032', 'ok', 'andebu'],
    ['at a school known by name', 'Kari|kari@example.org|Rektor|Andebu skole||', 'ok', 'andebu'],
    ['at one of two names', 'Kari|kari@example.org|Rektor|Masi skole||', 'ok', 'masi'],
    [
      'at one of two schools of a name',
      'Kari|kari@example.org|Lærer|Berg skole|Larvik|',
      'ok code_from_name',
      'berg-1',
    ],
    [
      'at either of two schools',
      'Kari|kari@example.org|Lærer|Berg skole||',
      'error unit_ambiguous',
      undefined,
    ],
    [
      'at a school of others',
      'Kari|kari@example.org|Lærer|Alvøen skole|Bergen|',
      'error unit_unknown',
      undefined,
    ],
    ['at a municipality', 'Kari|kari@example.org|Lærer||Larvik|', 'warn municipality_only', 'larvik'],
    ['nowhere', 'Kari|kari@example.org|Lærer|||', 'error unit_missing', undefined],
    ['without an address', 'Kari||Lærer|Andebu skole||', 'error email_missing', undefined],
    ['without a name', '|kari.eksempel@example.org|Lærer|Andebu skole||', 'warn name_missing', 'andebu'],
    ['without a role', 'Kari|kari@example.org||Andebu skole||', 'ok role_assumed', 'andebu'],
    [
      'with a role nobody knows',
      'Kari|kari@example.org|Trollmann|Andebu skole||',
      'warn role_unknown',
      'andebu',
    ],
    [
      'who shares the row with another',
      'Kari|kari@example.org, ola@example.org|Lærer|Andebu skole||',
      'warn email_several',
      'andebu',
    ],
    [
      'whose number is another school’s',
      'Kari|kari@example.org|Lærer|Berg skole||875271032',
      'warn name_mismatch',
      'andebu',
    ],
  ])('%s', async (_, line, expected, id) => {
    const [, row] = await judge([HEAD, line])
    expect(said(row)).toBe(expected)
    expect(row?.value?.unit_id).toBe(id)
  })

  test.each([
    ['Rektor', 'leader'],
    ['Styrer', 'leader'],
    ['Einingsleiar', 'leader'],
    ['Lærer', 'teacher'],
    ['Barnehagelærer', 'teacher'],
    ['Pedagogisk leder', 'leader'],
    ['Assistent', 'assistant'],
    ['Fagarbeider', 'assistant'],
    ['PPT-rådgiver', 'ppt_adviser'],
    ['Lokal ressursperson', 'resource_person'],
    ['Administrator', 'teacher'],
  ])('called %s is %s', async (text, role) => {
    const [, row] = await judge([HEAD, `Kari|kari@example.org|${text}|Andebu skole||`])
    expect(row?.value?.role).toBe(role)
  })

  test('who is there already is known, and keeps a role that no list can give', async () => {
    const members = new Map([
      ['kari@example.org', [{ unitId: 'larvik', role: 'municipality_coordinator' as const }]],
    ])
    const line = 'Kari|KARI@example.org|Kommunekoordinator||Larvik|'
    const [, row] = await judge([HEAD, line], { members })
    expect(said(row)).toBe('warn municipality_only already_there')
    expect(row?.value?.role).toBe('municipality_coordinator')
    const [, other] = await judge([HEAD, line])
    expect(other?.value?.role).toBe('teacher')
  })

  test('stands in a list once per unit', async () => {
    const line = 'Kari|kari@example.org|Lærer|Andebu skole||'
    const rows = await judge([HEAD, line, line.replace('Andebu', 'Masi'), line])
    expect(rows.slice(1).map(said)).toEqual(['ok', 'ok', 'warn duplicate'])
  })

  test('with first and last name apart', async () => {
    const [, row] = await judge([
      'Fornavn|Etternavn|E-post|Skole',
      'Kari|Eksempel|k@example.org|Andebu skole',
    ])
    expect(row?.value?.name).toBe('Kari Eksempel')
  })

  test('that was corrected is judged by itself', () => {
    const cells = { name: 'Kari', email: 'k@example.org', unit_name: 'Andebu skole' }
    expect(judgeOneParticipant(cells, register, { country: 'no', units })).toMatchObject({
      result: 'ok',
      value: { unit_id: 'andebu' },
    })
  })
})

describe('addresses copied out of a mail program', () => {
  const own = { defaultUnitId: 'andebu' }
  test('in one line', async () => {
    const rows = await judge(['Kari Eksempel <kari@example.org>; "Ola Eksempel" <ola@example.org>'], own)
    expect(rows.map(row => [row.value?.name, row.value?.email])).toEqual([
      ['Kari Eksempel', 'kari@example.org'],
      ['Ola Eksempel', 'ola@example.org'],
    ])
  })

  test('one below the other, without a heading', async () => {
    const rows = await judge(['kari.eksempel@example.org', 'ola@example.org'], own)
    expect(rows.map(row => [row.result, row.value?.name])).toEqual([
      ['warn', 'Kari Eksempel'],
      ['warn', 'Ola'],
    ])
  })
})
