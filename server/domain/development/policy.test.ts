import { expect, test } from 'vitest'
import { paperActor } from '../../../tests/support/factories'
import { ROLES } from '../shared/actor'
import { canFollow, canHaveDesk } from './policy'

const here = { orgUnitId: 'school', cohortId: 'cohort' }

test.each(ROLES)('%s with an assignment to the school', role => {
  const actor = paperActor({ role, ...here })
  expect(canHaveDesk(actor)).toBe(role === 'resource_person')
  expect(canFollow(actor, here)).toBe(role === 'resource_person')
  expect(canFollow(actor, { ...here, cohortId: 'next' })).toBe(false)
  expect(canFollow(actor, { ...here, orgUnitId: 'other' })).toBe(false)
})

test.each(ROLES)('%s as a member of the school has no desk', role => {
  const actor = paperActor({ role, orgUnitId: 'school' })
  expect(canHaveDesk(actor)).toBe(false)
  expect(canFollow(actor, here)).toBe(false)
})
