import { beforeAll, expect, test } from 'vitest'
import { db } from '~server/database/client'
import { useDatabase } from '../../../tests/support/database'
import { aCohort, aGrant, aPerson } from '../../../tests/support/factories'
import { aCast, aNetwork, type Cast, type Network } from '../../../tests/support/network'
import { grantsOf } from '../people/grants'
import { assign, cohortAssignments, endAssignments, moveAssignment } from './assignments'

useDatabase()
let n: Network
let cast: Cast
let anna: string
let bo: string

beforeAll(async () => {
  n = await aNetwork()
  cast = await aCast(n)
  anna = await aPerson({ name: 'Anna Ressurs', role: 'ppt_adviser', unit: n.westTown })
  bo = await aPerson({ name: 'Bo Ressurs', role: 'ppt_adviser', unit: n.westVillage })
})

const followed = async (personId: string) =>
  (await grantsOf(personId)).filter(({ cohortId }) => cohortId === n.cohort).map(({ orgUnitId }) => orgUnitId)

test('the county assigns one person to units of two municipalities, and hands one of them over', async () => {
  const units = [n.westTownSchool, n.westVillageSchool]
  expect(await assign(cast.west, n.cohort, anna, units)).toEqual({ added: 2 })
  expect(await assign(cast.west, n.cohort, anna, units)).toEqual({ added: 0 })
  expect((await followed(anna)).sort()).toEqual([...units].sort())
  const { followers, alone } = await cohortAssignments(cast.west, n.cohort)
  const own = followers.find(({ personId }) => personId === anna)
  expect(own?.units.map(({ name, municipality }) => [name, municipality])).toEqual([
    ['Vestby skole', 'Vestby'],
    ['Vestbygd skole', 'Vestbygd'],
  ])
  expect(alone).toEqual([])
  await moveAssignment(cast.west, n.cohort, own!.units[1]!.grantId, bo)
  expect(await followed(anna)).toEqual([n.westTownSchool])
  expect(await followed(bo)).toEqual([n.westVillageSchool])
})

test('a coordinator sees and assigns the own municipality only', async () => {
  const { units, followers } = await cohortAssignments(cast.westTown, n.cohort)
  expect(units.map(({ name }) => name)).toEqual(['Vestby skole'])
  expect(followers.flatMap(each => each.units.map(({ name }) => name))).not.toContain('Vestbygd skole')
  await expect(assign(cast.westTown, n.cohort, anna, [n.westVillageSchool])).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('only units that take part, only people in reach, all or none', async () => {
  const stranger = await aPerson({ role: 'ppt_adviser', unit: n.northTown })
  for (const [person, units] of [
    [anna, [n.westTownSchool, n.westTownOtherSchool]],
    [anna, [n.northTownSchool]],
    [stranger, [n.westTownSchool]],
    [cast.nobody.personId, [n.westTownSchool]],
  ] as const) {
    await expect(assign(cast.west, n.cohort, person, units)).rejects.toMatchObject({ code: 'not_found' })
  }
})

test.each(['leader', 'teacher', 'resource', 'south', 'nobody'] as const)(
  '%s finds no page of resource persons',
  async who => {
    await expect(cohortAssignments(cast[who], n.cohort)).rejects.toMatchObject({ code: 'not_found' })
  },
)

test('an assignment that has ended leaves the unit alone again', async () => {
  const gone = await aPerson()
  await aGrant(gone, 'resource_person', n.northTownSchool, { cohort: n.cohort, to: new Date('2024-01-01') })
  const { alone } = await cohortAssignments(cast.north, n.cohort)
  expect(alone.map(({ id }) => id)).toContain(n.northTownSchool)
})

test('what is ended or handed over under a cohort is an assignment of that cohort, and no other role', async () => {
  const other = await aCohort({ host: n.west, enrolled: [n.westTownSchool] })
  await assign(cast.west, other, anna, [n.westTownSchool])
  const held = (where: object) => db().grant.findFirstOrThrow({ where, select: { id: true } })
  const elsewhere = await held({ personId: anna, cohortId: other })
  const membership = await held({ personId: cast.leader.personId })
  for (const { id } of [elsewhere, membership]) {
    const refused = { code: 'not_found' }
    await expect(endAssignments(cast.west, n.cohort, [id])).rejects.toMatchObject(refused)
    await expect(moveAssignment(cast.west, n.cohort, id, bo)).rejects.toMatchObject(refused)
  }
  expect(await endAssignments(cast.west, other, [elsewhere.id])).toHaveLength(1)
})
