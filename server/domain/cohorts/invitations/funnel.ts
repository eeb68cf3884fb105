import { db } from '~server/database/client'
import type { Actor } from '../../shared/actor'
import { knownId } from '../../shared/authorize'
import { forbidden } from '../../shared/errors'
import { PLACE, placeOn } from '../../organisations/places'
import { byPlace, placed, PLACED, type PlacedUnit } from '../placed'
import { UNITS, visibleInvitations } from './policy'
import type { InvitationStatus, Step } from './schema'

/** How far a unit has come: each stage includes those before it. */
export interface Stages {
  invited: number
  sent: number
  seen: number
  accepted: number
  /** Municipalities that have invited or enrolled units of their own. */
  named: number
  declined: number
  /** Withdrawn, expired, or could not be delivered. */
  gone: number
}

/** The latest invitation of a unit. No names of people, no addresses. */
export interface FunnelRow extends PlacedUnit {
  step: Step
  status: InvitationStatus
  sentAt: Date | null
  seenAt: Date | null
  answeredAt: Date | null
  deadline: Date
  /** For a municipality: how many of its units are invited or take part, and how many take part. */
  units: { named: number; enrolled: number } | null
}

/**
 * The invitations of a cohort as far as the actor sees them from above, by county and name: one row per unit, its latest
 * invitation. The number of queries does not depend on the number of rows.
 *
 * @throws DomainError `forbidden` for whoever stands above nobody
 */
export async function listInvited(actor: Actor, cohortId: string): Promise<FunnelRow[]> {
  const id = knownId(cohortId)
  const rows = await db().invitation.findMany({
    where: { cohortId: id, AND: visibleInvitations(actor) },
    select: {
      status: true,
      sentAt: true,
      seenAt: true,
      answeredAt: true,
      deadline: true,
      mailing: { select: { step: true } },
      cohort: { select: { startsOn: true } },
      orgUnit: { select: PLACED },
    },
    orderBy: { id: 'desc' },
  })
  const latest = new Map<string, (typeof rows)[number]>()
  for (const row of rows) if (!latest.has(row.orgUnit.id)) latest.set(row.orgUnit.id, row)
  const units = await unitsOf(id)
  return [...latest.values()]
    .map(({ orgUnit, mailing, cohort, ...row }) => ({
      ...placed(orgUnit, cohort.startsOn),
      ...row,
      step: mailing.step,
      units: orgUnit.kind === 'municipality' ? (units.get(orgUnit.id) ?? { named: 0, enrolled: 0 }) : null,
    }))
    .sort(byPlace)
}

/** Units of the cohort by the municipality in which they lay when it began, whatever has become of that one since. */
async function unitsOf(cohortId: string): Promise<Map<string, { named: number; enrolled: number }>> {
  const rows = await db().enrolment.findMany({
    where: { cohortId, status: { in: ['invited', 'enrolled'] }, orgUnit: { kind: { in: [...UNITS] } } },
    select: { status: true, cohort: { select: { startsOn: true } }, orgUnit: { select: PLACE } },
  })
  const units = new Map<string, { named: number; enrolled: number }>()
  for (const { status, cohort, orgUnit } of rows) {
    const { municipality } = placeOn(orgUnit, cohort.startsOn)
    if (municipality === null) continue
    const { named, enrolled } = units.get(municipality.id) ?? { named: 0, enrolled: 0 }
    units.set(municipality.id, { named: named + 1, enrolled: enrolled + (status === 'enrolled' ? 1 : 0) })
  }
  return units
}

/** How many of these have come how far. */
export function stagesOf(rows: readonly FunnelRow[]): Stages {
  const count = (is: (row: FunnelRow) => boolean): number => rows.filter(is).length
  const accepted = (row: FunnelRow): boolean => row.status === 'accepted'
  return {
    invited: rows.length,
    sent: count(row => row.sentAt !== null),
    seen: count(row => row.seenAt !== null),
    accepted: count(accepted),
    named: count(row => accepted(row) && (row.units?.named ?? 0) > 0),
    declined: count(row => row.status === 'declined'),
    gone: count(row => ['withdrawn', 'expired', 'failed'].includes(row.status)),
  }
}

/** Whether the actor sees invitations of this cohort from above at all. @throws DomainError `forbidden` */
export function allowFunnel(actor: Actor): void {
  const above = ['national_adviser', 'county_adviser', 'municipality_coordinator']
  if (!actor.grants.some(({ role, cohortId }) => cohortId === null && above.includes(role))) throw forbidden()
}
