import { beforeAll, describe, expect, test } from 'vitest'
import { actorOf, aGrant, aPerson, eventsOf } from '../../../tests/support/factories'
import { aCast, aNetwork, type Cast, type Network } from '../../../tests/support/network'
import { useDatabase } from '../../../tests/support/database'
import { endGrant, giveGrant, grantsOf } from './grants'
import { chooseLocale, createPerson, findByEmail, listMembers } from './people'
import { grantForm, personForm } from './schema'

const database = useDatabase()
let n: Network
let cast: Cast

beforeAll(async () => {
  n = await aNetwork()
  cast = await aCast(n)
})

const gone = new Date('2021-01-01')
const later = () => new Date(Date.now() + 60_000)

describe('people', () => {
  test('are registered once per address, in any case', async () => {
    const form = personForm.parse({ name: ' Ola  Nordmann ', email: ' Ola@Example.ORG ' })
    const { id } = await createPerson(cast.leader, form)
    expect(await findByEmail('OLA@example.org ')).toEqual({
      id,
      name: 'Ola Nordmann',
      email: 'ola@example.org',
      locale: null,
    })
    expect(await eventsOf('person.created')).toContainEqual({ personId: id })
    await expect(createPerson(cast.west, form)).rejects.toMatchObject({
      code: 'conflict',
      reason: 'people.emailTaken',
    })
    await expect(createPerson(cast.teacher, form)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('disabled ones, guests and strangers are not found by address', async () => {
    await aPerson({ email: 'borte@example.org', disabled: true })
    expect(await findByEmail('borte@example.org')).toBeNull()
    expect(await findByEmail('ukjent@example.org')).toBeNull()
    expect(await findByEmail('')).toBeNull()
  })

  test('choose their own language', async () => {
    const actor = await actorOf(await aPerson())
    await chooseLocale(actor, 'nn')
    expect((await actorOf(actor.personId)).locale).toBe('nn')
  })

  test('members of a unit are known to colleagues and to those who administer it', async () => {
    const names = async (who: keyof Cast) =>
      (await listMembers(cast[who], n.westTownSchool)).map(({ personId }) => personId)
    const members = [cast.leader.personId, cast.teacher.personId].sort()
    for (const who of ['west', 'westTown', 'leader', 'teacher'] as const)
      expect((await names(who)).sort()).toEqual(members)
    for (const who of [
      'state',
      'north',
      'northTown',
      'otherTeacher',
      'northTeacher',
      'resource',
      'nobody',
    ] as const) {
      await expect(names(who), who).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(listMembers(cast.west, 'x')).rejects.toMatchObject({ code: 'not_found' })
  })

  test.each([
    [{ email: 'x' }, 'errors.email'],
    [{ email: undefined }, 'errors.required'],
    [{ name: '' }, 'errors.required'],
    [{ name: 'x'.repeat(121) }, 'errors.tooLong'],
    [{ locale: 'sv' }, 'errors.choose'],
  ])('the form says what is wrong with %j', (wrong, key) => {
    const form = { name: 'Ola', email: 'ola@example.org', ...wrong }
    expect(personForm.safeParse(form).error?.issues.map(({ message }) => message)).toEqual([key])
  })
})

describe('grants', () => {
  test('only those that hold now count, by the database’s clock', async () => {
    const id = await aPerson()
    await aGrant(id, 'teacher', n.westTownSchool)
    await aGrant(id, 'leader', n.westTownSchool, { to: gone })
    await aGrant(id, 'assistant', n.westTownSchool, { from: later() })
    await aGrant(id, 'resource_person', n.northTownSchool, { cohort: n.cohort, to: later() })
    expect(await grantsOf(id)).toEqual([
      { role: 'teacher', orgUnitId: n.westTownSchool, cohortId: null },
      { role: 'resource_person', orgUnitId: n.northTownSchool, cohortId: n.cohort },
    ])
    await database.db.person.update({ where: { id }, data: { disabledAt: new Date() } })
    expect(await grantsOf(id)).toEqual([])
  })

  test('are given once, hold at once, and end at once', async () => {
    const personId = await aPerson()
    const form = grantForm.parse({ personId, orgUnitId: n.westTownSchool, role: 'teacher' })
    const { id } = await giveGrant(cast.leader, form)
    expect(await giveGrant(cast.westTown, form)).toEqual({ id })
    expect(await grantsOf(personId)).toEqual([
      { role: 'teacher', orgUnitId: n.westTownSchool, cohortId: null },
    ])
    await endGrant(cast.west, id)
    await endGrant(cast.west, id)
    expect(await grantsOf(personId)).toEqual([])
    const told = { grantId: id, personId, orgUnitId: n.westTownSchool }
    expect((await eventsOf('grant.given')).at(-1)).toEqual(told)
    expect(await eventsOf('grant.ended')).toEqual([told])
  })

  test('outside one’s reach there is nothing to give at or to end', async () => {
    const personId = await aPerson()
    const give = (who: keyof Cast, orgUnitId: string, more = {}) =>
      giveGrant(cast[who], { personId, orgUnitId, role: 'teacher', ...more })
    await expect(give('north', n.westTownSchool)).rejects.toMatchObject({ code: 'not_found' })
    await expect(give('leader', n.westTownOtherSchool)).rejects.toMatchObject({ code: 'not_found' })
    await expect(give('teacher', n.westTownSchool)).rejects.toMatchObject({ code: 'not_found' })
    await expect(give('leader', n.westTownSchool, { role: 'county_adviser' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(give('west', n.westTownSchool, { role: 'resource_person' })).rejects.toMatchObject({
      reason: 'people.grantDoesNotFit',
    })
    await expect(give('west', n.westTownSchool, { personId: n.west })).rejects.toMatchObject({
      code: 'not_found',
    })
    const held = await aGrant(personId, 'teacher', n.westTownSchool)
    await expect(endGrant(cast.north, held)).rejects.toMatchObject({ code: 'not_found' })
    await expect(endGrant(cast.leader, 'x')).rejects.toMatchObject({ code: 'not_found' })
    expect(await grantsOf(personId)).toHaveLength(1)
  })

  test('the county assigns a resource person, in a cohort that exists', async () => {
    const personId = await aPerson()
    const form = { personId, orgUnitId: n.westTownSchool, role: 'resource_person' } as const
    await giveGrant(cast.west, { ...form, cohortId: n.cohort })
    expect(await grantsOf(personId)).toEqual([
      { role: 'resource_person', orgUnitId: n.westTownSchool, cohortId: n.cohort },
    ])
    await expect(giveGrant(cast.west, { ...form, cohortId: n.west })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
