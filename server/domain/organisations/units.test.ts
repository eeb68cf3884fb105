import { beforeAll, describe, expect, test } from 'vitest'
import { actorOf, aPerson, aUnit } from '../../../tests/support/factories'
import { aCast, aNetwork, CAST, type Cast, type Network } from '../../../tests/support/network'
import { useDatabase } from '../../../tests/support/database'
import { nameOn, validOn } from './names'
import { canAdminister, administeredUnits } from './policy'
import { isOrgNumber } from './registry/org-number'
import { orgNumber } from './schema'
import { FACTS, getUnit, listUnits, unitFacts } from './units'

const database = useDatabase()
let n: Network
let cast: Cast

beforeAll(async () => {
  n = await aNetwork()
  cast = await aCast(n)
})

describe('who sees a unit', () => {
  const AUTHORITIES = ['Nord', 'Nordby', 'Staten', 'Sør', 'Sørby', 'Vest', 'Vestby', 'Vestbygd', 'Vestvik']
  const SCHOOLS: Partial<Record<keyof Cast, string[]>> = {
    west: ['Vestby andre skole', 'Vestby skole', 'Vestbygd skole'],
    westTown: ['Vestby andre skole', 'Vestby skole'],
    north: ['Nordby skole'],
    northTown: ['Nordby skole'],
    leader: ['Vestby skole'],
    teacher: ['Vestby skole'],
    resource: ['Vestby skole'],
    otherTeacher: ['Vestby andre skole'],
    northTeacher: ['Nordby skole'],
  }
  test.each(CAST)('%s', async who => {
    const authorities = await listUnits(cast[who], { kinds: ['national', 'county', 'municipality'] })
    expect(authorities.map(({ name }) => name)).toEqual(AUTHORITIES)
    const schools = await listUnits(cast[who], { kinds: ['school'] })
    expect(schools.map(({ name }) => name)).toEqual(SCHOOLS[who] ?? [])
  })

  test('a guest sees none', async () => {
    const guest = await actorOf(await aPerson({ kind: 'guest' }))
    expect(await listUnits(guest)).toEqual([])
    await expect(getUnit(guest, n.west)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('below a county lie its municipalities', async () => {
    const below = await listUnits(cast.teacher, { below: n.west, kinds: ['municipality'] })
    expect(below.map(({ name }) => name)).toEqual(['Vestby', 'Vestbygd', 'Vestvik'])
    expect(await getUnit(cast.teacher, n.westTown)).toMatchObject({
      kind: 'municipality',
      name: 'Vestby',
      code: null,
    })
  })

  test.each(['x', '', '00000000-0000-0000-0000-000000000000'])('the id %j is not found', async id => {
    await expect(getUnit(cast.west, id)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('of another’s school not even that it exists', async () => {
    await expect(getUnit(cast.north, n.westTownSchool)).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('the list of what one administers is the policy’s yes', async () => {
  const all = (await database.db.orgUnit.findMany({ select: FACTS })).map(unitFacts)
  for (const who of CAST) {
    const rows = await database.db.orgUnit.findMany({
      where: administeredUnits(cast[who]),
      select: { id: true },
    })
    const oracle = all.filter(unit => canAdminister(cast[who], unit)).map(({ id }) => id)
    expect(rows.map(({ id }) => id).sort(), who).toEqual(oracle.sort())
  }
})

describe('names of their time', () => {
  const day = (text: string) => new Date(text)
  const names = [
    { name: 'Agder', validFrom: day('2020-01-01'), validTo: null },
    { name: 'Aust-Agder', validFrom: null, validTo: day('2020-01-01') },
  ]
  test.each([
    ['2017-01-01', 'Aust-Agder'],
    ['2019-12-31', 'Aust-Agder'],
    ['2020-01-01', 'Agder'],
    ['2026-11-22', 'Agder'],
  ])('on %s: %s', (on, name) => {
    expect(nameOn({ names }, day(on))).toBe(name)
  })

  test('when none was valid, the nearest one', () => {
    const gone = [
      { name: 'først', validFrom: day('1990-01-01'), validTo: day('2000-01-01') },
      { name: 'sist', validFrom: day('2000-01-01'), validTo: day('2010-01-01') },
    ]
    expect(nameOn({ names: gone }, day('2026-01-01'))).toBe('sist')
    expect(nameOn({ names: gone }, day('1980-01-01'))).toBe('først')
    expect(validOn(gone.slice(2), day('2026-01-01'))).toBeUndefined()
    expect(nameOn({ names: [] }, day('2026-01-01'))).toBe('–')
  })

  test('å is the last letter', async () => {
    const county = await aUnit({ kind: 'county' })
    for (const name of ['Åmli', 'Arendal', 'Østre Toten', 'Ærøy'])
      await aUnit({ kind: 'municipality', name, below: county })
    const list = await listUnits(cast.nobody, { below: county })
    expect(list.map(({ name }) => name)).toEqual(['Arendal', 'Ærøy', 'Østre Toten', 'Åmli'])
  })
})

test.each([
  ['974760673', true],
  ['975271161', true],
  ['975271162', false],
  ['97476067', false],
  ['97476067a', false],
])('organisation number %s: %s', (text, yes) => {
  expect(isOrgNumber(text)).toBe(yes)
  expect(orgNumber.safeParse(`${text.slice(0, 3)} ${text.slice(3)}`).success).toBe(yes)
})
