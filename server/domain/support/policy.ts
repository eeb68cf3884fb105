import type { Prisma } from '~server/database/client'
import type { Actor } from '../shared/actor'
import { ADMINISTRATION, hasRole, holdsAbove, memberUnits, type UnitFacts } from '../shared/authorize'

/** A supporter's access as the policy judges it. */
export interface SupportFacts {
  /** Who looks. */
  personId: string
  unit: UnitFacts
}

/** Break-glass is for administrators, for themselves. */
export const canOpenSupport = (actor: Actor): boolean => hasRole(actor, ['administrator'])

/** Whoever looks, the unit's leader, and whoever administers the unit from above may end it at any moment. */
export function canEndSupport(actor: Actor, { personId, unit }: SupportFacts): boolean {
  return (
    (actor.personId === personId && canOpenSupport(actor)) ||
    memberUnits(actor, ['leader']).includes(unit.id) ||
    holdsAbove(actor, ADMINISTRATION, unit)
  )
}

/**
 * Who knows that support looks or has looked, and why: administrators, everybody who belongs to the unit, and whoever
 * administers it or watches over its data from above.
 */
export function canSeeSupport(actor: Actor, { unit }: Pick<SupportFacts, 'unit'>): boolean {
  return (
    hasRole(actor, ['administrator']) ||
    memberUnits(actor).includes(unit.id) ||
    holdsAbove(actor, [...ADMINISTRATION, 'data_officer'], unit)
  )
}

/** The other face of `canSeeSupport`. */
export function visibleSupport(actor: Actor): Prisma.SupportAccessWhereInput {
  if (hasRole(actor, ['administrator'])) return {}
  const above = memberUnits(actor, [...ADMINISTRATION, 'data_officer'])
  return {
    OR: [
      { orgUnitId: { in: memberUnits(actor) } },
      { orgUnit: { ancestors: { some: { ancestorId: { in: above } } } } },
    ],
  }
}
