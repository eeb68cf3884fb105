import { describe, expect, test } from 'vitest'
import { paperActor } from '../../../tests/support/factories'
import type { Role } from '../shared/actor'
import { canCreateGathering, canEditGathering, levelsFor } from './policy'
import type { Level } from './schema'

const cohort = { hostId: 'state', enrolledIds: ['county', 'town', 'school'] }
const outside = { hostId: 'state', enrolledIds: [] }

describe('holding a gathering', () => {
  test.each<[Role, string, Level[]]>([
    ['national_adviser', 'state', ['national']],
    ['county_adviser', 'county', ['county', 'network']],
    ['municipality_coordinator', 'town', ['network', 'local']],
    ['leader', 'school', ['local']],
    ['teacher', 'school', []],
    ['assistant', 'school', []],
    ['ppt_adviser', 'school', []],
    ['resource_person', 'school', []],
    ['administrator', 'state', []],
  ])('%s at %s: %o', (role, orgUnitId, levels) => {
    const actor = paperActor({ role, orgUnitId })
    expect(levelsFor(actor, cohort, orgUnitId)).toEqual(levels)
    if (orgUnitId !== 'state') expect(levelsFor(actor, outside, orgUnitId)).toEqual([])
    for (const other of ['state', 'county', 'town', 'school', 'elsewhere'].filter(id => id !== orgUnitId)) {
      expect(levelsFor(actor, cohort, other)).toEqual([])
    }
  })

  test('a county that runs the cohort need not be enrolled in it', () => {
    const actor = paperActor({ role: 'county_adviser', orgUnitId: 'county' })
    expect(canCreateGathering(actor, { hostId: 'county', enrolledIds: [] }, 'county', 'county')).toBe(true)
  })
})

describe('arranging a gathering of the town', () => {
  const host = { id: 'town', kind: 'municipality', ancestorIds: ['town', 'county'] }
  test.each<[Role, string, boolean]>([
    ['municipality_coordinator', 'town', true],
    ['county_adviser', 'county', true],
    ['municipality_coordinator', 'otherTown', false],
    ['county_adviser', 'otherCounty', false],
    ['national_adviser', 'state', false],
    ['leader', 'school', false],
    ['teacher', 'town', false],
    ['ppt_adviser', 'town', false],
    ['resource_person', 'town', false],
  ])('%s at %s: %s', (role, orgUnitId, yes) => {
    expect(canEditGathering(paperActor({ role, orgUnitId }), { host })).toBe(yes)
    expect(canEditGathering(paperActor({ role, orgUnitId, cohortId: 'assignment' }), { host })).toBe(false)
  })
})
