import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../shared/actor'
import { useDatabase } from '../../../tests/support/database'
import { actorOf, anActor, aPerson } from '../../../tests/support/factories'
import { unitByCode, useRegisters } from '../../../tests/support/registers'
import { searchUnits } from './search'
import { unitPage } from './unit-page'

const database = useDatabase()
useRegisters(database)

let somebody: Actor
let vestfold: Actor
let school: string

beforeAll(async () => {
  somebody = await anActor()
  const sandefjord = await unitByCode('3907')
  const county = await unitByCode('39', 'no-county')
  vestfold = await anActor('county_adviser', county.id)
  const unit = await database.db.orgUnit.create({
    data: {
      kind: 'school',
      names: { create: { name: 'Byskolen' } },
      codes: { create: { system: 'no-org', code: '973758837' } },
      parents: { create: { parentId: sandefjord.id, kind: 'owns' } },
      contacts: { create: { name: 'Kari Eksempel', email: 'kari@example.org' } },
    },
  })
  school = unit.id
})

describe('a search finds', () => {
  test.each([
    ['Andebu', 'Andebu'],
    ['0719', 'Andebu'],
    ['719', 'Andebu'],
    ['Tana', 'Deatnu - Tana'],
    ['Deatnu', 'Deatnu - Tana'],
    ['tana/deatnu', 'Deatnu - Tana'],
    ['2025', 'Deatnu - Tana'],
    ['Kárášjohka', 'Kárášjohka - Karasjok'],
    ['karasjohka', 'Kárášjohka - Karasjok'],
    ['Porsángu', 'Porsanger - Porsángu - Porsanki'],
    ['Porsáŋgu', 'Porsanger - Porsángu - Porsanki'],
    ['0706', 'Sandefjord'],
    ['Västerås', 'Västerås'],
    ['Aabenraa', 'Aabenraa'],
    ['Viken', 'Viken'],
  ])('with %s first of all %s', async (text, name) => {
    const { units, near } = await searchUnits(somebody, { text })
    expect(units[0]?.name).toBe(name)
    expect(near).toBe(false)
  })

  test('what became of a unit, and what a name was before', async () => {
    const [andebu] = (await searchUnits(somebody, { text: 'Andebu' })).units
    expect(andebu).toMatchObject({
      code: '0719',
      county: { name: 'Vestfold' },
      becameOf: [{ name: 'Sandefjord' }],
    })
    expect(andebu?.endedOn).toEqual(new Date('2017-01-01'))
    const [nesbyen] = (await searchUnits(somebody, { text: '3322' })).units
    expect(nesbyen).toMatchObject({ name: 'Nesbyen', formerNames: ['Nes'] })
  })

  test('what is spelled nearly so, and says that it is only similar', async () => {
    const { units, near } = await searchUnits(somebody, { text: 'Tonsberg' })
    expect(near).toBe(true)
    expect(units.map(({ name }) => name)).toContain('Tønsberg')
    expect(await searchUnits(somebody, { text: 'xqzwv' })).toMatchObject({ units: [], total: 0, near: false })
  })

  test('by pages, none twice and none left out', async () => {
    const first = await searchUnits(somebody)
    const seen = new Set<string>()
    for (let page = 1; page <= first.pages; page++) {
      const { units } = await searchUnits(somebody, { page })
      for (const { id } of units) seen.add(id)
    }
    expect(seen.size).toBe(first.total)
    // In force: 15 counties and 357 municipalities, 21 and 290, 5 and 98.
    expect(first.total).toBe(786)
    expect((await searchUnits(somebody, { page: 99_999 })).page).toBe(first.pages)
  })

  test.each(['%', '_', "' OR 1=1", '\\', '\u0000', '🙂'])('nothing it should not with %j', async text => {
    expect((await searchUnits(somebody, { text })).units.length).toBeLessThanOrEqual(25)
  })
})

describe('a school is found', () => {
  test('by its county, by name and by organisation number', async () => {
    for (const text of ['byskolen', '973758837', '973 758 837']) {
      expect((await searchUnits(vestfold, { text })).units.map(({ id }) => id)).toEqual([school])
    }
  })

  test('by nobody else, not even as something similar', async () => {
    const guest = await actorOf(await aPerson({ kind: 'guest' }))
    for (const text of ['byskolen', 'byskulen', '973758837']) {
      for (const other of [somebody, guest]) {
        expect((await searchUnits(other, { text })).units.map(({ id }) => id)).not.toContain(school)
      }
    }
    expect(await searchUnits(guest)).toMatchObject({ units: [], total: 0 })
    expect(await searchUnits(guest, { text: 'Andebu' })).toMatchObject({ total: 0 })
  })
})

describe('the page of a unit', () => {
  const stops = (chapters: { name: string; code: string | null; above: { name: string } | null }[] = []) =>
    chapters.map(({ name, code, above }) => `${name} ${code} ${above?.name}`)

  test('tells its life, on into whoever took it over', async () => {
    const page = await unitPage(somebody, (await unitByCode('0719')).id)
    expect(stops(page.chapters)).toEqual(['Andebu 0719 Vestfold'])
    expect(stops(page.continues?.chapters)).toEqual([
      'Sandefjord 0710 Vestfold',
      'Sandefjord 3804 Vestfold og Telemark',
      'Sandefjord 3907 Vestfold',
    ])
    expect(page.successors).toMatchObject([{ name: 'Sandefjord', kind: 'merged' }])
  })

  test('leaves out the years in which a county was part of another', async () => {
    const page = await unitPage(somebody, (await unitByCode('39', 'no-county')).id)
    expect(page.chapters.map(({ code, from, to }) => [code, from?.getFullYear(), to?.getFullYear()])).toEqual(
      [
        ['07', undefined, 2020],
        ['39', 2024, undefined],
      ],
    )
    expect(page.below.filter(({ kind }) => kind === 'municipality')).toHaveLength(6)
  })

  test('tells contacts to whoever administers the unit, and is not there for others', async () => {
    expect((await unitPage(vestfold, school)).contacts).toEqual([
      { name: 'Kari Eksempel', email: 'kari@example.org' },
    ])
    const member = await anActor('teacher', school)
    expect((await unitPage(member, school)).contacts).toBeNull()
    await expect(unitPage(somebody, school)).rejects.toMatchObject({ code: 'not_found' })
    const sandefjord = (await unitByCode('3907')).id
    expect((await unitPage(somebody, sandefjord)).below).toEqual([])
    expect((await unitPage(vestfold, sandefjord)).below).toMatchObject([{ name: 'Byskolen' }])
  })
})
