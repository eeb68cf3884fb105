import { db, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import { revokeLinks } from '../../people/links'
import type { Actor } from '../../shared/actor'
import { knownId } from '../../shared/authorize'
import { databaseNow } from '../../shared/clock'
import { calendarDay } from '../../shared/dates'
import { conflict, found } from '../../shared/errors'
import { setStatus } from '../history'
import { OPEN, withdrawInvitations } from './closing'
import { addSending } from './mailings'
import { visibleMailings } from './policy'

/** Back to where it waits for its mail. */
const WAITING = { status: 'queued', claimedAt: null, attempts: 0, deliveryError: null } as const

const DAY_MS = 86_400_000
/** Mails about one invitation to one address in 24 hours, the first one and reminders among them. */
const MOST_A_DAY = 3
/** New addresses for one invitation within 24 hours of each other. */
const MOST_CORRECTIONS = 5

/** A mailing the actor leads. @throws DomainError `not_found` */
async function ownMailing(
  tx: Tx,
  actor: Actor,
  mailingId: string,
): Promise<{ id: string; cohortId: string }> {
  const where = { id: knownId(mailingId), AND: visibleMailings(actor) }
  return found(await tx.mailing.findFirst({ where, select: { id: true, cohortId: true } }))
}

/**
 * Sends again what could not be sent, or one invitation that has been sent: with a new link, while the earlier ones go
 * on working.
 *
 * @param invitationId null = all that could not be sent
 * @returns how many go out
 * @throws DomainError `not_found`, `conflict` invitations.nothingToSend, invitations.tooOften
 */
export async function sendAgain(
  actor: Actor,
  mailingId: string,
  invitationId: string | null,
): Promise<number> {
  return db().$transaction(async tx => {
    const mailing = await ownMailing(tx, actor, mailingId)
    const now = await databaseNow(tx)
    const inTime = { deadline: { gte: calendarDay(now) } }
    const tired = await mailedOften(tx, mailing.id, now)
    if (invitationId !== null && tired.includes(knownId(invitationId))) throw conflict('invitations.tooOften')
    const { count } = await tx.invitation.updateMany({
      where:
        invitationId === null
          ? { id: { notIn: tired }, mailingId: mailing.id, status: 'failed', ...inTime }
          : {
              id: knownId(invitationId),
              mailingId: mailing.id,
              status: { in: ['failed', 'sent', 'seen'] },
              ...inTime,
            },
      data: WAITING,
    })
    if (count === 0) throw conflict('invitations.nothingToSend')
    await addSending(tx, mailing.id)
    return count
  })
}

/** Invitations of a mailing about which a mailbox has had enough for today: every mail has a link of its own. */
async function mailedOften(tx: Tx, mailingId: string, now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT i.id::text AS id FROM invitation i
    JOIN personal_link l ON l.purpose = 'invitation' AND l.subject_id = i.id
    WHERE i.mailing_id = ${mailingId}::uuid
      AND l.created_at > greatest(${new Date(now.getTime() - DAY_MS)}::timestamptz, i.corrected_at)
    GROUP BY i.id HAVING count(*) >= ${MOST_A_DAY}`
  return rows.map(({ id }) => id)
}

/**
 * Corrects the address of an invitation and sends it there. Links that went to the old address are dead.
 *
 * @throws DomainError `not_found`, `conflict` invitations.answered, invitations.correctedOften
 */
export async function correctAddress(
  actor: Actor,
  mailingId: string,
  { invitationId, email }: { invitationId: string; email: string },
): Promise<void> {
  await db().$transaction(async tx => {
    const mailing = await ownMailing(tx, actor, mailingId)
    const where = { id: knownId(invitationId), mailingId: mailing.id }
    await tx.$queryRaw`SELECT 1 FROM invitation WHERE id = ${where.id}::uuid FOR UPDATE`
    const select = { orgUnitId: true, email: true, correctedAt: true, corrections: true } as const
    const row = found(await tx.invitation.findFirst({ where, select }))
    const now = await databaseNow(tx)
    const lately = row.correctedAt !== null && row.correctedAt.getTime() > now.getTime() - DAY_MS
    const corrections = lately ? row.corrections + 1 : 1
    if (corrections > MOST_CORRECTIONS) throw conflict('invitations.correctedOften')
    const { count } = await tx.invitation.updateMany({
      where: {
        ...where,
        status: { in: [...OPEN, 'failed'] },
        deadline: { gte: calendarDay(now) },
      },
      // What went to the old address did not reach the one it is for.
      data: { ...WAITING, email, name: '', sentAt: null, seenAt: null, correctedAt: now, corrections },
    })
    if (count === 0) throw conflict('invitations.answered')
    await revokeLinks(tx, 'invitation', [where.id])
    const { orgUnitId } = row
    await tx.orgUnitContact.deleteMany({ where: { orgUnitId, email: row.email } })
    await tx.orgUnitContact.createMany({ data: { orgUnitId, email, name: '' }, skipDuplicates: true })
    const event = { invitationId: where.id, cohortId: mailing.cohortId, orgUnitId }
    await record(tx, actor.personId, 'invitation.corrected', event)
    await addSending(tx, mailing.id)
  })
}

/**
 * Withdraws one invitation that waits for an answer, or all of a mailing: the links are dead at once, the units stand as
 * withdrawn.
 *
 * @returns how many
 * @throws DomainError `not_found`
 */
export async function withdraw(
  actor: Actor,
  mailingId: string,
  invitationId: string | null,
): Promise<number> {
  return db().$transaction(
    async tx => {
      const mailing = await ownMailing(tx, actor, mailingId)
      const one = invitationId === null ? {} : { id: knownId(invitationId) }
      const orgUnitIds = await withdrawInvitations(tx, actor.personId, { mailingId: mailing.id, ...one })
      const { cohortId } = mailing
      const { changed } = await setStatus(tx, {
        cohortId,
        orgUnitIds,
        status: 'withdrawn',
        personId: actor.personId,
        from: ['invited'],
      })
      for (const orgUnitId of changed)
        await record(tx, actor.personId, 'enrolment.changed', { cohortId, orgUnitId, status: 'withdrawn' })
      return orgUnitIds.length
    },
    { timeout: 30_000 },
  )
}
