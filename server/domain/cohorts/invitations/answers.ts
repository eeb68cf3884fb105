import { db, type Tx } from '~server/database/client'
import { asSystem, takeWholeReach } from '~server/database/reach'
import { record } from '~server/outbox/record'
import { openLink } from '../../people/links'
import type { Actor } from '../../shared/actor'
import { isId } from '../../shared/authorize'
import { databaseNow } from '../../shared/clock'
import { calendarDay } from '../../shared/dates'
import { conflict, found, notFound } from '../../shared/errors'
import { setStatus } from '../history'
import { OPEN } from './closing'
import { answerableInvitations } from './policy'
import type { Answer } from './schema'

/** Who opens an invitation: whoever holds the link in the mail, or somebody who leads the invited unit. */
export type Opener = { token: string } | { actor: Actor; invitationId: string }

/** Who it was, for the history; null = somebody with a link. */
export const personOf = (opener: Opener): string | null => ('actor' in opener ? opener.actor.personId : null)

/** Statuses in which there is something to see; the others are gone, and look like unknown ones. */
const STANDING = [...OPEN, 'accepted', 'declined'] as const

/**
 * The invitation that somebody opens. Unknown, revoked, withdrawn, expired and somebody else's are all the same.
 *
 * @throws DomainError `not_found`
 */
export async function openInvitation(tx: Tx, opener: Opener): Promise<string> {
  const now = await databaseNow(tx)
  const id = 'token' in opener ? await idBehind(tx, opener.token) : opener.invitationId
  if (!isId(id)) throw notFound()
  const row = found(
    await tx.invitation.findFirst({
      where: {
        id,
        status: { in: [...STANDING] },
        ...('actor' in opener ? { AND: answerableInvitations(opener.actor) } : {}),
        // An open one whose last day is over is gone, whether or not the job has been there yet.
        NOT: { status: { in: [...OPEN] }, deadline: { lt: calendarDay(now) } },
      },
      select: { id: true },
    }),
  )
  return row.id
}

/** Links belong to nobody who is signed in: whoever shows the right one acts for the product until the answer is given. */
async function idBehind(tx: Tx, token: string): Promise<string | null> {
  const id = await asSystem(() => openLink(tx, 'invitation', token))
  if (id !== null) takeWholeReach()
  return id
}

/** Somebody has the invitation open: from now on it counts as seen. Those that are answered stay as they are. */
export async function markSeen(opener: Opener): Promise<void> {
  await db().$transaction(async tx => {
    const invitationId = await openInvitation(tx, opener)
    const [row] = await tx.$queryRaw<{ cohortId: string; orgUnitId: string }[]>`
      UPDATE invitation SET seen_at = now(),
        status = (CASE WHEN status = 'sent' THEN 'seen' ELSE status::text END)::invitation_status
      WHERE id = ${invitationId}::uuid AND status IN ('queued', 'sent') AND seen_at IS NULL
      RETURNING cohort_id::text AS "cohortId", org_unit_id::text AS "orgUnitId"`
    if (row !== undefined) await record(tx, personOf(opener), 'invitation.seen', { invitationId, ...row })
  })
}

/**
 * Answers, or changes the answer, until the last day is over. Two answers at the same moment take turns, and the later
 * one holds; the history has both.
 *
 * @throws DomainError `not_found`, `conflict` invitations.tooLate, invitations.criteria
 */
export async function answerInvitation(opener: Opener, answer: Answer): Promise<void> {
  await db().$transaction(async tx => {
    const id = await openInvitation(tx, opener)
    await tx.$queryRaw`SELECT 1 FROM invitation WHERE id = ${id}::uuid FOR UPDATE`
    // Asked again behind the lock: it may have been withdrawn while we waited for our turn.
    await openInvitation(tx, opener)
    const invitation = await tx.invitation.findUniqueOrThrow({
      where: { id },
      select: {
        cohortId: true,
        orgUnitId: true,
        status: true,
        deadline: true,
        cohort: { select: { programme: { select: { entryCriteria: true } } } },
      },
    })
    const now = await databaseNow(tx)
    if (invitation.deadline < calendarDay(now)) throw conflict('invitations.tooLate')
    const { entryCriteria } = invitation.cohort.programme
    const accepts = answer.answer === 'accept'
    if (accepts && new Set(answer.criteria).size < (Array.isArray(entryCriteria) ? entryCriteria.length : 0))
      throw conflict('invitations.criteria')
    const status = accepts ? ('accepted' as const) : ('declined' as const)
    await tx.invitation.update({
      where: { id },
      data: {
        status,
        answeredAt: now,
        seenAt: now,
        claimedAt: null,
        answeredBy: answer.name === '' ? null : answer.name,
        declineReason: accepts ? null : answer.reason,
        declineNote: accepts ? '' : answer.note,
      },
    })
    const { cohortId, orgUnitId } = invitation
    await setStatus(tx, {
      cohortId,
      orgUnitIds: [orgUnitId],
      status: accepts ? 'enrolled' : 'declined',
      personId: personOf(opener),
      invitations: new Map([[orgUnitId, id]]),
      create: true,
    })
    const event = { invitationId: id, cohortId, orgUnitId, status }
    if (invitation.status !== status) await record(tx, personOf(opener), 'invitation.answered', event)
  })
}
