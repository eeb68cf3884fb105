import type { Tx } from '~server/database/client'
import { asSystem } from '~server/database/reach'
import type { Role } from '../shared/actor'
import { validAt, type UnitFacts } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { canGiveGrant } from './policy'

/** An invitation with what decides whether it still holds. */
interface Judged {
  id: string
  /** Null = the system, which may. */
  invitedById: string | null
  role: Role
  cohortId: string | null
  unit: UnitFacts
}

/**
 * Which of these invitations stand on somebody who may give the role at this moment: an invitation is worth what its
 * sender may do now, not what they could when they sent it.
 *
 * @returns ids of those that stand
 */
export async function mayStillInvite(tx: Tx, invitations: readonly Judged[]): Promise<Set<string>> {
  const ids = invitations.flatMap(({ invitedById }) => (invitedById === null ? [] : [invitedById]))
  const now = await databaseNow(tx)
  // Judged by everything the sender may do, also where the reader does not reach.
  const grants = await asSystem(() =>
    tx.grant.findMany({
      where: { personId: { in: [...new Set(ids)] }, person: { disabledAt: null }, ...validAt(now) },
      select: { personId: true, role: true, orgUnitId: true, cohortId: true },
    }),
  )
  const stands = ({ invitedById, role, cohortId, unit }: Judged): boolean => {
    if (invitedById === null) return true
    const own = grants.filter(({ personId }) => personId === invitedById)
    const inviter = { personId: invitedById, sessionId: '', kind: 'account', name: '', locale: null } as const
    return canGiveGrant({ ...inviter, grants: own }, { role, cohortId, unit })
  }
  return new Set(invitations.filter(stands).map(({ id }) => id))
}
