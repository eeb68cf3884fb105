import type { Prisma } from '~server/database/client'
import type { Actor, Role } from '../shared/actor'
import { ADMINISTRATION, hasRole, holdsAbove, memberUnits, type UnitFacts } from '../shared/authorize'

/** Kinds of unit at which a role makes sense; the others are everywhere. */
const PLACE: Partial<Record<Role, readonly string[]>> = {
  national_adviser: ['national'],
  county_adviser: ['county'],
  municipality_coordinator: ['municipality'],
}

const IN_UNIT: readonly Role[] = ['leader', 'teacher', 'assistant', 'ppt_adviser']

/** Which roles each role may give and end, at its own unit and below it. Nobody raises anybody above themselves. */
const MAY_GIVE: Partial<Record<Role, readonly Role[]>> = {
  county_adviser: ['county_adviser', 'municipality_coordinator', 'resource_person', ...IN_UNIT],
  municipality_coordinator: ['municipality_coordinator', 'resource_person', ...IN_UNIT],
  leader: IN_UNIT,
}

/** A grant as the policy judges it. */
export interface GrantFacts {
  role: Role
  cohortId: string | null
  unit: UnitFacts
}

/** Is this a grant that makes sense at all? A resource person always follows within a cohort; memberships never do. */
export function fits({ role, cohortId, unit }: GrantFacts): boolean {
  if (role === 'resource_person' && cohortId === null) return false
  if (cohortId !== null && role !== 'resource_person' && role !== 'ppt_adviser') return false
  return PLACE[role]?.includes(unit.kind) ?? true
}

/**
 * May the actor give this grant, or end it? The administrator anywhere; the national adviser the county advisers; the
 * others what MAY_GIVE says, at their own unit and below.
 */
export function canGiveGrant(actor: Actor, grant: GrantFacts): boolean {
  if (hasRole(actor, ['administrator'])) return true
  if (hasRole(actor, ['national_adviser']) && grant.role === 'county_adviser') return true
  return Object.entries(MAY_GIVE).some(
    ([role, gives]) => gives.includes(grant.role) && holdsAbove(actor, [role as Role], grant.unit),
  )
}

/** May the actor register somebody new? Whoever may give a grant, so that the person can be given one. */
export function canCreatePerson(actor: Actor): boolean {
  return hasRole(actor, ['administrator', ...ADMINISTRATION, 'leader'])
}

/** Units whose people the actor may see: their own colleagues, and whom they administer. */
export function unitsWithVisiblePeople(actor: Actor): Prisma.OrgUnitWhereInput {
  if (hasRole(actor, ['administrator'])) return {}
  return {
    OR: [
      { id: { in: memberUnits(actor) } },
      { ancestors: { some: { ancestorId: { in: memberUnits(actor, ADMINISTRATION) } } } },
    ],
  }
}
