import { db, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import type { Actor, Role } from '../shared/actor'
import { allow, knownId } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { conflict, found } from '../shared/errors'
import { mayStillInvite } from './inviters'
import { revokeLinks } from './links'
import { canGiveGrant, canManagePeople } from './policy'
import { asFacts, UNIT, unitsInReach } from './reach'
import { sendAgain } from './sending'

/**
 * Sends an invitation that has not been answered once more, with thirty new days. It is the sender's from then on.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` people.answered, `too_many`
 */
export async function resendInvitation(actor: Actor, invitationId: string): Promise<void> {
  await db().$transaction(async tx => {
    const { id, orgUnitId, status } = await ownInvitation(tx, actor, invitationId)
    if (status !== 'sent' && status !== 'expired') throw conflict('people.answered')
    await sendAgain(tx, actor, { id, orgUnitId })
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
  /** When the role begins, if that lies ahead; null = as it is accepted. */
  validFrom: Date | null
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
  return rows.map(({ id, name, email, role, cohortId, createdAt, expiresAt, validFrom, status }) => ({
    ...{ id, name, email, role, cohortId, sentAt: createdAt, expiresAt, validFrom },
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
