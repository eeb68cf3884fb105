import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../../../tests/support/database'
import { actorOf, aGrant, aPerson, eventsOf } from '../../../tests/support/factories'
import { aCast, aNetwork, type Cast, type Network } from '../../../tests/support/network'
import { changeRole, handOver, setEnd, undoEnd } from './changes'
import { endGrants, giveGrant, grantsOf } from './grants'
import { unitPeople } from './members'
import { everHolds } from './reach'
import { grantForm } from './schema'

const database = useDatabase()
let n: Network
let cast: Cast
let person: string
let grant: string

beforeAll(async () => {
  n = await aNetwork()
  cast = await aCast(n)
})
beforeEach(async () => {
  person = await aPerson()
  grant = await aGrant(person, 'teacher', n.westTownSchool)
})

const roles = async (id = person) => (await grantsOf(id)).map(({ role }) => role)
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)

describe('changing', () => {
  test('what is given now and was planned already is one role, from now on and as long as either', async () => {
    const terms = { personId: person, orgUnitId: n.westTownSchool, role: 'assistant' as const }
    const give = (validFrom: Date | null, validTo: Date | null) =>
      giveGrant(cast.leader, { ...terms, validFrom, validTo })
    const held = async () =>
      (
        await database.db.grant.findMany({ where: { ...terms, AND: everHolds() }, orderBy: { id: 'asc' } })
      ).map(({ validFrom, validTo }) => [validFrom <= new Date(), validTo])
    const [early, late] = [inDays(20), inDays(40)]
    await give(inDays(10), early)
    await give(inDays(30), late)
    await give(null, inDays(15))
    expect(await held()).toEqual([
      [true, early],
      [false, late],
    ])
    const [now] = await database.db.grant.findMany({ where: { ...terms, validTo: early } })
    await endGrants(cast.leader, [now?.id ?? ''], { evenIfLast: true })
    await give(null, null)
    expect(await roles()).toEqual(['teacher', 'assistant'])
    expect((await held()).filter(([, to]) => to === null)).toEqual([[true, null]])
    expect((await held()).filter(([hasBegun]) => hasBegun === false)).toEqual([])
  })

  test('the role: the one ends as the other begins', async () => {
    await changeRole(cast.leader, grant, 'assistant')
    expect(await roles()).toEqual(['assistant'])
    const [before, after] = await database.db.grant.findMany({
      where: { personId: person },
      orderBy: { id: 'asc' },
    })
    expect(after?.validFrom).toEqual(before?.validTo)
    await expect(changeRole(cast.leader, grant, 'county_adviser')).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('the end, for many at once, all or none', async () => {
    const other = await aGrant(await aPerson(), 'teacher', n.westTownSchool)
    await setEnd(cast.leader, [grant, other], inDays(30))
    const { members } = await unitPeople(cast.leader, n.westTownSchool)
    expect(members.filter(({ until }) => until !== null)).toHaveLength(2)
    const foreign = await aGrant(await aPerson(), 'teacher', n.northTownSchool)
    await expect(setEnd(cast.leader, [grant, foreign], null)).rejects.toMatchObject({ code: 'not_found' })
    expect((await database.db.grant.findUniqueOrThrow({ where: { id: grant } })).validTo).not.toBeNull()
    await expect(setEnd(cast.leader, [grant], inDays(-1))).rejects.toMatchObject({ reason: 'people.ended' })
    expect(await eventsOf('grant.changed')).toHaveLength(2)
  })

  test('what is ended by mistake is given again within the hour, with the end it had', async () => {
    const end = inDays(10)
    await setEnd(cast.leader, [grant], end)
    const [ended] = await endGrants(cast.leader, [grant], { evenIfLast: false })
    expect(await roles()).toEqual([])
    await undoEnd(cast.leader, [{ grantId: grant, validTo: ended?.validTo ?? null }])
    expect(await roles()).toEqual(['teacher'])
    const now = await database.db.grant.findFirstOrThrow({
      where: { personId: person },
      orderBy: { id: 'desc' },
    })
    expect(now.validTo).toEqual(end)
    const old = await aGrant(person, 'leader', n.westTownSchool, { to: new Date('2024-01-01') })
    await expect(undoEnd(cast.leader, [{ grantId: old, validTo: null }])).rejects.toMatchObject({
      reason: 'people.tooLate',
    })
    await expect(undoEnd(cast.north, [{ grantId: grant, validTo: null }])).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('one’s own role can be laid down by oneself, nobody else’s', async () => {
    const other = await aGrant(await aPerson(), 'teacher', n.westTownSchool)
    const actor = await actorOf(person)
    await endGrants(actor, [grant], { evenIfLast: false })
    expect(await roles()).toEqual([])
    await expect(endGrants(actor, [other], { evenIfLast: false })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('the last one', () => {
  test('of a role that a unit needs goes only when somebody says so', async () => {
    const only = await aGrant(await aPerson(), 'leader', n.westVillageSchool)
    await expect(endGrants(cast.west, [only], { evenIfLast: false })).rejects.toMatchObject({
      reason: 'people.lastOne',
    })
    const second = await aGrant(await aPerson(), 'leader', n.westVillageSchool)
    await expect(endGrants(cast.west, [only, second], { evenIfLast: false })).rejects.toMatchObject({
      reason: 'people.lastOne',
    })
    await endGrants(cast.west, [only], { evenIfLast: false })
    await endGrants(cast.west, [second], { evenIfLast: true })
  })

  test('cannot be two who go at the same moment, each counting on the other', async () => {
    const [one, two] = [
      await aGrant(await aPerson(), 'leader', n.westTownOtherSchool),
      await aGrant(await aPerson(), 'leader', n.westTownOtherSchool),
    ]
    const both = await Promise.allSettled(
      [one, two].map(id => endGrants(cast.west, [id], { evenIfLast: false })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('handing over', () => {
  test('a leader gives the role to a colleague, and has it no longer', async () => {
    const leader = await aPerson()
    const held = await aGrant(leader, 'leader', n.westTownOtherSchool)
    const colleague = await aPerson({ role: 'teacher', unit: n.westTownOtherSchool })
    await handOver(await actorOf(leader), held, colleague)
    expect(await roles(leader)).toEqual([])
    expect((await roles(colleague)).sort()).toEqual(['leader', 'teacher'])
    const [, given] = await database.db.grant.findMany({
      where: { personId: colleague },
      orderBy: { id: 'asc' },
    })
    const before = await database.db.grant.findUniqueOrThrow({ where: { id: held } })
    expect(given?.validFrom).toEqual(before.validTo)
  })

  test('not to somebody from elsewhere, not to oneself, and not by somebody who may not give it', async () => {
    const stranger = await aPerson({ role: 'teacher', unit: n.northTownSchool })
    await expect(handOver(cast.leader, grant, stranger)).rejects.toMatchObject({ code: 'not_found' })
    await expect(handOver(cast.leader, grant, person)).rejects.toMatchObject({ reason: 'people.sameOne' })
    await expect(handOver(cast.teacher, grant, cast.leader.personId)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('the people of a unit', () => {
  test('planned and ended ones are for whoever looks after them, with addresses', async () => {
    await aGrant(await aPerson({ name: 'Kommer Snart' }), 'teacher', n.westTownSchool, { from: inDays(5) })
    await aGrant(await aPerson({ name: 'Var Her' }), 'teacher', n.westTownSchool, {
      to: new Date('2024-01-01'),
    })
    const names = async (who: keyof Cast, shown: 'now' | 'planned' | 'ended') =>
      (await unitPeople(cast[who], n.westTownSchool, shown)).members.map(({ name }) => name)
    expect(await names('leader', 'planned')).toEqual(['Kommer Snart'])
    expect(await names('leader', 'ended')).toContain('Var Her')
    for (const shown of ['planned', 'ended'] as const) {
      expect(await names('teacher', shown)).not.toContain('Kommer Snart')
      expect(await names('teacher', shown)).not.toContain('Var Her')
    }
    const seen = await unitPeople(cast.teacher, n.westTownSchool)
    expect(seen.members.every(({ email, canChange }) => email === null && !canChange)).toBe(true)
    expect(seen).toMatchObject({ roles: [], can: { manage: false, assign: false } })
  })

  test.each(['north', 'northTown', 'northTeacher', 'otherTeacher', 'resource', 'nobody'] as const)(
    'are none of the business of %s',
    async who => {
      await expect(unitPeople(cast[who], n.westTownSchool)).rejects.toMatchObject({ code: 'not_found' })
    },
  )

  test('an end that has been set holds by the database’s clock', async () => {
    const to = await aPerson()
    const form = grantForm.parse({
      personId: to,
      orgUnitId: n.westTownSchool,
      role: 'teacher',
      validTo: '2099-06-15',
    })
    const { id } = await giveGrant(cast.leader, form)
    const { validTo } = await database.db.grant.findUniqueOrThrow({ where: { id } })
    expect(validTo?.toISOString()).toBe('2099-06-15T22:00:00.000Z')
  })
})
