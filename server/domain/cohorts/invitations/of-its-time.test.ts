import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '../../../../tests/support/database'
import { aCohort, anEnrolment, aUnit } from '../../../../tests/support/factories'
import { anInvitation, post, YES } from '../../../../tests/support/invited'
import { aMailing } from '../../../../tests/support/mailing'
import { aCast, aNetwork, type Cast, type Network } from '../../../../tests/support/network'
import { cohortAssignments } from '../assignments'
import { listEnrolments } from '../enrolments'
import { answerInvitation } from './answers'
import { listInvited } from './funnel'
import { listInvitees } from './invitees'
import { createMailing } from './mailings'

const database = useDatabase()
let n: Network
let cast: Cast
/** Became a part of Vestby on 1 January 2020. */
let re: string
let reSchool: string
const REFORM = new Date('2020-01-01')

beforeAll(async () => {
  n = await aNetwork()
  cast = await aCast(n)
  re = await aUnit({ kind: 'municipality', name: 'Re', below: n.west })
  reSchool = await aUnit({ name: 'Revetal skole', below: re })
  await database.db.orgUnitRelation.updateMany({ where: { childId: re }, data: { validTo: REFORM } })
  await database.db.orgUnitRelation.create({
    data: { parentId: n.westTown, childId: re, kind: 'owns', validFrom: REFORM },
  })
  await database.db.orgUnit.update({ where: { id: re }, data: { validTo: REFORM } })
})

const cohortFrom = async (startsOn: string, endsOn: string): Promise<string> => {
  const id = await aCohort({ host: n.west, enrolled: [] })
  await database.db.cohort.update({
    where: { id },
    data: { startsOn: new Date(startsOn), endsOn: new Date(endsOn) },
  })
  return id
}

describe('a municipality that has been merged away since', () => {
  test('is the place of its schools in a cohort of its time: in the list, among those followed, in the funnel', async () => {
    const cohort = await cohortFrom('2017-01-01', '2099-01-01')
    const { token } = await anInvitation(cast.west, cohort, re)
    await answerInvitation({ token }, YES)
    await anEnrolment(cohort, reSchool)
    const places = { municipality: { name: 'Re' }, county: { name: 'Vest' } }
    expect(await listEnrolments(cast.west, cohort, ['school'])).toMatchObject([places])
    expect((await cohortAssignments(cast.west, cohort)).units).toMatchObject([{ municipality: 'Re' }])
    expect(await listInvited(cast.west, cohort)).toMatchObject([
      { name: 'Re', municipality: null, county: { name: 'Vest' }, units: { named: 1, enrolled: 1 } },
    ])
  })

  test('is no longer among those to invite to a later one, and nobody gets round that by its id', async () => {
    const cohort = await cohortFrom('2024-08-01', '2099-01-01')
    const { invitees } = await listInvitees(cast.west, cohort, 'municipality')
    expect(invitees.map(({ name }) => name)).toEqual(['Vestby', 'Vestbygd', 'Vestvik'])
    await expect(createMailing(cast.west, cohort, aMailing([re], post))).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
