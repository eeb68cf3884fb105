import { beforeAll, describe, expect, test } from 'vitest'
import {
  actorOf,
  aCohort,
  aGathering,
  aGrant,
  anActor,
  aPerson,
  aTable,
  aUnit,
} from '../../../tests/support/factories'
import { aCast, aNetwork, type Cast, type Network } from '../../../tests/support/network'
import { useDatabase } from '../../../tests/support/database'
import type { Actor } from '../shared/actor'
import { desk } from './desk'
import { canFollow } from './policy'

const database = useDatabase()
let n: Network
let cast: Cast
let resource: Actor

const wrote = (documentId: string, personId: string, at: string) =>
  database.db.documentContributor.create({ data: { documentId, personId, lastAt: new Date(at) } })

beforeAll(async () => {
  n = await aNetwork()
  cast = await aCast(n)
  const person = await aPerson({ role: 'resource_person', unit: n.westTownSchool, cohort: n.cohort })
  for (const unit of [n.westVillageSchool, n.northTownSchool, n.westTownOtherSchool]) {
    await aGrant(person, 'resource_person', unit, { cohort: n.cohort })
  }
  await aGrant(person, 'resource_person', n.westOutside, { cohort: n.cohort, to: new Date('2021-01-01') })
  resource = await actorOf(person)
  const gathering = await aGathering({ cohort: n.cohort, host: n.west, title: 'Samling' })
  const colleague = await aPerson({ role: 'teacher', unit: n.westTownSchool })
  const table = await aTable({
    gathering,
    name: 'Rødt',
    seated: [cast.teacher.personId, cast.northTeacher.personId],
  })
  const elsewhere = await aTable({
    gathering: await aGathering({ cohort: await aCohort() }),
    seated: [cast.otherTeacher.personId],
  })
  await wrote(table.documentId, cast.teacher.personId, '2026-11-01T10:00:00Z')
  await wrote(table.documentId, colleague, '2026-11-03T10:00:00Z')
  await wrote(table.documentId, cast.northTeacher.personId, '2026-10-01T10:00:00Z')
  await wrote(elsewhere.documentId, cast.otherTeacher.personId, '2026-11-04T10:00:00Z')
})

describe('the resource person’s desk', () => {
  test('those who have written nothing come first, then the longest silence', async () => {
    const rows = await desk(resource)
    expect(
      rows.map(row => [row.unit.name, row.municipality?.name, row.lastActivity?.toISOString() ?? null]),
    ).toEqual([
      ['Vestby andre skole', 'Vestby', null],
      ['Vestbygd skole', 'Vestbygd', null],
      ['Nordby skole', 'Nordby', '2026-10-01T10:00:00.000Z'],
      ['Vestby skole', 'Vestby', '2026-11-03T10:00:00.000Z'],
    ])
    for (const { unit, cohort } of rows)
      expect(canFollow(resource, { orgUnitId: unit.id, cohortId: cohort.id })).toBe(true)
  })

  test('shows the tables whose documents may be read', async () => {
    const rows = await desk(resource)
    const tables = rows.map(row => [
      row.unit.name,
      row.tables.map(({ name, gathering }) => [gathering.title, name]),
    ])
    expect(Object.fromEntries(tables)).toEqual({
      'Vestby andre skole': [],
      'Vestbygd skole': [],
      'Nordby skole': [['Samling', 'Rødt']],
      'Vestby skole': [['Samling', 'Rødt']],
    })
  })

  test('is empty for everybody else, and without names of people', async () => {
    for (const who of ['state', 'west', 'westTown', 'leader', 'teacher', 'nobody'] as const) {
      expect(await desk(cast[who])).toEqual([])
    }
    expect(JSON.stringify(await desk(resource))).not.toContain(cast.teacher.name)
  })

  test('a unit that no municipality owns is there as well', async () => {
    const unit = await aUnit({ name: 'Friskolen' })
    const actor = await anActor('resource_person', unit, n.cohort)
    expect(await desk(actor)).toMatchObject([
      { unit: { name: 'Friskolen' }, municipality: null, lastActivity: null },
    ])
  })
})
