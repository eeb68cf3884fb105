import type { Prisma, Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import { revokeLinks } from '../../people/links'

/** Waits for an answer. */
export const OPEN = ['queued', 'sent', 'seen'] as const

/**
 * Takes invitations back: their links are dead from this moment on.
 *
 * @returns the units that were invited by them
 */
export async function withdrawInvitations(
  tx: Tx,
  personId: string | null,
  where: Prisma.InvitationWhereInput,
): Promise<string[]> {
  const rows = await tx.invitation.updateManyAndReturn({
    where: { AND: [where, { status: { in: [...OPEN, 'failed'] } }] },
    data: { status: 'withdrawn' },
    select: { id: true, cohortId: true, orgUnitId: true },
  })
  await revokeLinks(
    tx,
    'invitation',
    rows.map(({ id }) => id),
  )
  for (const { id, cohortId, orgUnitId } of rows) {
    await record(tx, personId, 'invitation.withdrawn', { invitationId: id, cohortId, orgUnitId })
  }
  return rows.map(({ orgUnitId }) => orgUnitId)
}

/** Whoever has been enrolled or taken out by hand is not asked any more. */
export async function closeOpenInvitations(
  tx: Tx,
  personId: string,
  cohortId: string,
  orgUnitIds: readonly string[],
): Promise<void> {
  if (orgUnitIds.length === 0) return
  await withdrawInvitations(tx, personId, { cohortId, orgUnitId: { in: [...orgUnitIds] } })
}
