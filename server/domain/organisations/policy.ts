import type { Prisma } from '~server/database/client'
import type { Actor } from '../shared/actor'
import {
  ADMINISTRATION,
  assignments,
  hasRole,
  holdsAbove,
  memberUnits,
  type UnitFacts,
} from '../shared/authorize'

/** Authorities stand in public registers: everybody with an account may know that they exist. */
const PUBLIC = ['national', 'county', 'municipality'] as const

/**
 * Authorities for every account; other units (schools, kindergartens, services) for their own people, for whoever
 * administers them from above, and for those assigned to them. A guest sees none.
 */
export function visibleUnits(actor: Actor): Prisma.OrgUnitWhereInput {
  if (actor.kind === 'guest') return { id: { in: [] } }
  if (hasRole(actor, ['administrator'])) return {}
  const own = [...memberUnits(actor), ...assignments(actor).map(({ orgUnitId }) => orgUnitId)]
  return {
    OR: [
      { kind: { in: [...PUBLIC] } },
      { id: { in: own } },
      { ancestors: { some: { ancestorId: { in: memberUnits(actor, ADMINISTRATION) } } } },
    ],
  }
}

/** Everything at and below the units that the actor administers. */
export function administeredUnits(actor: Actor): Prisma.OrgUnitWhereInput {
  return { ancestors: { some: { ancestorId: { in: memberUnits(actor, ADMINISTRATION) } } } }
}

/** The other face of `administeredUnits`. */
export function canAdminister(actor: Actor, unit: UnitFacts): boolean {
  return holdsAbove(actor, ADMINISTRATION, unit)
}
