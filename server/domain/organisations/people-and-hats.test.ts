import { beforeAll, describe, expect, test } from 'vitest'
import { NOTHING, withReach } from '~server/database/reach'
import { signInAs } from '~server/auth/sign-in'
import { useDatabase } from '../../../tests/support/database'
import { actorOf, aGrant, aPerson, aUnit } from '../../../tests/support/factories'
import { aCast, aNetwork, type Cast, type Network } from '../../../tests/support/network'
import type { Actor } from '../shared/actor'
import { asWorn, putOnHat, wardrobe } from './hats'
import { listSearched, searchPeople } from './people-search'
import { beginService, endService, serving } from './serving'

const database = useDatabase()
let n: Network
let cast: Cast

beforeAll(async () => {
  n = await aNetwork()
  cast = await aCast(n)
})

describe('looking for people', () => {
  beforeAll(async () => {
    for (const name of ['Kari Åsen', 'Kåre Nordmann', 'Oskar Karijord'])
      await aPerson({
        name,
        role: 'teacher',
        unit: n.westTownSchool,
        email: `${name.replace(' ', '.')}@example.org`,
      })
    await aPerson({ name: 'Kari Nordpå', role: 'teacher', unit: n.northTownSchool })
    await aPerson({ name: 'Kari Uten Rolle' })
  })
  const names = async (who: keyof Cast, search: string) =>
    (await searchPeople(cast[who], search)).people.map(({ name }) => name)

  test.each<[keyof Cast, string, string[]]>([
    ['west', 'kari', ['Kari Åsen', 'Oskar Karijord']],
    ['westTown', 'KARI', ['Kari Åsen', 'Oskar Karijord']],
    ['leader', 'kari ås', ['Kari Åsen']],
    ['leader', 'kåre.nordmann@', ['Kåre Nordmann']],
    ['north', 'kari', ['Kari Nordpå']],
    ['south', 'kari', []],
    ['west', 'k', []],
    ['west', '%%', []],
    ['west', '__', []],
    ['west', '', []],
  ])('%s finds by “%s” only whom they look after', async (who, search, found) => {
    expect(await names(who, search)).toEqual(found)
  })

  test('the national authority finds its own people and those of the counties, and of nobody what they do below', async () => {
    await aPerson({ name: 'Liv Fylkestad', role: 'data_officer', unit: n.south })
    await aPerson({ name: 'Liv Statlig', role: 'administrator', unit: n.national })
    await aPerson({ name: 'Liv Kommunestad', role: 'municipality_coordinator', unit: n.southTown })
    const both = await aPerson({ name: 'Liv Begge', role: 'county_adviser', unit: n.north })
    await aGrant(both, 'teacher', n.northTownSchool)
    const { people } = await searchPeople(cast.state, 'liv')
    expect(people.map(({ name }) => name)).toEqual(['Liv Begge', 'Liv Fylkestad', 'Liv Statlig'])
    expect(people[0]?.roles).toEqual([{ role: 'county_adviser', orgUnitId: n.north, unit: 'Nord' }])
    expect(await names('north', 'liv')).toEqual(['Liv Begge'])
    expect(await names('south', 'liv')).toEqual(['Liv Fylkestad', 'Liv Kommunestad'])
  })

  test('one is led to the units one looks after, and the national authority to the counties in force', async () => {
    const led = async (who: keyof Cast) => (await listSearched(cast[who])).map(({ name }) => name)
    await database.db.orgUnit.update({
      where: { id: await aUnit({ kind: 'county', name: 'Nedlagt fylke' }) },
      data: { validTo: new Date('2020-01-01') },
    })
    expect(await led('westTown')).toEqual(['Vestby'])
    expect(await led('state')).toEqual(expect.arrayContaining(['Nord', 'Staten', 'Sør', 'Vest']))
    expect(await led('state')).not.toContain('Nedlagt fylke')
    await expect(led('teacher')).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('stays within the reach of the work, whatever it asks for: the index is asked behind the net', async () => {
    const administrator = await actorOf(await aPerson({ role: 'administrator', unit: n.national }))
    const within = async (reach: string) =>
      (await withReach(reach, () => searchPeople(administrator, 'kari nord'))).people.map(({ name }) => name)
    expect(await within(`{${n.north}}`)).toEqual(['Kari Nordpå'])
    expect(await within('*')).toEqual(['Kari Nordpå'])
    expect(await within(`{${n.west}}`)).toEqual([])
    expect(await within(NOTHING)).toEqual([])
  })

  test.each(['teacher', 'resource', 'nobody'] as const)('%s looks for nobody', async who => {
    await expect(searchPeople(cast[who], 'kari')).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('comes in pages', async () => {
    const unit = await aUnit({ below: n.south })
    for (let i = 0; i < 26; i++)
      await aPerson({ name: `Side ${String(i).padStart(2, '0')}`, role: 'teacher', unit })
    const [first, second] = [
      await searchPeople(cast.south, 'side'),
      await searchPeople(cast.south, 'side', 1),
    ]
    expect([first.people.length, first.more, second.people.length, second.more]).toEqual([25, true, 1, false])
    expect(second.people[0]?.name).toBe('Side 25')
  })
})

describe('hats', () => {
  let actor: Actor
  let teacher: string

  beforeAll(async () => {
    const person = await aPerson()
    teacher = await aGrant(person, 'teacher', n.westTownSchool)
    for (const unit of [n.westVillageSchool, n.northTownSchool])
      await aGrant(person, 'resource_person', unit, { cohort: n.cohort })
    const { sessionId } = await signInAs(person, { address: '', userAgent: null })
    actor = { ...(await actorOf(person)), sessionId }
  })

  test('are one per membership, and one for all units that one follows', async () => {
    const { hats, worn } = await wardrobe(actor)
    expect(hats.map(({ role, unit, units }) => [role, unit, units]).sort()).toEqual([
      ['resource_person', null, 2],
      ['teacher', 'Vestby skole', 1],
    ])
    expect(worn).toBeNull()
  })

  test('choose what is shown; rights are the same', async () => {
    await putOnHat(actor, teacher)
    expect((await wardrobe(actor)).worn?.role).toBe('teacher')
    expect((await asWorn(actor)).grants.map(({ role }) => role)).toEqual(['teacher'])
    expect((await actorOf(actor.personId)).grants).toHaveLength(3)
  })

  test('fall off when the role ends, and cannot be somebody else’s', async () => {
    await putOnHat(actor, teacher)
    const end = (validTo: Date | null) =>
      database.db.grant.update({ where: { id: teacher }, data: { validTo } })
    await end(new Date())
    const now = { ...(await actorOf(actor.personId)), sessionId: actor.sessionId }
    expect((await wardrobe(now)).worn).toBeNull()
    expect((await asWorn(now)).grants).toEqual(now.grants)
    await expect(putOnHat(actor, teacher)).rejects.toMatchObject({ code: 'not_found' })
    await end(null)
    const foreign = await aGrant(await aPerson(), 'county_adviser', n.west)
    for (const id of [foreign, 'x', n.west])
      await expect(putOnHat(actor, id)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('are nothing for whoever has one role, or is a guest', async () => {
    expect(await wardrobe(cast.teacher)).toEqual({ hats: [], worn: null })
    expect(await wardrobe(await actorOf(await aPerson({ kind: 'guest' })))).toEqual({ hats: [], worn: null })
  })
})

describe('a service', () => {
  let ppt: string
  beforeAll(async () => {
    ppt = await aUnit({ kind: 'ppt', name: 'Vest PPT', below: n.westTown })
  })

  test('serves several municipalities, each of which says so itself, or its county', async () => {
    await beginService(cast.westTown, ppt, n.westTown)
    await beginService(cast.west, ppt, n.westVillage)
    await beginService(cast.west, ppt, n.westVillage)
    const { services } = await serving(cast.west, ppt)
    expect(services.map(({ name, canEnd }) => [name, canEnd])).toEqual([
      ['Vestby', true],
      ['Vestbygd', true],
    ])
    const own = await serving(cast.westTown, ppt)
    expect(own.services.map(({ name, canEnd }) => [name, canEnd])).toEqual([
      ['Vestby', true],
      ['Vestbygd', false],
    ])
    const [, village] = services
    await expect(endService(cast.westTown, village!.relationId)).rejects.toMatchObject({ code: 'forbidden' })
    await endService(cast.west, village!.relationId)
    expect((await serving(cast.west, n.westVillage)).services).toEqual([])
    expect((await serving(cast.west, n.westTown)).services.map(({ name }) => name)).toEqual(['Vest PPT'])
  })

  test.each(['leader', 'teacher', 'resource', 'northTown', 'north', 'nobody'] as const)(
    '%s sets nothing for the town',
    async who => {
      await expect(beginService(cast[who], ppt, n.westTown)).rejects.toMatchObject({ code: 'forbidden' })
      expect((await serving(cast[who], n.westTown)).candidates).toEqual([])
    },
  )
})
