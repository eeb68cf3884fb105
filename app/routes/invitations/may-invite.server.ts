import { listInvitees } from '~server/domain/cohorts/invitations/invitees'
import type { Actor } from '~server/domain/shared/actor'
import { isDomainError } from '~server/domain/shared/errors'

/** Whether a page shows the way to inviting. */
export async function mayInvite(actor: Actor, cohortId: string): Promise<boolean> {
  try {
    return (await listInvitees(actor, cohortId, null)).steps.length > 0
  } catch (error) {
    if (isDomainError(error)) return false
    throw error
  }
}
