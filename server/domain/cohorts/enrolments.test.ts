import { beforeEach, describe, expect, test } from 'vitest'
import { aCohort, actorOf, aGrant, aPerson, eventsOf } from '../../../tests/support/factories'
import { aCast, aNetwork, CAST, type Cast, type Network } from '../../../tests/support/network'
import { useDatabase } from '../../../tests/support/database'
import { cohortFacts } from './cohorts'
import {
  changeEnrolment,
  enrolUnits,
  listEnrolable,
  listEnrolledUnits,
  listEnrolments,
  undoEnrolment,
} from './enrolments'
import { canEnrol } from './policy'
import { FACTS, unitFacts } from '../organisations/units'
import { enrolForm } from './schema'

const database = useDatabase()
let n: Network
let cast: Cast

beforeEach(async () => {
  n = await aNetwork()
  cast = await aCast(n)
})

const nameOf = ({ name }: { name: string }) => name

describe('who sees that a unit takes part', () => {
  test('an adviser who only follows one school of it sees that school, and not the list of another county', async () => {
    const cohort = await aCohort({ host: n.west, enrolled: [n.west, n.westTown, n.westTownSchool] })
    const person = await aPerson({ role: 'county_adviser', unit: n.south })
    await aGrant(person, 'resource_person', n.westTownSchool, { cohort })
    expect((await listEnrolments(await actorOf(person), cohort)).map(nameOf)).toEqual(['Vestby skole'])
  })

  test('each sees what concerns them, by county and name', async () => {
    const authorities = ['Nord', 'Nordby', 'Sørby', 'Vest', 'Vestby', 'Vestbygd']
    const SEES: Partial<Record<keyof Cast, string[]>> = {
      state: [
        'Nord',
        'Nordby',
        'Nordby skole',
        'Sørby',
        'Vest',
        'Vestby',
        'Vestby skole',
        'Vestbygd',
        'Vestbygd skole',
      ],
      west: ['Nord', 'Nordby', 'Sørby', 'Vest', 'Vestby', 'Vestby skole', 'Vestbygd', 'Vestbygd skole'],
      north: ['Nord', 'Nordby', 'Nordby skole', ...authorities.slice(2)],
      westTown: ['Vestby', 'Vestby skole'],
      northTown: ['Nordby', 'Nordby skole'],
      leader: ['Vestby skole'],
      teacher: ['Vestby skole'],
      northTeacher: ['Nordby skole'],
      resource: ['Vestby skole'],
    }
    for (const who of CAST) {
      const expected = SEES[who]
      const seen = listEnrolments(cast[who], n.cohort)
      if (expected) expect((await seen).map(nameOf), who).toEqual(expected)
      else await expect(seen, who).rejects.toMatchObject({ code: 'not_found' })
      const units = listEnrolledUnits(cast[who], n.cohort, { wish: 1, most: 50 })
      if (expected)
        expect((await units).rows.map(nameOf), who).toEqual(expected.filter(name => name.endsWith('skole')))
      else await expect(units, who).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  test('units come by name and in pages; a page there is not is the nearest there is', async () => {
    const all = (await listEnrolledUnits(cast.state, n.cohort, { wish: 1, most: 50 })).rows.map(nameOf)
    expect(all).toEqual([...all].sort(new Intl.Collator('nb').compare))
    expect(all.length).toBeGreaterThan(2)
    const page = (wish: number) => listEnrolledUnits(cast.state, n.cohort, { wish, most: 2 })
    const pages = [await page(1), await page(2)]
    expect(pages.flatMap(({ rows }) => rows.map(nameOf))).toEqual(all.slice(0, 4))
    expect(pages[1]).toMatchObject({ total: all.length, page: 2 })
    expect((await page(99)).page).toBe(Math.ceil(all.length / 2))
    expect((await page(-1)).page).toBe(1)
  })

  test('a row says where the unit lies, its status, and whether one may change it', async () => {
    const rows = await listEnrolments(cast.west, n.cohort, ['municipality'])
    expect(
      rows.map(({ name, county, status, canChange }) => [name, county?.name, status, canChange]),
    ).toEqual([
      ['Nordby', 'Nord', 'enrolled', false],
      ['Sørby', 'Sør', 'declined', false],
      ['Vestby', 'Vest', 'enrolled', true],
      ['Vestbygd', 'Vest', 'enrolled', true],
    ])
  })
})

describe('enrolling', () => {
  test('several municipalities at once; a second time changes nothing', async () => {
    const ids = [n.westTown, n.westOutside]
    expect(await enrolUnits(cast.west, n.cohort, ids)).toEqual({ added: [n.westOutside], resumed: [] })
    expect(await enrolUnits(cast.west, n.cohort, ids)).toEqual({ added: [], resumed: [] })
    const events = (await eventsOf('cohort.units_enrolled')).filter(
      event => (event as { cohortId: string }).cohortId === n.cohort,
    )
    expect(events).toEqual([{ cohortId: n.cohort, orgUnitIds: [n.westOutside] }])
  })

  test('twice at the same time is once', async () => {
    const both = await Promise.all([1, 2].map(() => enrolUnits(cast.west, n.cohort, [n.westOutside])))
    expect(both.flatMap(({ added }) => added)).toEqual([n.westOutside])
  })

  test('the list of whom one may enrol is the policy’s yes, for everybody', async () => {
    const all = await database.db.orgUnit.findMany({ where: { kind: { not: 'national' } }, select: FACTS })
    const taking = new Set(
      (await listEnrolments(cast.state, n.cohort)).filter(r => r.status === 'enrolled').map(r => r.id),
    )
    const { hostId } = await database.db.cohort.findUniqueOrThrow({ where: { id: n.cohort } })
    for (const who of [
      'west',
      'north',
      'westTown',
      'northTown',
      'leader',
      'teacher',
      'northTeacher',
      'resource',
    ] as const) {
      const facts = await cohortFacts(database.db, cast[who], { id: n.cohort, hostId })
      const oracle = all
        .map(unitFacts)
        .filter(unit => canEnrol(cast[who], facts, unit) && !taking.has(unit.id))
      const listed = await listEnrolable(cast[who], n.cohort, ['county', 'municipality', 'school'])
      expect(listed.map(({ id }) => id).sort(), who).toEqual(oracle.map(({ id }) => id).sort())
    }
  })

  test('nobody enrols outside their own; all or none', async () => {
    const attempt = (who: keyof Cast, ...ids: string[]) => enrolUnits(cast[who], n.cohort, ids)
    await expect(attempt('west', n.westOutside, n.southTown)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(attempt('west', n.westOutside, n.northTownSchool)).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(attempt('west', 'nonsense')).rejects.toMatchObject({ code: 'not_found' })
    await expect(attempt('westTown', n.westOutside)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(attempt('leader', n.westTownSchool)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(attempt('resource', n.westTownSchool)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(attempt('south', n.southTown)).rejects.toMatchObject({ code: 'not_found' })
    const where = { cohortId: n.cohort, orgUnitId: n.westOutside }
    expect(await database.db.enrolment.count({ where })).toBe(0)
    expect(await attempt('westTown', n.westTownOtherSchool)).toMatchObject({ added: [n.westTownOtherSchool] })
  })

  test('the form takes one box or many', () => {
    expect(enrolForm.parse({ orgUnitIds: n.west })).toEqual({ orgUnitIds: [n.west] })
    expect(enrolForm.parse({ orgUnitIds: [n.west, n.north] }).orgUnitIds).toHaveLength(2)
    expect(enrolForm.safeParse({}).error?.issues[0]?.message).toBe('errors.choose')
  })
})

describe('changing and undoing', () => {
  test('a status changes, says what it was, and can be set back', async () => {
    expect(await changeEnrolment(cast.west, n.cohort, n.westTown, 'withdrawn')).toEqual({
      before: 'enrolled',
    })
    await expect(listEnrolments(cast.westTown, n.cohort)).resolves.toHaveLength(2)
    expect(await changeEnrolment(cast.west, n.cohort, n.westTown, 'enrolled')).toEqual({
      before: 'withdrawn',
    })
    expect(await changeEnrolment(cast.west, n.cohort, n.westTown, 'enrolled')).toEqual({ before: 'enrolled' })
    const events = (await eventsOf('enrolment.changed')).filter(
      e => (e as { orgUnitId: string }).orgUnitId === n.westTown,
    )
    expect(events).toHaveLength(2)
  })

  test('of what one sees and may not change, no; of what one does not see, not found', async () => {
    await expect(changeEnrolment(cast.west, n.cohort, n.northTown, 'withdrawn')).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(changeEnrolment(cast.west, n.cohort, n.northTownSchool, 'withdrawn')).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(changeEnrolment(cast.westTown, n.cohort, n.westTown, 'withdrawn')).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(
      changeEnrolment(cast.teacher, n.cohort, n.westTownSchool, 'withdrawn'),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('who withdrew can come back', async () => {
    await changeEnrolment(cast.west, n.cohort, n.westTown, 'withdrawn')
    expect(await enrolUnits(cast.west, n.cohort, [n.westTown])).toEqual({ added: [], resumed: [n.westTown] })
  })

  test('a fresh enrolment is taken back as if it had not been; an old one stays', async () => {
    await enrolUnits(cast.west, n.cohort, [n.westOutside])
    expect(await undoEnrolment(cast.west, n.cohort, [n.westOutside, n.westTown])).toEqual([n.westOutside])
    expect((await listEnrolable(cast.west, n.cohort)).map(nameOf)).toEqual(['Vestvik'])
    expect((await listEnrolments(cast.west, n.cohort)).map(nameOf)).toContain('Vestby')
    await enrolUnits(cast.west, n.cohort, [n.westOutside])
    await expect(undoEnrolment(cast.north, n.cohort, [n.westOutside])).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await undoEnrolment(cast.westTown, n.cohort, [n.westOutside])).toEqual([])
  })
})
