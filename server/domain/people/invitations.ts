import { db, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import type { Actor, Role } from '../shared/actor'
import { allow, knownId } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { conflict, DomainError, found } from '../shared/errors'
import { mayStillInvite } from './inviters'
import { revokeLinks } from './links'
import { canGiveGrant, canManagePeople, fits } from './policy'
import { asFacts, unitInReach, UNIT, unitsInReach } from './reach'
import type { Invite } from './schema'

const DAY_MS = 86_400_000
/** An invitation can be answered for this long. */
const OPEN_DAYS = 30
/** Against mails that nobody wants: so many by one person within an hour, and so many about one invitation in a day. */
const MOST_AN_HOUR = 300
const MOST_MAILS_A_DAY = 5

/**
 * Asks somebody by e-mail to take a role at a unit. Who is asked again while the first invitation is open gets another
 * mail about the same one. Whether the address is known already makes no difference here.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` people.grantDoesNotFit, people.ended, `too_many`
 */
export async function inviteMember(actor: Actor, unitId: string, form: Invite): Promise<{ id: string }> {
  const orgUnitId = knownId(unitId)
  return db().$transaction(async tx => {
    const unit = await unitInReach(tx, actor, orgUnitId)
    const { role, cohortId, email, name, validTo } = form
    const facts = { role, cohortId, unit }
    allow(canGiveGrant(actor, facts))
    if (!fits(facts)) throw conflict('people.grantDoesNotFit')
    if (cohortId !== null) found(await tx.cohort.findFirst({ where: { id: cohortId }, select: { id: true } }))
    // Two at once take turns: one invitation, not two.
    await tx.$queryRaw`SELECT 1 FROM org_unit WHERE id = ${unit.id}::uuid FOR NO KEY UPDATE`
    const now = await databaseNow(tx)
    if (validTo !== null && validTo <= now) throw conflict('people.ended')
    const open = await tx.membershipInvitation.findFirst({
      where: { orgUnitId, role, cohortId, email, status: 'sent', expiresAt: { gt: now } },
      select: { id: true },
    })
    if (open !== null) {
      await again(tx, actor, open.id, orgUnitId, now)
      return open
    }
    await limit(tx, actor, now)
    const data = { orgUnitId, role, cohortId, email, name, validTo, invitedById: actor.personId }
    const { id } = await tx.membershipInvitation.create({
      data: { ...data, createdAt: now, expiresAt: inDays(now, OPEN_DAYS), locale: actor.locale },
      select: { id: true },
    })
    await record(tx, actor.personId, 'membership.invited', { invitationId: id, orgUnitId })
    await send(tx, id)
    return { id }
  })
}

/**
 * Sends an invitation that has not been answered once more, with thirty new days. It is the sender's from then on.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` people.answered, `too_many`
 */
export async function resendInvitation(actor: Actor, invitationId: string): Promise<void> {
  await db().$transaction(async tx => {
    const { id, orgUnitId, status } = await ownInvitation(tx, actor, invitationId)
    if (status !== 'sent' && status !== 'expired') throw conflict('people.answered')
    await again(tx, actor, id, orgUnitId, await databaseNow(tx))
  })
}

/** Takes an invitation back: its links open nothing more. @throws DomainError `not_found`, `forbidden`, `conflict` people.answered */
export async function withdrawInvitation(actor: Actor, invitationId: string): Promise<void> {
  await db().$transaction(async tx => {
    const { id, orgUnitId, status } = await ownInvitation(tx, actor, invitationId)
    if (status === 'withdrawn') return
    if (status !== 'sent' && status !== 'expired') throw conflict('people.answered')
    await withdraw(tx, actor.personId, [{ id, orgUnitId }])
  })
}

/** Withdraws these, for callers that have asked the policy. */
export async function withdraw(
  tx: Tx,
  byId: string,
  invitations: readonly { id: string; orgUnitId: string }[],
): Promise<void> {
  const ids = invitations.map(({ id }) => id)
  await tx.membershipInvitation.updateMany({ where: { id: { in: ids } }, data: { status: 'withdrawn' } })
  await revokeLinks(tx, 'membership', ids)
  for (const { id, orgUnitId } of invitations)
    await record(tx, byId, 'membership.withdrawn', { invitationId: id, orgUnitId })
}

export interface OpenInvitation {
  id: string
  name: string
  email: string
  role: Role
  cohortId: string | null
  sentAt: Date
  expiresAt: Date
  /** `dead`: whoever sent it may not give the role any more; it has to be sent again by somebody who may. */
  state: 'open' | 'expired' | 'dead' | 'declined'
}

/** Invitations of a unit that wait, have run out or were declined, the latest first. @throws DomainError `not_found` */
export async function listInvitations(actor: Actor, unitId: string): Promise<OpenInvitation[]> {
  const where = { id: knownId(unitId), AND: unitsInReach(actor) }
  const unit = asFacts(found(await db().orgUnit.findFirst({ where, select: UNIT })))
  if (!canManagePeople(actor, unit)) return []
  const now = await databaseNow(db())
  const rows = await db().membershipInvitation.findMany({
    where: { orgUnitId: unit.id, status: { in: ['sent', 'expired', 'declined'] } },
    orderBy: { createdAt: 'desc' },
    take: 200,
  })
  const alive = await mayStillInvite(
    db(),
    rows.map(row => ({ ...row, unit })),
  )
  return rows.map(({ id, name, email, role, cohortId, createdAt, expiresAt, status }) => ({
    ...{ id, name, email, role, cohortId, sentAt: createdAt, expiresAt },
    state:
      status === 'declined'
        ? 'declined'
        : status === 'expired' || expiresAt <= now
          ? 'expired'
          : alive.has(id)
            ? 'open'
            : 'dead',
  }))
}

async function ownInvitation(tx: Tx, actor: Actor, invitationId: string) {
  const id = knownId(invitationId)
  await tx.$queryRaw`SELECT 1 FROM membership_invitation WHERE id = ${id}::uuid FOR UPDATE`
  const row = found(
    await tx.membershipInvitation.findFirst({
      where: { id, orgUnit: unitsInReach(actor) },
      select: {
        id: true,
        orgUnitId: true,
        role: true,
        cohortId: true,
        status: true,
        orgUnit: { select: UNIT },
      },
    }),
  )
  allow(canGiveGrant(actor, { role: row.role, cohortId: row.cohortId, unit: asFacts(row.orgUnit) }))
  return row
}

async function again(tx: Tx, actor: Actor, id: string, orgUnitId: string, now: Date): Promise<void> {
  await limit(tx, actor, now)
  const since = new Date(now.getTime() - DAY_MS)
  const mails = await tx.personalLink.count({
    where: { purpose: 'membership', subjectId: id, createdAt: { gt: since } },
  })
  if (mails >= MOST_MAILS_A_DAY) throw new DomainError('too_many', 'people.tooManyMails')
  await tx.membershipInvitation.update({
    where: { id },
    data: { status: 'sent', createdAt: now, expiresAt: inDays(now, OPEN_DAYS), invitedById: actor.personId },
  })
  await record(tx, actor.personId, 'membership.invited_again', { invitationId: id, orgUnitId })
  await send(tx, id)
}

async function limit(tx: Tx, actor: Actor, now: Date): Promise<void> {
  const since = new Date(now.getTime() - DAY_MS / 24)
  const sent = await tx.membershipInvitation.count({
    where: { invitedById: actor.personId, createdAt: { gt: since } },
  })
  if (sent >= MOST_AN_HOUR) throw new DomainError('too_many', 'people.tooManyMails')
}

const inDays = (from: Date, days: number): Date => new Date(from.getTime() + days * DAY_MS)

async function send(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`SELECT add_job('send_membership_invitation', json_build_object('invitationId', ${id}::text))`
}
