import { describe, expect, test } from 'vitest'
import { readShippedLists } from '~server/registers'
import { fold, wordKey } from './fold'
import { Register } from './lookup'
import { isOrgNumber } from './org-number'
import { inForce } from './rows'

const lists = readShippedLists()
const register = new Register(lists, '2026-11-22')
const codes = (entries: { code: string }[]) => entries.map(({ code }) => code)

describe('a name is compared', () => {
  test.each([
    ['Kárášjohka – Karasjok', 'karasjohka karasjok'],
    ['Porsáŋgu', 'porsangu'],
    ['\u00a0Tana\u00a0', 'tana'],
    ['Tønsberg', 'tønsberg'],
    ['Västerås', 'væsterås'],
    ['Malmö', 'malmø'],
    ['Aalesund', 'ålesund'],
    ['A\u030alesund', 'ålesund'],
    ['Nååvmesjenjaelmie', 'nååvmesjenjaelmie'],
    ['Stïentje', 'stientje'],
    ['Våler (Østfold)', 'våler østfold'],
  ])('%s as %s', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })

  test('parallel names are equal in any order and with any separator', () => {
    expect(wordKey('Tana/Deatnu')).toBe(wordKey('Deatnu - Tana'))
  })
})

describe('a municipality is found by number', () => {
  test.each([
    ['0719', 'Andebu'],
    ['719', 'Andebu'],
    ['3907', 'Sandefjord'],
    [' 0301 ', 'Oslo - Oslove'],
  ])('%s is %s', (code, name) => {
    expect(register.municipality(code)?.name).toBe(name)
  })

  test.each(['', '9999', '12345', 'x', '19'])('%j is none', code => {
    expect(register.municipality(code)).toBeNull()
    expect(register.standing(code)).toBeNull()
  })

  test('of Sweden and Denmark too', () => {
    expect(register.municipality('1980', 'se')).toMatchObject({ name: 'Västerås', county: { code: '19' } })
    expect(register.municipality('101', 'dk')).toMatchObject({
      name: 'København',
      county: { code: null, name: 'Hovedstaden' },
    })
  })
})

describe('what stands today', () => {
  test.each([
    ['3907', 'current', ['3907'], ['3907']],
    ['1103', 'current', ['1103'], ['1103']],
    ['5001', 'current', ['5001'], ['5001']],
    ['0719', 'succeeded', ['3907'], ['0719', '0710', '3804', '3907']],
    ['1142', 'succeeded', ['1103'], ['1142', '1103']],
    ['1601', 'succeeded', ['5001'], ['1601', '5001']],
    ['2025', 'succeeded', ['5628'], ['2025', '5441', '5628']],
    ['1850', 'split', ['1806', '1875'], ['1850', '1806', '1875']],
    ['5012', 'split', ['5055', '5056', '5059'], ['5012', '5055', '5056', '5059']],
    ['1507', 'split', ['1508', '1580'], ['1507', '1508', '1580']],
  ] as const)('%s: %s %j', (code, kind, now, path) => {
    expect(register.standing(code)).toEqual({ kind, codes: now, path })
  })

  test('every code that ever was leads to one in force', () => {
    const lost = lists['no-municipalities'].filter(row => !register.standing(row.code)?.codes.length)
    expect(lost).toEqual([])
  })

  test('on an earlier day an earlier answer', () => {
    expect(new Register(lists, '2018-06-01').standing('0719')?.codes).toEqual(['0710'])
    expect(new Register(lists, '2021-06-01').standing('0719')?.codes).toEqual(['3804'])
  })
})

describe('a municipality is found by name', () => {
  test.each([
    ['Sandefjord', ['3907']],
    ['SANDEFJORD KOMMUNE', ['3907']],
    ['Andebu', ['0719']],
    ['Tana', ['5628']],
    ['Deatnu', ['5628']],
    ['Tana/Deatnu', ['5628']],
    ['2025 Tana', ['5628']],
    ['Guovdageaidnu Kautokeino', ['5612']],
    ['Kárášjohka', ['5610']],
    ['Porsáŋgu', ['5622']],
    ['Våler', ['3114', '3419']],
    ['Våler (Innlandet)', ['3419']],
    ['Herøy (Nordland)', ['1818']],
    ['Trondheim', ['5001']],
    ['Haram', ['1580']],
    ['Tysfjord', ['1850']],
    ['Ingensteds', []],
    ['', []],
  ])('%s: %j', (name, found) => {
    expect(codes(register.municipalitiesNamed(name))).toEqual(found)
  })

  test.each([
    ['Vadso', '5607'],
    ['Kárá?johka', '5610'],
    ['Sandefjrod', '3907'],
  ])('%s is one letter from %s', (name, code) => {
    expect(register.municipalitiesNamed(name)).toEqual([])
    expect(codes(register.municipalitiesLike(name))).toEqual([code])
  })

  test('each country has its own names', () => {
    expect(register.municipalitiesNamed('Västerås')).toEqual([])
    expect(codes(register.municipalitiesNamed('Västerås', 'se'))).toEqual(['1980'])
    expect(codes(register.municipalitiesNamed('Aabenraa', 'dk'))).toEqual(['0580'])
  })
})

test('as many counties and municipalities as there were', () => {
  const count = (list: 'no-counties' | 'no-municipalities', day: string) =>
    lists[list].filter(row => inForce(row, day)).length
  const days = ['2017-01-01', '2018-01-01', '2019-01-01', '2020-01-01', '2024-01-01']
  expect(days.map(day => count('no-municipalities', day))).toEqual([426, 422, 422, 356, 357])
  expect(days.map(day => count('no-counties', day))).toEqual([19, 18, 18, 11, 15])
})

test('every municipality lies in a county', () => {
  expect(register.municipality('0719')?.county).toMatchObject({ code: '07', name: 'Vestfold' })
  expect(register.municipality('3804')?.county).toMatchObject({ name: 'Vestfold og Telemark' })
  expect(lists['no-municipalities'].filter(row => !register.municipality(row.code)?.county)).toEqual([])
  expect(codes(register.countiesNamed('Troms') as { code: string }[])).toEqual(['19', '55'])
  expect(codes(register.countiesNamed('Vestfold fylkeskommune') as { code: string }[])).toEqual(['07', '39'])
})

describe('a school', () => {
  test('is found by organisation number, however it is written', () => {
    expect(register.unit('875 280 252')).toMatchObject({ name: 'Tanabru skole', kind: 'school' })
    expect(register.unit('NO 875280252 MVA')?.municipalityCode).toBe('5628')
    expect(register.unit('310000019')).toBeNull()
  })

  test('is found by name within its municipality, one letter aside', () => {
    expect(register.unitsNamed('5628', 'TANABRU SKOLE').map(unit => unit.orgNumber)).toEqual(['875280252'])
    expect(register.unitsNamed('5628', 'Tanabru skule').map(unit => unit.orgNumber)).toEqual(['875280252'])
    expect(register.unitsNamed('3907', 'Tanabru skole')).toEqual([])
  })

  test('has a number whose check digit is right', () => {
    const all = [...lists['no-schools'], ...lists['no-kindergartens']]
    expect(all.filter(({ orgNumber }) => !isOrgNumber(orgNumber))).toEqual([])
    // Its remainder would need the digit 10.
    expect(['300000170', '300000171', '300000179'].filter(isOrgNumber)).toEqual([])
  })
})
