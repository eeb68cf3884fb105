import type { Actor } from '../shared/actor'
import { hasRole, holdsAbove, memberUnits } from '../shared/authorize'

/** May the actor read the audit log at all? */
export const canReadAudit = (actor: Actor): boolean => hasRole(actor, ['administrator', 'data_officer'])

/** May the actor read the entries of this tenant? The administrator all; a data officer those at and below the own county. */
export function canReadChain(actor: Actor, tenant: { ancestorIds: readonly string[] } | null): boolean {
  if (hasRole(actor, ['administrator'])) return true
  return tenant !== null && holdsAbove(actor, ['data_officer'], tenant)
}

/** The other face of `canReadChain`: tenants at and below these units; null = all, also what belongs to none. */
export function readableChains(actor: Actor): string[] | null {
  return hasRole(actor, ['administrator']) ? null : memberUnits(actor, ['data_officer'])
}
