import { expect, test } from 'vitest'
import { paperActor } from '../../../tests/support/factories'
import type { Role } from '../shared/actor'
import { canAdminister } from './policy'

const school = { id: 'school', kind: 'school', ancestorIds: ['school', 'town', 'county'] }

test.each<[Role, string, boolean]>([
  ['county_adviser', 'county', true],
  ['county_adviser', 'otherCounty', false],
  ['municipality_coordinator', 'town', true],
  ['municipality_coordinator', 'otherTown', false],
  ['national_adviser', 'state', false],
  ['leader', 'school', false],
  ['teacher', 'school', false],
  ['assistant', 'school', false],
  ['ppt_adviser', 'school', false],
  ['resource_person', 'school', false],
])('%s at %s administers the school: %s', (role, orgUnitId, yes) => {
  expect(canAdminister(paperActor({ role, orgUnitId }), school)).toBe(yes)
})
