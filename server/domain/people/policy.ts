import type { Prisma } from '~server/database/client'
import { ROLES, type Actor, type Role } from '../shared/actor'
import { ADMINISTRATION, hasRole, holdsAbove, memberUnits, type UnitFacts } from '../shared/authorize'

/** Kinds of unit at which a role makes sense; the others are everywhere. */
const PLACE: Partial<Record<Role, readonly string[]>> = {
  administrator: ['national'],
  national_adviser: ['national'],
  county_adviser: ['county'],
  data_officer: ['county'],
  municipality_coordinator: ['municipality'],
}

const IN_UNIT: readonly Role[] = ['leader', 'teacher', 'assistant', 'ppt_adviser']

/**
 * Which roles each role may give and end: who administers, at their unit and below it; a leader at their own unit. Nobody
 * raises anybody above themselves.
 */
const MAY_GIVE: Partial<Record<Role, readonly Role[]>> = {
  county_adviser: [
    'county_adviser',
    'data_officer',
    'municipality_coordinator',
    'resource_person',
    ...IN_UNIT,
  ],
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
 * others what MAY_GIVE says. A supporter's access is given by nobody here: it has a way of
 * its own, with a reason and an end.
 */
export function canGiveGrant(actor: Actor, grant: GrantFacts): boolean {
  if (grant.role === 'support') return false
  if (hasRole(actor, ['administrator'])) return true
  if (hasRole(actor, ['national_adviser']) && grant.role === 'county_adviser') return true
  return Object.entries(MAY_GIVE).some(
    ([role, gives]) => gives.includes(grant.role) && hasSay(actor, role as Role, grant.unit),
  )
}

const hasSay = (actor: Actor, role: Role, unit: UnitFacts): boolean =>
  role === 'leader' ? memberUnits(actor, [role]).includes(unit.id) : holdsAbove(actor, [role], unit)

/** May the actor register somebody new? Whoever may give a grant, so that the person can be given one. */
export function canCreatePerson(actor: Actor): boolean {
  return hasRole(actor, ['administrator', ...ADMINISTRATION, 'leader'])
}

/** Roles that the actor may give at this unit as memberships, in the order of ROLES. */
export function givableRoles(actor: Actor, unit: UnitFacts): Role[] {
  return ROLES.filter(role => {
    const grant = { role, cohortId: null, unit }
    return fits(grant) && canGiveGrant(actor, grant)
  })
}

/** May the actor make somebody resource person for this unit? */
export function canAssign(actor: Actor, unit: UnitFacts): boolean {
  return canGiveGrant(actor, { role: 'resource_person', cohortId: ANY_COHORT, unit })
}

/** May the actor make anybody resource person at all? For whether a page shows the way. */
export function canAssignSomebody(actor: Actor): boolean {
  return hasRole(actor, ['administrator', 'county_adviser', 'municipality_coordinator'])
}

const ANY_COHORT = ''

/** Looks after the people of a unit: gives some role there. */
export function canManagePeople(actor: Actor, unit: UnitFacts): boolean {
  return givableRoles(actor, unit).length > 0 || canAssign(actor, unit)
}

/** A unit is not left without its last one unless somebody says so. */
export const LAST_MATTERS: readonly Role[] = ['leader', 'municipality_coordinator', 'county_adviser']

/** Roles by which one is a colleague; the officer reads a log, and the supporter has a reason of their own. */
const COLLEAGUES = ROLES.filter(role => role !== 'data_officer' && role !== 'support')

/** Sees the people of every county, and of nothing below it: the national authority gives the counties their advisers. */
export const seesCounties = (actor: Actor): boolean => hasRole(actor, ['national_adviser'])

/** Units whose people the actor may see: their own colleagues, and whom they administer. */
export function unitsWithVisiblePeople(actor: Actor): Prisma.OrgUnitWhereInput {
  if (hasRole(actor, ['administrator'])) return {}
  return {
    OR: [
      { id: { in: memberUnits(actor, COLLEAGUES) } },
      { ancestors: { some: { ancestorId: { in: memberUnits(actor, ADMINISTRATION) } } } },
      ...(seesCounties(actor) ? [{ kind: 'county' as const }] : []),
    ],
  }
}

/** The other face of `unitsWithVisiblePeople`. */
export function canSeePeople(actor: Actor, unit: UnitFacts): boolean {
  return (
    hasRole(actor, ['administrator']) ||
    memberUnits(actor, COLLEAGUES).includes(unit.id) ||
    holdsAbove(actor, ADMINISTRATION, unit) ||
    (seesCounties(actor) && unit.kind === 'county')
  )
}

/**
 * Units in which the actor looks for people: at and below these; null = everywhere. Counties come on top (`seesCounties`),
 * and what they lead, without what is below it.
 */
export function searchedUnits(actor: Actor): string[] | null {
  return hasRole(actor, ['administrator']) ? null : memberUnits(actor, ADMINISTRATION)
}

/** Units whose people the actor looks for as their leader. */
export const ledUnits = (actor: Actor): string[] => memberUnits(actor, ['leader'])

/** May the actor look for people at all? */
export function canSearchPeople(actor: Actor): boolean {
  return [...(searchedUnits(actor) ?? ['everywhere']), ...ledUnits(actor)].length > 0
}

/**
 * May the actor close somebody's account? The administrator; else whoever could end every role the person holds, so that
 * nobody closes what others have given. Never one's own by this way.
 *
 * @param grants all of the person that hold now or later
 */
export function canCloseAccount(actor: Actor, personId: string, grants: readonly GrantFacts[]): boolean {
  if (actor.personId === personId) return false
  if (hasRole(actor, ['administrator'])) return true
  return grants.length > 0 && grants.every(grant => canGiveGrant(actor, grant))
}

/** Who decides under what name contributions stand: whoever administers the county or municipality. */
export function canDecideContributions(actor: Actor, unit: UnitFacts): boolean {
  return (
    ['county', 'municipality'].includes(unit.kind) &&
    (hasRole(actor, ['administrator']) || holdsAbove(actor, ADMINISTRATION, unit))
  )
}
