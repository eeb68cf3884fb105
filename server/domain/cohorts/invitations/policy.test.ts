import { expect, test } from 'vitest'
import { paperActor } from '../../../../tests/support/factories'
import { canInvite, issuers, roleOfAnswerer, type Issuer, type InviteeFacts } from './policy'

const unit = (id: string, kind: string, independent = false): InviteeFacts => ({
  id,
  kind,
  independent,
  ancestorIds: [id, 'town', 'county'],
})
const national: Issuer = { id: 'state', as: 'national' }
const county: Issuer = { id: 'county', as: 'county' }
const town: Issuer = { id: 'town', as: 'municipality' }

test.each(['school', 'kindergarten', 'ppt'])('a town invites its own %s, led by its leader', kind => {
  expect(canInvite(town, unit('own', kind))).toBe(true)
  expect(canInvite(county, unit('own', kind))).toBe(false)
  expect(canInvite(national, unit('own', kind))).toBe(false)
  expect(roleOfAnswerer(kind)).toBe('leader')
})

test('a county and the state invite schools that no town stands above', () => {
  expect(canInvite(county, unit('free', 'school', true))).toBe(true)
  expect(canInvite(national, unit('free', 'school', true))).toBe(true)
})

test('nobody invites itself, nor what is no school, kindergarten or service', () => {
  expect(canInvite({ id: 'school', as: 'municipality' }, unit('school', 'school'))).toBe(false)
  expect(canInvite({ id: 'town', as: 'county' }, unit('town', 'municipality'))).toBe(false)
  expect(canInvite(town, unit('owner', 'private_owner'))).toBe(false)
  expect(canInvite(county, unit('owner', 'private_owner', true))).toBe(false)
})

test('an assignment invites in nobody’s name, wherever the unit takes part', () => {
  const cohort = { hostId: 'county', takingPartIds: ['county', 'town'] }
  for (const [role, orgUnitId] of [
    ['county_adviser', 'county'],
    ['municipality_coordinator', 'town'],
  ] as const)
    expect(issuers(paperActor({ role, orgUnitId, cohortId: 'x' }), cohort)).toEqual([])
})
