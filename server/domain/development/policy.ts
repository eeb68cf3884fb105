import type { Prisma } from '~server/database/client'
import type { Actor } from '../shared/actor'
import { validAt } from '../shared/authorize'

/** A unit that somebody follows in a cohort. */
export interface Followed {
  orgUnitId: string
  cohortId: string
}

const isAssignment = (grant: Actor['grants'][number]): boolean =>
  grant.role === 'resource_person' && grant.cohortId !== null

/** Has the actor a desk at all: is there anything to follow? */
export function canHaveDesk(actor: Actor): boolean {
  return actor.grants.some(isAssignment)
}

/** Does the actor follow this unit in this cohort, as its resource person? */
export function canFollow(actor: Actor, { orgUnitId, cohortId }: Followed): boolean {
  return actor.grants.some(
    grant => isAssignment(grant) && grant.orgUnitId === orgUnitId && grant.cohortId === cohortId,
  )
}

/** The other face of `canFollow`: the assignments themselves, as they hold now by the database's clock. */
export function followedGrants(actor: Actor, now: Date): Prisma.GrantWhereInput {
  return { personId: actor.personId, role: 'resource_person', cohortId: { not: null }, ...validAt(now) }
}
