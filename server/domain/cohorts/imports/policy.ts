import type { Prisma } from '~server/database/client'
import type { Actor } from '../../shared/actor'
import { hasRole, memberUnits, type UnitFacts } from '../../shared/authorize'

/** Units on whose behalf a list can be brought. */
const KINDS = ['national', 'county', 'municipality'] as const

const anywhere = (actor: Actor): boolean => hasRole(actor, ['administrator', 'national_adviser'])

/** Where the actor speaks for the unit itself: county advisers at the county, coordinators at the municipality. */
const own = (actor: Actor): string[] => memberUnits(actor, ['county_adviser', 'municipality_coordinator'])

/** May the actor bring lists on behalf of this unit? The national authority and administrators for any authority. */
export function canImportFor(actor: Actor, unit: Pick<UnitFacts, 'id' | 'kind'>): boolean {
  if (!KINDS.some(kind => kind === unit.kind)) return false
  return anywhere(actor) || own(actor).includes(unit.id)
}

/** The other face of `canImportFor`. */
export function importUnits(actor: Actor): Prisma.OrgUnitWhereInput {
  return { kind: { in: [...KINDS] }, ...(anywhere(actor) ? {} : { id: { in: own(actor) } }) }
}

/** Whether a page shows the way to bringing lists. */
export const canImport = (actor: Actor): boolean =>
  actor.kind === 'account' && (anywhere(actor) || own(actor).length > 0)

/** A list is seen by everybody who may bring lists for the same unit; who brought it and may not any more sees it no more. */
export function visibleBatches(actor: Actor): Prisma.ImportBatchWhereInput {
  return { orgUnit: importUnits(actor) }
}
