import type { Prisma } from '~server/database/client'
import { LIVE, visibleCohorts, type CohortFacts } from '../cohorts/policy'
import type { Actor, Role } from '../shared/actor'
import {
  ADMINISTRATION,
  ADVISERS,
  assignments,
  holdsAbove,
  memberUnits,
  validAt,
  type UnitFacts,
} from '../shared/authorize'
import type { Level } from './schema'

/** Who holds gatherings of which level, at their own unit. */
const HOLDERS: Record<Level, readonly Role[]> = {
  national: ['national_adviser'],
  county: ['county_adviser'],
  network: ['county_adviser', 'municipality_coordinator'],
  local: ['municipality_coordinator', 'leader'],
}

/** A gathering as the policy judges it. */
export interface GatheringFacts {
  host: UnitFacts
}

/** May the actor hold a gathering of this level as that unit? Only in a cohort that the unit runs or takes part in. */
export function canCreateGathering(actor: Actor, cohort: CohortFacts, hostId: string, level: Level): boolean {
  const part = cohort.hostId === hostId || cohort.enrolledIds.includes(hostId)
  return part && memberUnits(actor, HOLDERS[level]).includes(hostId)
}

/** Levels at which the actor could hold one as that unit; for the choices of a form. */
export function levelsFor(actor: Actor, cohort: CohortFacts, hostId: string): Level[] {
  return (Object.keys(HOLDERS) as Level[]).filter(level => canCreateGathering(actor, cohort, hostId, level))
}

/** Who arranges a gathering (text, agenda, tables, seats): advisers and coordinators of the host or above it, and its leader. */
export function canEditGathering(actor: Actor, gathering: GatheringFacts): boolean {
  const { host } = gathering
  return holdsAbove(actor, ADMINISTRATION, host) || memberUnits(actor, ['leader']).includes(host.id)
}

/** The other face of `canEditGathering`. */
export function editableGatherings(actor: Actor): Prisma.GatheringWhereInput {
  const above = memberUnits(actor, ADMINISTRATION)
  return {
    OR: [
      ...(above.length === 0 ? [] : [{ host: { ancestors: { some: { ancestorId: { in: above } } } } }]),
      { hostId: { in: memberUnits(actor, ['leader']) } },
    ],
  }
}

/**
 * Who knows of a gathering (title, date, agenda, numbers and names of tables; never what others wrote):
 * - whoever has a seat that holds now; a guest has nothing else;
 * - who arranges it, and the advisers of the authority that runs the cohort;
 * - of a national one everybody who knows the cohort;
 * - of the others, people of units at or below the host that take part in the cohort, and whoever follows such a unit.
 *   A county's or municipality's gathering is none of another one's business.
 *
 * @param now by the database's clock
 */
export function visibleGatherings(actor: Actor, now: Date): Prisma.GatheringWhereInput {
  const reaches = (...orgUnitIds: string[]): Prisma.OrgUnitWhereInput => ({
    descendants: { some: { descendantId: { in: orgUnitIds } } },
  })
  return {
    OR: [
      { seats: { some: { personId: actor.personId, ...validAt(now) } } },
      editableGatherings(actor),
      { cohort: { hostId: { in: memberUnits(actor, ADVISERS) } } },
      { level: 'national', cohort: visibleCohorts(actor) },
      ...memberUnits(actor).map(orgUnitId => ({
        host: reaches(orgUnitId),
        cohort: { enrolments: { some: { orgUnitId, status: { in: [...LIVE] } } } },
      })),
      ...followedByCohort(actor).map(([cohortId, orgUnitIds]) => ({
        cohortId,
        host: reaches(...orgUnitIds),
      })),
    ],
  }
}

/** One condition per cohort and not per unit: a resource person may follow dozens. */
function followedByCohort(actor: Actor): [cohortId: string, orgUnitIds: string[]][] {
  const units = new Map<string, string[]>()
  for (const { cohortId, orgUnitId } of assignments(actor))
    units.set(cohortId, [...(units.get(cohortId) ?? []), orgUnitId])
  return [...units]
}

/** A gathering with what decides about the people who may be seated there. */
export interface SeatingFacts {
  cohortId: string
  hostId: string
  level: Level
}

/**
 * Accounts that may be put at a table: people of units that take part in the cohort and people who follow one in it, of
 * the host's own area (a service that serves it counts); at a national gathering from everywhere.
 */
export function seatablePeople(
  { cohortId, hostId, level }: SeatingFacts,
  now: Date,
): Prisma.PersonWhereInput {
  const within: Prisma.OrgUnitWhereInput = { ancestors: { some: { ancestorId: hostId } } }
  const serves: Prisma.OrgUnitWhereInput = {
    children: { some: { kind: 'serves', OR: [{ validTo: null }, { validTo: { gt: now } }], child: within } },
  }
  const part = { cohortId, status: { in: [...LIVE] } }
  return {
    kind: 'account',
    disabledAt: null,
    grants: {
      some: {
        ...validAt(now),
        AND: [
          { OR: [{ cohortId }, { cohortId: null, orgUnit: { enrolments: { some: part } } }] },
          ...(level === 'national' ? [] : [{ orgUnit: { OR: [within, serves] } }]),
        ],
      },
    },
  }
}
