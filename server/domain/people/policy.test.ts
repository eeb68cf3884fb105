import { describe, expect, test } from 'vitest'
import { paperActor } from '../../../tests/support/factories'
import { ROLES, type Role } from '../shared/actor'
import { canCreatePerson, canGiveGrant, fits, LAST_MATTERS } from './policy'

const units = {
  state: { id: 'state', kind: 'national', ancestorIds: ['state'] },
  county: { id: 'county', kind: 'county', ancestorIds: ['county'] },
  town: { id: 'town', kind: 'municipality', ancestorIds: ['town', 'county'] },
  school: { id: 'school', kind: 'school', ancestorIds: ['school', 'town', 'county'] },
  foreign: { id: 'foreign', kind: 'school', ancestorIds: ['foreign', 'otherTown'] },
}

const grant = (role: Role, at: keyof typeof units) => ({
  role,
  cohortId: role === 'resource_person' ? 'cohort' : null,
  unit: units[at],
})
const IN_UNIT: Role[] = ['leader', 'teacher', 'assistant', 'ppt_adviser']

describe('which roles one gives at a school of the town', () => {
  test.each<[Role, string, Role[]]>([
    ['county_adviser', 'county', ['resource_person', ...IN_UNIT]],
    ['municipality_coordinator', 'town', ['resource_person', ...IN_UNIT]],
    ['leader', 'school', IN_UNIT],
    ['teacher', 'school', []],
    ['assistant', 'school', []],
    ['ppt_adviser', 'school', []],
    ['resource_person', 'school', []],
    ['county_adviser', 'otherCounty', []],
    ['municipality_coordinator', 'otherTown', []],
    ['leader', 'foreign', []],
    ['national_adviser', 'state', []],
  ])('%s at %s: %o', (role, orgUnitId, gives) => {
    const actor = paperActor({ role, orgUnitId })
    const yes = ROLES.filter(r => fits(grant(r, 'school')) && canGiveGrant(actor, grant(r, 'school')))
    expect(yes.sort()).toEqual([...gives].sort())
  })
})

test.each<[Role, string, Role, keyof typeof units, boolean]>([
  ['administrator', 'state', 'national_adviser', 'state', true],
  ['national_adviser', 'state', 'national_adviser', 'state', false],
  ['national_adviser', 'state', 'county_adviser', 'county', true],
  ['national_adviser', 'state', 'municipality_coordinator', 'town', false],
  ['county_adviser', 'county', 'county_adviser', 'county', true],
  ['county_adviser', 'county', 'national_adviser', 'county', false],
  ['county_adviser', 'county', 'administrator', 'county', false],
  ['county_adviser', 'county', 'municipality_coordinator', 'town', true],
  ['county_adviser', 'county', 'teacher', 'foreign', false],
  ['municipality_coordinator', 'town', 'municipality_coordinator', 'town', true],
  ['municipality_coordinator', 'town', 'county_adviser', 'county', false],
  ['leader', 'school', 'municipality_coordinator', 'town', false],
  ['leader', 'school', 'teacher', 'town', false],
])('%s at %s gives %s at %s: %s', (role, orgUnitId, gives, at, yes) => {
  expect(canGiveGrant(paperActor({ role, orgUnitId }), grant(gives, at))).toBe(yes)
})

test('an assignment gives nothing, whatever its role is called', () => {
  const actor = paperActor({ role: 'county_adviser', orgUnitId: 'county', cohortId: 'cohort' })
  expect(canGiveGrant(actor, grant('teacher', 'school'))).toBe(false)
  expect(canCreatePerson(actor)).toBe(false)
})

test.each<[Role, keyof typeof units, string | null, boolean]>([
  ['resource_person', 'school', 'cohort', true],
  ['resource_person', 'school', null, false],
  ['teacher', 'school', null, true],
  ['teacher', 'school', 'cohort', false],
  ['ppt_adviser', 'school', 'cohort', true],
  ['county_adviser', 'county', null, true],
  ['county_adviser', 'town', null, false],
  ['municipality_coordinator', 'school', null, false],
  ['national_adviser', 'county', null, false],
])('%s at %s, cohort %s, makes sense: %s', (role, at, cohortId, yes) => {
  expect(fits({ role, cohortId, unit: units[at] })).toBe(yes)
})

test.each<[Role, boolean]>([
  ['administrator', true],
  ['national_adviser', true],
  ['county_adviser', true],
  ['municipality_coordinator', true],
  ['leader', true],
  ['teacher', false],
  ['assistant', false],
  ['ppt_adviser', false],
  ['resource_person', false],
])('%s registers people: %s', (role, yes) => {
  expect(canCreatePerson(paperActor({ role, orgUnitId: 'x' }))).toBe(yes)
})

test('a unit is not left without its last leader, coordinator or adviser; of the others the last one may go', () => {
  expect([...LAST_MATTERS].sort()).toEqual(['county_adviser', 'leader', 'municipality_coordinator'])
})
