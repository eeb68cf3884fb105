import type { Prisma } from '~server/database/client'
import type { Actor } from '../shared/actor'
import {
  ADMINISTRATION,
  ADVISERS,
  assignments,
  hasRole,
  memberUnits,
  type UnitFacts,
} from '../shared/authorize'
import type { EnrolmentStatus } from './schema'

/** Takes part, or may still answer. Whoever declined or withdrew is out. */
export const LIVE = ['invited', 'enrolled'] as const satisfies readonly EnrolmentStatus[]

/** A cohort as the policy judges it. */
export interface CohortFacts {
  hostId: string
  /** Units with a live enrolment in it, as far as the actor is a member there. */
  enrolledIds: readonly string[]
}

const live = (orgUnit: Prisma.OrgUnitWhereInput): Prisma.CohortWhereInput => ({
  enrolments: { some: { status: { in: [...LIVE] }, orgUnit } },
})

const atOrBelow = (unitIds: string[]): Prisma.OrgUnitWhereInput => ({
  ancestors: { some: { ancestorId: { in: unitIds } } },
})

/**
 * Who knows that a cohort exists:
 * - advisers of the authority that runs it;
 * - members of a unit that takes part itself. A school does not take part because its municipality does: it is enrolled;
 * - advisers and coordinators when a unit below theirs takes part;
 * - whoever follows a unit in it (assignment).
 */
export function visibleCohorts(actor: Actor): Prisma.CohortWhereInput {
  const administered = memberUnits(actor, ADMINISTRATION)
  return {
    OR: [
      { hostId: { in: memberUnits(actor, ADVISERS) } },
      { enrolments: { some: { status: { in: [...LIVE] }, orgUnitId: { in: memberUnits(actor) } } } },
      ...(administered.length === 0 ? [] : [live(atOrBelow(administered))]),
      { id: { in: assignments(actor).map(({ cohortId }) => cohortId) } },
    ],
  }
}

/** Advisers found cohorts that their own authority runs. */
export function canCreateCohort(actor: Actor, hostId: string): boolean {
  return memberUnits(actor, ADVISERS).includes(hostId)
}

/**
 * Units on whose behalf the actor may enrol, withdraw and undo, everything strictly below them: a county in a cohort that
 * it runs or takes part in, a municipality in one that it takes part in. `'all'` for the national authority in its own.
 */
function enrolsBelow(actor: Actor, cohort: CohortFacts): string[] | 'all' {
  if (memberUnits(actor, ['national_adviser']).includes(cohort.hostId)) return 'all'
  const part = (id: string): boolean => cohort.enrolledIds.includes(id)
  return [
    ...memberUnits(actor, ['county_adviser']).filter(id => id === cohort.hostId || part(id)),
    ...memberUnits(actor, ['municipality_coordinator']).filter(part),
  ]
}

/** May the actor enrol this unit in the cohort, or change its status? */
export function canEnrol(actor: Actor, cohort: CohortFacts, unit: UnitFacts): boolean {
  const below = enrolsBelow(actor, cohort)
  if (below === 'all') return unit.kind !== 'national'
  return below.some(id => id !== unit.id && unit.ancestorIds.includes(id))
}

/** The other face of `canEnrol`: the units it says yes to. */
export function enrolableUnits(actor: Actor, cohort: CohortFacts): Prisma.OrgUnitWhereInput {
  const below = enrolsBelow(actor, cohort)
  if (below === 'all') return { kind: { not: 'national' } }
  return { ancestors: { some: { ancestorId: { in: below }, depth: { gt: 0 } } } }
}

/** May the actor enrol anybody at all here? For whether a page shows the way. */
export function canEnrolSomebody(actor: Actor, cohort: CohortFacts): boolean {
  return enrolsBelow(actor, cohort).length > 0
}

/** That an authority takes part in these cohorts. */
const publicList = (cohort: Prisma.CohortWhereInput): Prisma.EnrolmentWhereInput => ({
  orgUnit: { kind: { in: ['county', 'municipality'] } },
  cohort,
})

/**
 * Who sees that a unit takes part:
 * - the advisers of the authority that runs the cohort: all;
 * - county advisers: every county and municipality (a public list), and the units of their own county;
 * - coordinators: their own municipality and its units, no other's;
 * - members: their own unit; whoever follows units: those.
 */
export function visibleEnrolments(actor: Actor): Prisma.EnrolmentWhereInput {
  const counties = memberUnits(actor, ['county_adviser'])
  return {
    cohort: visibleCohorts(actor),
    OR: [
      { cohort: { hostId: { in: memberUnits(actor, ADVISERS) } } },
      publicList({ OR: [{ hostId: { in: counties } }, live(atOrBelow(counties))] }),
      { orgUnit: atOrBelow(memberUnits(actor, ADMINISTRATION)) },
      { orgUnitId: { in: memberUnits(actor) } },
      ...assignments(actor),
    ],
  }
}

/**
 * The same within one cohort that the actor has been found to see. What depends on the cohort alone is answered here, once, and not by
 * the database for every row of a long list.
 */
export function enrolmentsIn(actor: Actor, cohort: CohortFacts & { id: string }): Prisma.EnrolmentWhereInput {
  const cohortId = cohort.id
  if (memberUnits(actor, ADVISERS).includes(cohort.hostId)) return { cohortId }
  const counties = memberUnits(actor, ['county_adviser'])
  const known = counties.some(id => cohort.enrolledIds.includes(id))
  return {
    cohortId,
    OR: [
      ...(counties.length === 0 ? [] : [publicList(known ? {} : live(atOrBelow(counties)))]),
      { orgUnit: atOrBelow(memberUnits(actor, ADMINISTRATION)) },
      { orgUnitId: { in: memberUnits(actor) } },
      ...assignments(actor).filter(each => each.cohortId === cohortId),
    ],
  }
}

/** Programmes are templates for everybody who may found a cohort. */
export const canFoundCohorts = (actor: Actor): boolean => hasRole(actor, ADVISERS)

/** A yearly step's report as the policy judges it. */
export interface ReportFacts {
  cohort: CohortFacts
  unit: UnitFacts
}

/**
 * May the actor write what a yearly step asks of this municipality? Its coordinators, while it takes part. Others of
 * the municipality, and everybody above it, do not write in its name.
 */
export function canReport(actor: Actor, { cohort, unit }: ReportFacts): boolean {
  return (
    memberUnits(actor, ['municipality_coordinator']).includes(unit.id) && cohort.enrolledIds.includes(unit.id)
  )
}

/** Decides on what municipalities have reported: the advisers of the authority that runs the cohort. */
export function canDecide(actor: Actor, cohort: Pick<CohortFacts, 'hostId'>): boolean {
  return memberUnits(actor, ADVISERS).includes(cohort.hostId)
}

/**
 * Who reads a report:
 * - the municipality's coordinators: theirs, as a draft too;
 * - once it is handed over: whoever decides on it, and the advisers of the county that the municipality belongs to.
 */
export function visibleReports(actor: Actor): Prisma.NeedsReportWhereInput {
  return {
    OR: [
      { orgUnitId: { in: memberUnits(actor, ['municipality_coordinator']) } },
      {
        submittedAt: { not: null },
        OR: [
          { step: { cohort: { hostId: { in: memberUnits(actor, ADVISERS) } } } },
          {
            orgUnit: atOrBelow(memberUnits(actor, ['county_adviser'])),
            step: { cohort: visibleCohorts(actor) },
          },
        ],
      },
    ],
  }
}
