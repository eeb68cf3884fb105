import { db } from '~server/database/client'
import { createLink, supersedeLinks } from '../../people/links'
import { endOfDay } from '../../shared/dates'
import { record } from '~server/outbox/record'
import type { DeliveryError } from './schema'
import { LETTER, letterOf, type Letter } from './letter'

/** A mail server may put one mail off so many times. */
const MOST_ATTEMPTS = 8
/** Whoever took a mail in hand has sent it, or is gone, after this long. */
const IN_HAND_MS = 10 * 60_000
/** So long after the deadline a link still shows what was answered, and lets a municipality name its units. */
const AFTER_DEADLINE_MS = 30 * 86_400_000

/**
 * Takes the next mails of a mailing in hand: each is given out once, to whichever worker asks first.
 *
 * @param after only what comes after this invitation; empty = from the first on
 * @returns ids of invitations, in their order
 */
export async function claimInvitations(mailingId: string, most: number, after: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    UPDATE invitation SET claimed_at = now() WHERE id IN (
      SELECT id FROM invitation
      WHERE mailing_id = ${mailingId}::uuid AND status = 'queued' AND claimed_at IS NULL
        AND id::text > ${after}
      ORDER BY id LIMIT ${most} FOR UPDATE SKIP LOCKED)
    RETURNING id::text AS id`
  return rows.map(({ id }) => id).sort()
}

/**
 * What is to be written for an invitation that is in hand, with a link of its own; null when it has been withdrawn or
 * answered in the meantime.
 */
export async function prepareLetter(invitationId: string): Promise<(Letter & { token: string }) | null> {
  return db().$transaction(async tx => {
    await tx.$queryRaw`SELECT 1 FROM invitation WHERE id = ${invitationId}::uuid FOR UPDATE`
    const row = await tx.invitation.findFirst({
      where: { id: invitationId, status: { in: ['queued', 'sent', 'seen'] } },
      select: LETTER,
    })
    if (row === null) return null
    const expiresAt = new Date(endOfDay(row.deadline).getTime() + AFTER_DEADLINE_MS)
    const token = await createLink(tx, { purpose: 'invitation', subjectId: invitationId, expiresAt })
    return { ...letterOf(row), token }
  })
}

/** The mail server has taken it, with this link in it. */
export async function markSent(invitationId: string, token: string): Promise<void> {
  await db().$transaction(async tx => {
    await supersedeLinks(tx, token)
    const [row] = await tx.$queryRaw<{ cohortId: string; orgUnitId: string }[]>`
      UPDATE invitation SET sent_at = now(), claimed_at = NULL, delivery_error = NULL,
        status = (CASE WHEN seen_at IS NULL THEN 'sent' ELSE 'seen' END)::invitation_status
      WHERE id = ${invitationId}::uuid AND status = 'queued'
      RETURNING cohort_id::text AS "cohortId", org_unit_id::text AS "orgUnitId"`
    if (row !== undefined) await record(tx, null, 'invitation.sent', { invitationId, ...row })
  })
}

/** The mail server will not take it. */
export async function markFailed(invitationId: string, deliveryError: DeliveryError): Promise<void> {
  await db().invitation.updateMany({
    where: { id: invitationId, status: 'queued' },
    data: { status: 'failed', deliveryError, claimedAt: null },
  })
}

/** The mail server asks for patience with this one mail. @returns whether it is worth another try */
export async function putOff(invitationId: string): Promise<boolean> {
  const [row] = await db().$queryRaw<{ attempts: number }[]>`
    UPDATE invitation SET claimed_at = NULL, attempts = attempts + 1
    WHERE id = ${invitationId}::uuid AND status = 'queued' RETURNING attempts`
  if (row === undefined) return false
  if (row.attempts < MOST_ATTEMPTS) return true
  await markFailed(invitationId, 'temporary')
  return false
}

/** Back on the pile, as if it had not been taken in hand: there was no mail server at all. */
export async function release(invitationIds: readonly string[]): Promise<void> {
  await db().invitation.updateMany({
    where: { id: { in: [...invitationIds] }, status: 'queued' },
    data: { claimedAt: null },
  })
}

/**
 * What a worker had in hand when it was ended: nobody knows whether those mails went out, so they are shown as not sent
 * and not sent a second time by themselves.
 */
export async function giveUpInterrupted(now: Date): Promise<void> {
  await db().invitation.updateMany({
    where: { status: 'queued', claimedAt: { lt: new Date(now.getTime() - IN_HAND_MS) } },
    data: { status: 'failed', deliveryError: 'interrupted', claimedAt: null },
  })
}

/** Mailings that have mails waiting in nobody's hands. */
export async function mailingsWithWaiting(): Promise<string[]> {
  const rows = await db().invitation.findMany({
    where: { status: 'queued', claimedAt: null },
    distinct: ['mailingId'],
    select: { mailingId: true },
  })
  return rows.map(({ mailingId }) => mailingId)
}
