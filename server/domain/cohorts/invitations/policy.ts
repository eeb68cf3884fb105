import type { Prisma } from '~server/database/client'
import type { Actor } from '../../shared/actor'
import { ADMINISTRATION, ADVISERS, memberUnits, type UnitFacts } from '../../shared/authorize'
import { visibleCohorts } from '../policy'
import type { Step } from './schema'

/** In whose name somebody invites. */
export interface Issuer {
  id: string
  as: 'national' | 'county' | 'municipality'
}

/** A cohort as it is judged here. */
export interface InvitingFacts {
  hostId: string
  /** Units that take part, as far as the actor is a member there. Being invited is not enough. */
  takingPartIds: readonly string[]
}

/** A unit that may be invited; `independent`: no municipality stands above it, or a private owner does. */
export interface InviteeFacts extends UnitFacts {
  independent: boolean
}

/** What a municipality brings in. */
export const UNITS = ['school', 'kindergarten', 'ppt'] as const
const isUnit = (kind: string): boolean => UNITS.some(each => each === kind)

/**
 * In whose names the actor invites to a cohort: the national authority in its own; a county in one that it runs or takes
 * part in; a municipality in one that it takes part in.
 */
export function issuers(actor: Actor, cohort: InvitingFacts): Issuer[] {
  const part = (id: string): boolean => cohort.takingPartIds.includes(id)
  const as = (kind: Issuer['as'], ids: string[]): Issuer[] => ids.map(id => ({ id, as: kind }))
  return [
    ...as(
      'national',
      memberUnits(actor, ['national_adviser']).filter(id => id === cohort.hostId),
    ),
    ...as(
      'county',
      memberUnits(actor, ['county_adviser']).filter(id => id === cohort.hostId || part(id)),
    ),
    ...as('municipality', memberUnits(actor, ['municipality_coordinator']).filter(part)),
  ]
}

/**
 * Whom an issuer may invite: the national authority counties, municipalities and independent schools; a county its
 * municipalities and the independent schools below it; a municipality its own schools, kindergartens and services.
 */
export function canInvite({ id, as }: Issuer, unit: InviteeFacts): boolean {
  const below = unit.id !== id && unit.ancestorIds.includes(id)
  if (as === 'municipality') return below && isUnit(unit.kind)
  const independent = isUnit(unit.kind) && unit.independent
  if (as === 'county') return below && (unit.kind === 'municipality' || independent)
  return unit.kind === 'county' || unit.kind === 'municipality' || independent
}

/** The other face of `independent`, for schools, kindergartens and services: among their ancestors they are themselves. */
const INDEPENDENT: Prisma.OrgUnitWhereInput = {
  OR: [
    { ancestors: { none: { ancestor: { kind: 'municipality' } } } },
    { ancestors: { some: { ancestor: { kind: 'private_owner' } } } },
  ],
}

/** The other face of `canInvite`, for one step. */
export function inviteesOf({ id, as }: Issuer, step: Step): Prisma.OrgUnitWhereInput {
  const below = { ancestors: { some: { ancestorId: id, depth: { gt: 0 } } } }
  const units: Prisma.OrgUnitWhereInput = { kind: { in: [...UNITS] } }
  if (as === 'municipality') return step === 'unit' ? { AND: [units, below] } : { id: { in: [] } }
  const everywhere = as === 'national'
  if (step === 'county') return everywhere ? { kind: 'county' } : { id: { in: [] } }
  const kind = step === 'municipality' ? { kind: 'municipality' as const } : { AND: [units, INDEPENDENT] }
  return everywhere ? kind : { AND: [kind, below] }
}

/** The steps in which an issuer invites, the next one below it first. */
export function stepsOf({ as }: Issuer): Step[] {
  if (as === 'national') return ['county', 'municipality', 'unit']
  return as === 'county' ? ['municipality', 'unit'] : ['unit']
}

/** Mailings that the actor leads: those of the authority at which they are. */
export function visibleMailings(actor: Actor): Prisma.MailingWhereInput {
  return { issuerId: { in: memberUnits(actor, ADMINISTRATION) }, cohort: visibleCohorts(actor) }
}

/**
 * Invitations that count in the actor's picture of a cohort: all of them for the advisers of the authority that runs it,
 * those to units strictly below one's own for counties and municipalities.
 */
export function visibleInvitations(actor: Actor): Prisma.InvitationWhereInput {
  const own = memberUnits(actor, ADMINISTRATION)
  return {
    cohort: visibleCohorts(actor),
    OR: [
      { cohort: { hostId: { in: memberUnits(actor, ADVISERS) } } },
      { issuerId: { in: own } },
      { orgUnit: { ancestors: { some: { ancestorId: { in: own }, depth: { gt: 0 } } } } },
    ],
  }
}

/** Invitations that are the actor's to answer: those to the unit that they lead. */
export function answerableInvitations(actor: Actor): Prisma.InvitationWhereInput {
  const role = (kinds: Prisma.EnumOrgUnitKindFilter['in'], ids: string[]): Prisma.InvitationWhereInput => ({
    orgUnitId: { in: ids },
    orgUnit: { kind: { in: kinds ?? [] } },
  })
  return {
    OR: [
      role(['county'], memberUnits(actor, ['county_adviser'])),
      role(['municipality'], memberUnits(actor, ['municipality_coordinator'])),
      role([...UNITS], memberUnits(actor, ['leader'])),
    ],
  }
}

/** The role that whoever answers for a unit has there: the address was chosen by the authority above it. */
export function roleOfAnswerer(
  kind: string,
): 'county_adviser' | 'municipality_coordinator' | 'leader' | null {
  if (kind === 'county') return 'county_adviser'
  if (kind === 'municipality') return 'municipality_coordinator'
  return isUnit(kind) ? 'leader' : null
}
