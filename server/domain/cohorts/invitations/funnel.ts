import { db } from '~server/database/client'
import type { Actor } from '../../shared/actor'
import { knownId } from '../../shared/authorize'
import { forbidden } from '../../shared/errors'
import { byPlace, municipalitiesOf, placedUnits, type PlacedUnit } from '../../organisations/placing'
import { LIVE } from '../policy'
import type { EnrolmentStatus } from '../schema'
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
      orgUnitId: true,
    },
    orderBy: { id: 'desc' },
  })
  const latest = new Map<string, (typeof rows)[number]>()
  for (const row of rows) if (!latest.has(row.orgUnitId)) latest.set(row.orgUnitId, row)
  const startsOn = rows[0]?.cohort.startsOn
  if (startsOn === undefined) return []
  const live = await unitsIn(id)
  const ids = live.map(({ orgUnitId }) => orgUnitId)
  const [units, lies] = await Promise.all([
    placedUnits([...latest.keys()], startsOn),
    municipalitiesOf(ids, startsOn),
  ])
  const counts = countByMunicipality(live, lies)
  return [...latest.values()]
    .flatMap(({ orgUnitId, mailing, cohort: _, ...row }) => {
      const unit = units.get(orgUnitId)?.unit
      if (unit === undefined) return []
      const none = { named: 0, enrolled: 0 }
      const count = unit.kind === 'municipality' ? (counts.get(orgUnitId) ?? none) : null
      return [{ ...unit, ...row, step: mailing.step, units: count }]
    })
    .sort(byPlace)
}

interface LiveUnit {
  status: EnrolmentStatus
  orgUnitId: string
}

/** Units that are invited to the cohort or take part in it. */
function unitsIn(cohortId: string): Promise<LiveUnit[]> {
  const status = { in: [...LIVE] }
  const where = { cohortId, status, orgUnit: { kind: { in: [...UNITS] } } }
  return db().enrolment.findMany({ where, select: { status: true, orgUnitId: true } })
}

/** By the municipality in which they lay when the cohort began, whatever has become of that one since. */
function countByMunicipality(
  live: readonly LiveUnit[],
  lies: ReadonlyMap<string, string>,
): Map<string, { named: number; enrolled: number }> {
  const counts = new Map<string, { named: number; enrolled: number }>()
  for (const { status, orgUnitId } of live) {
    const municipality = lies.get(orgUnitId)
    if (municipality === undefined) continue
    const { named, enrolled } = counts.get(municipality) ?? { named: 0, enrolled: 0 }
    counts.set(municipality, { named: named + 1, enrolled: enrolled + (status === 'enrolled' ? 1 : 0) })
  }
  return counts
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
