import type { Tx } from '~server/database/client'
import { databaseNow } from '../shared/clock'
import type { EnrolmentStatus } from './schema'

/** A new status of units in a cohort. */
interface StatusChange {
  cohortId: string
  orgUnitIds: readonly string[]
  status: EnrolmentStatus
  /** Who did it; null = a job, or somebody who answered by link. */
  personId: string | null
  /** The invitation it came by, per unit. */
  invitations?: ReadonlyMap<string, string>
  /** Only units that have one of these statuses are changed; any other one when left out. */
  from?: readonly EnrolmentStatus[]
  /** Whether a unit that is not in the cohort yet is taken in; no when left out. */
  create?: boolean
}

/**
 * The only place where the status of an enrolment is written, so that its history has every one of them. A unit that
 * has the status already stays as it is.
 *
 * @returns the units that were new in the cohort, and those whose status changed
 */
export async function setStatus(
  tx: Tx,
  { cohortId, orgUnitIds, status, personId, invitations, from, create = false }: StatusChange,
): Promise<{ added: string[]; changed: string[] }> {
  const since = await databaseNow(tx)
  const select = { id: true, orgUnitId: true } as const
  const wanted = [...orgUnitIds]
  const added = create
    ? await tx.enrolment.createManyAndReturn({
        data: wanted.map(orgUnitId => ({ cohortId, orgUnitId, status, since })),
        skipDuplicates: true,
        select,
      })
    : []
  const changed = await tx.enrolment.updateManyAndReturn({
    where: {
      cohortId,
      orgUnitId: { in: wanted },
      AND: [{ status: { not: status } }, from === undefined ? {} : { status: { in: [...from] } }],
    },
    data: { status, since },
    select,
  })
  await tx.enrolmentChange.createMany({
    data: [...added, ...changed].map(row => ({
      enrolmentId: row.id,
      status,
      at: since,
      personId,
      invitationId: invitations?.get(row.orgUnitId) ?? null,
    })),
  })
  return { added: added.map(row => row.orgUnitId), changed: changed.map(row => row.orgUnitId) }
}

/** An enrolment with the statuses it has had, the latest first. */
interface WithHistory {
  id: string
  changes: readonly { status: EnrolmentStatus; invitationId: string | null }[]
}

/**
 * Whether the present status was set by hand, so that it can be taken back by hand: what a unit answered is its own.
 * One without any history is from before histories were kept.
 */
export const setByHand = ({ changes }: WithHistory): boolean => changes[0]?.invitationId == null

/** What a status that is taken back was before it; null when the unit was not in the cohort at all. */
export const statusBefore = ({ changes }: WithHistory): EnrolmentStatus | null => changes[1]?.status ?? null
