import { expect, test } from 'vitest'
import { paperActor } from '../../../tests/support/factories'
import {
  ADMINISTRATION,
  ADVISERS,
  allow,
  assignments,
  hasRole,
  holdsAbove,
  isId,
  knownId,
  memberUnits,
  validAt,
} from './authorize'

const ID = '0190a000-0000-7000-8000-00000000000a'
const member = paperActor(
  { role: 'teacher', orgUnitId: 'school' },
  { role: 'leader', orgUnitId: 'school' },
  { role: 'leader', orgUnitId: 'other' },
  { role: 'resource_person', orgUnitId: 'followed', cohortId: 'cohort' },
)

test('advisers run programmes; coordinators administer as well, and nobody else', () => {
  expect(ADVISERS).toEqual(['national_adviser', 'county_adviser'])
  expect(ADMINISTRATION).toEqual(['national_adviser', 'county_adviser', 'municipality_coordinator'])
})

test('a membership counts once per unit, in the role asked for, and an assignment is none', () => {
  expect(memberUnits(member)).toEqual(['school', 'other'])
  expect(memberUnits(member, ['teacher'])).toEqual(['school'])
  expect(memberUnits(member, ['leader', 'teacher'])).toEqual(['school', 'other'])
  expect(memberUnits(member, ['resource_person'])).toEqual([])
  expect(memberUnits(member, [])).toEqual([])
})

test('assignments are what is followed, each within its cohort', () => {
  expect(assignments(member)).toEqual([{ orgUnitId: 'followed', cohortId: 'cohort' }])
})

test('one holds a role as a member in it, somewhere', () => {
  expect(hasRole(member, ['teacher'])).toBe(true)
  expect(hasRole(member, ['assistant'])).toBe(false)
  expect(hasRole(member, ['resource_person'])).toBe(false)
})

test('a role holds at its unit and below, not beside it', () => {
  expect(holdsAbove(member, ['leader'], { ancestorIds: ['class', 'school', 'town'] })).toBe(true)
  expect(holdsAbove(member, ['leader'], { ancestorIds: ['town'] })).toBe(false)
  expect(holdsAbove(member, ['assistant'], { ancestorIds: ['school'] })).toBe(false)
  expect(holdsAbove(member, ['resource_person'], { ancestorIds: ['followed'] })).toBe(false)
})

test('a period holds from its first moment until just before its end, or for good', () => {
  const now = new Date()
  expect(validAt(now)).toEqual({
    validFrom: { lte: now },
    OR: [{ validTo: null }, { validTo: { gt: now } }],
  })
})

test('what a policy forbids is forbidden', () => {
  expect(() => allow(true)).not.toThrow()
  expect(() => allow(false)).toThrow('forbidden')
})

test.each<[unknown, boolean]>([
  [ID, true],
  [ID.toUpperCase(), true],
  [`${ID}0`, false],
  [`x${ID}`, false],
  ['', false],
  [null, false],
  [{ toString: () => ID }, false],
])('%s is an id: %s', (value, is) => {
  expect(isId(value)).toBe(is)
  if (is) expect(knownId(value)).toBe(ID)
  else expect(() => knownId(value)).toThrow('not_found')
})
