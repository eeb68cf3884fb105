import type { Actor, Role } from './actor'
import { forbidden, notFound } from './errors'

/** Pure building blocks of the policies; the browser may import them with a policy. */

/** Run programmes: plan, invite and enrol on behalf of an authority. */
export const ADVISERS = ['national_adviser', 'county_adviser'] as const satisfies readonly Role[]

/** Roles whose administration flows down the tree of "owns". The content of reflections never does. */
export const ADMINISTRATION = [...ADVISERS, 'municipality_coordinator'] as const satisfies readonly Role[]

/**
 * Units at which the actor is a member in one of these roles (any role when none is named). An assignment is no
 * membership: it opens one cohort, not the unit.
 */
export function memberUnits(actor: Actor, roles?: readonly Role[]): string[] {
  const held = actor.grants.filter(grant => grant.cohortId === null && (roles?.includes(grant.role) ?? true))
  return [...new Set(held.map(grant => grant.orgUnitId))]
}

/** Units the actor follows (resource person, PPT), each within one cohort only. */
export function assignments(actor: Actor): { cohortId: string; orgUnitId: string }[] {
  return actor.grants.flatMap(({ cohortId, orgUnitId }) =>
    cohortId === null ? [] : [{ cohortId, orgUnitId }],
  )
}

export const hasRole = (actor: Actor, roles: readonly Role[]): boolean => memberUnits(actor, roles).length > 0

/** A unit as a policy judges it. */
export interface UnitFacts {
  id: string
  kind: string
  /** Ids of everything above it by "owns", with itself. */
  ancestorIds: readonly string[]
}

/** Does the actor hold one of the roles at the unit or above it? */
export function holdsAbove(
  actor: Actor,
  roles: readonly Role[],
  unit: Pick<UnitFacts, 'ancestorIds'>,
): boolean {
  return memberUnits(actor, roles).some(id => unit.ancestorIds.includes(id))
}

/** Prisma condition for a grant or a seat that holds at this moment of the database's clock (half-open period). */
export function validAt(now: Date): {
  validFrom: { lte: Date }
  OR: [{ validTo: null }, { validTo: { gt: Date } }]
} {
  return { validFrom: { lte: now }, OR: [{ validTo: null }, { validTo: { gt: now } }] }
}

/** @throws DomainError `forbidden` unless the policy said yes. */
export function allow(yes: boolean): void {
  if (!yes) throw forbidden()
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export const isId = (value: unknown): value is string => typeof value === 'string' && UUID.test(value)

/** An id from outside, fit for the database. @throws DomainError `not_found`: a malformed id is an unknown id. */
export function knownId(value: unknown): string {
  if (!isId(value)) throw notFound()
  return value.toLowerCase()
}
