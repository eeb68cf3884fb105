import { beforeAll, describe, expect, test } from 'vitest'
import { anActor, aCohort, aProgramme, anEnrolment, aUnit, eventsOf } from '../../../tests/support/factories'
import { aCast, aNetwork, CAST, type Cast, type Network } from '../../../tests/support/network'
import { useDatabase } from '../../../tests/support/database'
import { createCohort, getCohort, listCohorts, listHosts } from './cohorts'
import { listProgrammes } from './programmes'
import { cohortForm } from './schema'

const database = useDatabase()
let n: Network
let cast: Cast

beforeAll(async () => {
  n = await aNetwork()
  cast = await aCast(n)
})

describe('who knows of a cohort', () => {
  const SEES: Record<keyof Cast, boolean> = {
    state: true,
    west: true,
    north: true,
    south: false,
    westTown: true,
    northTown: true,
    southTown: false,
    leader: true,
    teacher: true,
    otherTeacher: false,
    northTeacher: true,
    resource: true,
    nobody: false,
  }
  test.each(CAST)('%s', async who => {
    const seen = (await listCohorts(cast[who])).some(({ id }) => id === n.cohort)
    expect(seen).toBe(SEES[who])
    if (SEES[who])
      expect(await getCohort(cast[who], n.cohort)).toMatchObject({ id: n.cohort, municipalities: 3 })
    else await expect(getCohort(cast[who], n.cohort)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('an assignment opens its own cohort only', async () => {
    const other = await aCohort({ enrolled: [n.westTownSchool] })
    expect((await listCohorts(cast.resource)).map(({ id }) => id)).toEqual([n.cohort])
    expect((await listCohorts(cast.teacher)).map(({ id }) => id)).toContain(other)
  })

  test('a county sees a cohort in which only a municipality of its own takes part', async () => {
    const town = await aUnit({ kind: 'municipality', below: n.south })
    const cohort = await aCohort({ enrolled: [town] })
    expect((await listCohorts(cast.south)).map(({ id }) => id)).toEqual([cohort])
  })

  test.each([
    '',
    'x',
    '00000000-0000-0000-0000-000000000000',
    "' OR 1=1",
    'ffffffff-ffff-ffff-ffff-fffffffffff',
  ])('the id %j is not found', async id => {
    await expect(getCohort(cast.state, id)).rejects.toMatchObject({ code: 'not_found', reason: 'not_found' })
  })
})

describe('founding a cohort', () => {
  test('the county founds one of its own; it ends after the programme’s duration; numbers go on', async () => {
    const programmeId = await aProgramme()
    const form = cohortForm.parse({ programmeId, hostId: n.west, startsOn: '2027-02', number: '' })
    const first = await createCohort(cast.west, form)
    expect(first.number).toBe(1)
    expect(await createCohort(cast.west, { ...form, number: 7 })).toMatchObject({ number: 7 })
    expect(await createCohort(cast.west, form)).toMatchObject({ number: 8 })
    const cohort = await getCohort(cast.west, first.id)
    expect(cohort.startsOn).toEqual(new Date('2027-02-01'))
    expect(cohort.endsOn).toEqual(new Date('2029-02-01'))
    expect(cohort.can).toEqual({ enrol: true, assign: true })
    expect(await eventsOf('cohort.created')).toContainEqual({ cohortId: first.id, programmeId })
    await expect(createCohort(cast.west, { ...form, number: 7 })).rejects.toMatchObject({
      reason: 'cohorts.numberTaken',
    })
  })

  test('five at once get five numbers', async () => {
    const form = cohortForm.parse({ programmeId: await aProgramme(), hostId: n.west, startsOn: '2027-02' })
    const made = await Promise.all(Array.from({ length: 5 }, () => createCohort(cast.west, form)))
    expect(made.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5])
  })

  test('nobody founds one for somebody else, and nothing is left of the attempt', async () => {
    const programmeId = await aProgramme()
    const form = cohortForm.parse({ programmeId, hostId: n.west, startsOn: '2027-02' })
    for (const who of ['state', 'north', 'westTown', 'leader', 'teacher', 'resource', 'nobody'] as const) {
      await expect(createCohort(cast[who], form)).rejects.toMatchObject({ code: 'forbidden' })
    }
    const hostless = { ...form, hostId: n.westTown }
    await expect(createCohort(cast.westTown, hostless)).rejects.toMatchObject({ code: 'not_found' })
    expect(await database.db.cohort.count({ where: { programmeId } })).toBe(0)
  })

  test('templates and hosts are offered to advisers only', async () => {
    expect((await listProgrammes(cast.west)).length).toBeGreaterThan(0)
    expect(await listProgrammes(cast.teacher)).toEqual([])
    expect(await listHosts(cast.west)).toEqual([{ id: n.west, name: 'Vest' }])
    expect(await listHosts(cast.westTown)).toEqual([])
  })

  test.each([
    [{ startsOn: '2027-13' }, 'errors.month'],
    [{ startsOn: undefined }, 'errors.required'],
    [{ number: 'x' }, 'errors.number'],
    [{ number: '0' }, 'errors.number'],
    [{ hostId: 'x' }, 'errors.choose'],
  ])('the form says what is wrong with %j', (wrong, key) => {
    const form = { programmeId: n.cohort, hostId: n.west, startsOn: '2027-01', ...wrong }
    expect(cohortForm.safeParse(form).error?.issues.map(({ message }) => message)).toEqual([key])
  })
})

test('the host’s name is the one of the cohort’s time', async () => {
  const host = await aUnit({ kind: 'county', name: 'Nytt navn' })
  await database.db.orgUnitName.updateMany({
    where: { orgUnitId: host },
    data: { validFrom: new Date('2020-01-01') },
  })
  await database.db.orgUnitName.create({
    data: { orgUnitId: host, name: 'Gammelt navn', validTo: new Date('2020-01-01') },
  })
  const cohort = await aCohort({ host })
  expect(await getCohort(await anActor('county_adviser', host), cohort)).toMatchObject({
    host: { name: 'Gammelt navn' },
  })
})

test('whoever has declined is out', async () => {
  const cohort = await aCohort()
  await anEnrolment(cohort, n.westOutside, 'withdrawn')
  expect(await listCohorts(await anActor('municipality_coordinator', n.westOutside))).toEqual([])
})
