import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../../tests/support/database'
import { actorOf, aGrant, aPerson } from '../../../tests/support/factories'
import { aCast, aNetwork, type Cast, type Network } from '../../../tests/support/network'
import { setEnd } from './changes'
import { endGrants } from './grants'
import { everHolds, isOver, notOver } from './reach'

const database = useDatabase()
let n: Network
let cast: Cast

beforeAll(async () => {
  n = await aNetwork()
  cast = await aCast(n)
})

describe('a role is over, by the rule and in queries', () => {
  const now = new Date('2026-11-22T12:00:00Z')
  const [before, after, later] = ['2026-11-21', '2026-11-23', '2026-11-24'].map(day => new Date(day))

  test.each([
    ['that holds and is open', before, null, { over: false, ever: true }],
    ['that holds and has an end', before, after, { over: false, ever: true }],
    ['that ends at this moment', before, now, { over: true, ever: true }],
    ['that is to begin', after, null, { over: false, ever: true }],
    ['that is to begin and has an end', after, later, { over: false, ever: true }],
    ['that was ended before its first day', after, after, { over: true, ever: false }],
    ['that never was', before, before, { over: true, ever: false }],
  ])('one %s', async (_, from, to, { over, ever }) => {
    const id = await aGrant(await aPerson(), 'teacher', n.westTownSchool, {
      from: from ?? now,
      to: to ?? null,
    })
    const found = (where: object) => database.db.grant.count({ where: { id, ...where } })
    const grant = await database.db.grant.findUniqueOrThrow({ where: { id } })
    expect(isOver(grant, now)).toBe(over)
    expect([await found(notOver(now)), await found(everHolds())]).toEqual([over ? 0 : 1, ever ? 1 : 0])
  })
})

describe('whoever has a role', () => {
  test('lays it down, and makes it last no longer than it was given for', async () => {
    const teacher = await aPerson()
    const own = await aGrant(teacher, 'teacher', n.westTownSchool, { to: new Date('2099-01-01') })
    const actor = await actorOf(teacher)
    await expect(setEnd(actor, [own], null)).rejects.toMatchObject({ code: 'not_found' })
    expect(await endGrants(actor, [own], { evenIfLast: false })).toMatchObject([{ id: own }])
  })

  test('decides about others’ and their own only where the role is theirs to give', async () => {
    const follower = await aPerson()
    const other = await aGrant(follower, 'resource_person', n.westTownSchool, { cohort: n.cohort })
    const { personId } = cast.leader
    const own = await aGrant(personId, 'resource_person', n.westTownSchool, { cohort: n.cohort })
    await expect(endGrants(cast.leader, [other], { evenIfLast: true })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(setEnd(cast.leader, [own], null)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await endGrants(cast.leader, [own], { evenIfLast: true })).toMatchObject([{ id: own }])
  })
})
