import type { Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import type { Actor } from '../shared/actor'
import { databaseNow } from '../shared/clock'
import { DomainError } from '../shared/errors'

const DAY_MS = 86_400_000
/** An invitation can be answered for this long. */
const OPEN_DAYS = 30
/** Against mails that nobody wants: so many by one person within an hour, and so many about one invitation in a day. */
const MOST_AN_HOUR = 300
const MOST_MAILS_A_DAY = 5

/** The moment at which an invitation of now runs out. */
export const openUntil = (now: Date): Date => new Date(now.getTime() + OPEN_DAYS * DAY_MS)

/** @param more how many are about to be sent. @throws DomainError `too_many` when that is more than an hour's worth */
export async function limitSending(tx: Tx, actor: Actor, now: Date, more: number): Promise<void> {
  const since = new Date(now.getTime() - DAY_MS / 24)
  const sent = await tx.membershipInvitation.count({
    where: { invitedById: actor.personId, createdAt: { gt: since } },
  })
  if (sent + more > MOST_AN_HOUR) throw new DomainError('too_many', 'people.tooManyMails')
}

/** Has the mails of these written and sent. */
export async function send(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    SELECT add_job('send_membership_invitation', json_build_object('invitationId', id))
    FROM unnest(${[...ids]}::text[]) AS invited (id)`
}

/** Sends one again, with thirty new days; it is the sender's from then on. @throws DomainError `too_many` */
export async function sendAgain(
  tx: Tx,
  actor: Actor,
  { id, orgUnitId }: { id: string; orgUnitId: string },
): Promise<void> {
  const now = await databaseNow(tx)
  await limitSending(tx, actor, now, 1)
  const since = new Date(now.getTime() - DAY_MS)
  const mails = await tx.personalLink.count({
    where: { purpose: 'membership', subjectId: id, createdAt: { gt: since } },
  })
  if (mails >= MOST_MAILS_A_DAY) throw new DomainError('too_many', 'people.tooManyMails')
  await tx.membershipInvitation.update({
    where: { id },
    data: { status: 'sent', createdAt: now, expiresAt: openUntil(now), invitedById: actor.personId },
  })
  await record(tx, actor.personId, 'membership.invited_again', { invitationId: id, orgUnitId })
  await send(tx, [id])
}
