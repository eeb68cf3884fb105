import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../../../tests/support/database'
import { eventsOf } from '../../../../tests/support/factories'
import { everythingOfRegisters, loadShippedRegisters, unitByCode } from '../../../../tests/support/registers'
import { codeOn, nameOn } from '../names'
import type { Loaded } from './load'
import { readRegister } from './read-register'

const database = useDatabase()
let first: Loaded

beforeAll(async () => {
  first = await loadShippedRegisters(database.db)
})

const day = (text: string) => new Date(`${text}T00:00:00Z`)

const unit = unitByCode
const everything = everythingOfRegisters
const above = (row: Awaited<ReturnType<typeof unit>>) => row.above

describe('the shipped registers', () => {
  test('are units: 26 Norwegian counties and 445 municipalities that ever were, Sweden, Denmark', async () => {
    const count = async (country: string, kind: 'county' | 'municipality') =>
      database.db.orgUnit.count({ where: { country, kind } })
    expect([await count('no', 'county'), await count('no', 'municipality')]).toEqual([26, 445])
    expect([await count('se', 'county'), await count('se', 'municipality')]).toEqual([21, 290])
    expect([await count('dk', 'county'), await count('dk', 'municipality')]).toEqual([5, 98])
    expect(first.unitsCreated).toHaveLength(885)
  })

  test('leave schools and kindergartens out of the network', async () => {
    expect(await database.db.orgUnit.count({ where: { kind: { in: ['school', 'kindergarten'] } } })).toBe(0)
    expect(await database.db.registerUnit.count()).toBe(first.registerUnits.added)
  })

  test.each([
    ['2017-01-01', 426, 19],
    ['2018-01-01', 422, 18],
    ['2019-12-31', 422, 18],
    ['2020-01-01', 356, 11],
    ['2023-12-31', 356, 11],
    ['2024-01-01', 357, 15],
  ])('have on %s as many municipalities and counties as Norway had', async (on, municipalities, counties) => {
    const { rows } = await database.pool.query<{ system: string; units: number }>(
      `SELECT system, count(DISTINCT org_unit_id)::int AS units FROM org_unit_code
       WHERE system IN ('no-county', 'no-municipality')
         AND (valid_from IS NULL OR valid_from <= $1) AND (valid_to IS NULL OR valid_to > $1)
       GROUP BY system ORDER BY system`,
      [on],
    )
    expect(rows.map(row => row.units)).toEqual([counties, municipalities])
  })

  test('place every municipality in the county of each day, and in one only', async () => {
    for (const on of ['2017-01-01', '2018-01-01', '2019-01-01', '2020-01-01', '2024-01-01', '2026-11-22']) {
      const { rows } = await database.pool.query<{ counties: number; units: number }>(
        `SELECT counties, count(*)::int AS units FROM (
           SELECT c.org_unit_id, count(DISTINCT r.parent_id)::int AS counties FROM org_unit_code c
           LEFT JOIN org_unit_relation r ON r.child_id = c.org_unit_id AND r.kind = 'owns'
             AND (r.valid_from IS NULL OR r.valid_from <= $1) AND (r.valid_to IS NULL OR r.valid_to > $1)
           WHERE c.system = 'no-municipality'
             AND (c.valid_from IS NULL OR c.valid_from <= $1) AND (c.valid_to IS NULL OR c.valid_to > $1)
           GROUP BY c.org_unit_id) x GROUP BY counties`,
        [on],
      )
      expect(rows, on).toEqual([{ counties: 1, units: expect.any(Number) as number }])
    }
  })
})

describe('a unit stays the same unit', () => {
  test('through a merger that keeps its name and three new numbers: Sandefjord', async () => {
    const now = await unit('3907')
    expect((await unit('0706')).id).toBe(now.id)
    expect((await unit('0710')).id).toBe(now.id)
    const codes = ['2016-01-01', '2017-01-01', '2020-01-01', '2024-01-01'].map(on => codeOn(now, day(on)))
    expect(codes).toEqual(['0706', '0710', '3804', '3907'])
    expect(now.names).toHaveLength(1)
    expect(now.validTo).toBeNull()
  })

  test('when others merge into its number: Stavanger and Trondheim', async () => {
    expect((await unit('1103')).codes).toHaveLength(1)
    expect(
      (await unit('1103')).predecessors.map(({ from }) => nameOn(from, day('2019-01-01'))).sort(),
    ).toEqual(['Finnøy', 'Rennesøy'])
    const trondheim = await unit('5001')
    expect((await unit('1601')).id).toBe(trondheim.id)
    const names = ['2017-06-01', '2019-06-01', '2026-06-01'].map(on => nameOn(trondheim, day(on)))
    expect(names[0]).toBe('Trondheim')
    expect(names[2]).toBe('Trondheim - Tråante')
  })

  test.each([
    ['07', '39', 'Vestfold'],
    ['08', '40', 'Telemark'],
    ['19', '55', 'Troms - Romsa - Tromssa'],
    ['20', '56', 'Finnmark - Finnmárku - Finmarkku'],
    ['01', '31', 'Østfold'],
    ['02', '32', 'Akershus'],
    ['06', '33', 'Buskerud'],
  ])('when it is set up again: county %s is county %s, %s', async (then, now, name) => {
    const county = await unit(now, 'no-county')
    expect((await unit(then, 'no-county')).id).toBe(county.id)
    expect(nameOn(county, day('2026-01-01'))).toBe(name)
    expect(county.validTo).toBeNull()
  })

  test('when it is set up again as a municipality: Haram', async () => {
    expect((await unit('1534')).id).toBe((await unit('1580')).id)
  })

  test('and is another one when it is not: Viken, Agder, Vestfold og Telemark', async () => {
    const ids = await Promise.all(
      ['30', '42', '38', '01', '09', '10', '07'].map(code => unit(code, 'no-county')),
    )
    expect(new Set(ids.map(({ id }) => id)).size).toBe(7)
  })
})

describe('what became of a unit', () => {
  const become = (row: Awaited<ReturnType<typeof unit>>) =>
    row.successors
      .map(({ kind, date, to }) => `${kind} ${date.toISOString().slice(0, 10)} ${nameOn(to, date)}`)
      .sort()

  test.each([
    ['0719', ['merged 2017-01-01 Sandefjord']],
    ['1850', ['split 2020-01-01 Hábmer - Hamarøy', 'split 2020-01-01 Narvik']],
    ['5012', ['split 2020-01-01 Heim', 'split 2020-01-01 Hitra', 'split 2020-01-01 Orkland']],
    ['1507', ['split 2024-01-01 Haram']],
    ['1534', ['merged 2020-01-01 Ålesund']],
    ['3907', []],
  ])('of %s: %j', async (code, became) => {
    expect(become(await unit(code))).toEqual(became)
  })

  test('of a county, also in part', async () => {
    expect(become(await unit('07', 'no-county'))).toEqual([
      'merged 2020-01-01 Vestfold og Telemark',
      'partial 2020-01-01 Viken',
    ])
    expect(become(await unit('15', 'no-county'))).toEqual([
      'partial 2019-01-01 Trøndelag - Trööndelage',
      'partial 2020-01-01 Trøndelag - Trööndelage',
    ])
  })

  test('lies below whoever took it over, so that its history stays in sight', async () => {
    expect(above(await unit('0719'))).toEqual(['Sandefjord', 'Vestfold'])
    expect(above(await unit('09', 'no-county'))).toEqual(['Agder'])
  })

  test('is handed to nobody when it was split: a municipality stays with its county', async () => {
    expect(above(await unit('1850'))).toEqual(['Nordland - Nordlánnda'])
    expect(above(await unit('38', 'no-county'))).toEqual([])
  })

  test('is its own again when it was set up again', async () => {
    expect(above(await unit('07', 'no-county'))).toEqual([])
    expect(above(await unit('1580'))).toEqual(['Møre og Romsdal'])
  })
})

test('loading the same a second time, also twice at once, changes nothing', async () => {
  const before = await everything()
  const events = (await eventsOf('registers.loaded')).length
  const again = await Promise.all([loadShippedRegisters(database.db), loadShippedRegisters(database.db)])
  expect(again.map(({ lists }) => lists)).toEqual([[], []])
  expect(await everything()).toEqual(before)
  expect(await eventsOf('registers.loaded')).toHaveLength(events)
})

test('loading everything anew, as if nothing were known of it, finds every unit again', async () => {
  const before = await everything()
  await database.db.registerList.deleteMany()
  const again = await loadShippedRegisters(database.db)
  expect(again).toMatchObject({ unitsCreated: [], unitsEnded: [], unitsMoved: [] })
  expect(again.lists).toHaveLength(8)
  expect(await everything()).toEqual(before)
})

describe('the register in the database', () => {
  test('answers as the lists do', async () => {
    const register = await readRegister(database.db)
    expect(register.standing('0719')).toMatchObject({ kind: 'succeeded', codes: ['3907'] })
    expect(register.unit('875280252')?.name).toBe('Tanabru skole')
    expect(register.municipalitiesNamed('Deatnu').map(({ code }) => code)).toEqual(['5628'])
  })
})
