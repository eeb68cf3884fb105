import { db, type Tx } from '~server/database/client'
import { asSystem, takeWholeReach } from '~server/database/reach'
import { record } from '~server/outbox/record'
import type { Role } from '../shared/actor'
import { databaseNow } from '../shared/clock'
import { notFound } from '../shared/errors'
import { addGrant } from './grants'
import { mayStillInvite } from './inviters'
import { createLink, openLink, revokeLinks, supersedeLinks } from './links'
import { asFacts, UNIT } from './reach'

/** What the holder of a personal link is asked. */
export interface Question {
  invitationId: string
  orgUnitId: string
  role: Role
  /** As the inviter wrote it. */
  name: string
  /** Whom it was sent to; for comparing, not for showing to whoever holds the link. */
  email: string
  locale: string | null
  /** Null when the system asks. */
  invitedBy: string | null
  /** When the membership begins; null = as it is accepted. */
  validFrom: Date | null
  /** The first moment after the membership; null = open. */
  validTo: Date | null
}

/**
 * What a link asks, or null: unknown, used, withdrawn, expired, and sent by somebody who may not give the role any more
 * all look the same. Whether the address has an account already makes no difference.
 */
export async function openQuestion(token: string): Promise<Question | null> {
  const question = await asSystem(() => questionOf(db(), token))
  // Whoever holds a link that asks something is nobody here yet, or somebody from elsewhere.
  if (question !== null) takeWholeReach()
  return question
}

async function questionOf(tx: Tx, token: string): Promise<Question | null> {
  const id = await openLink(tx, 'membership', token)
  return id === null ? null : standing(tx, id)
}

async function standing(tx: Tx, id: string): Promise<Question | null> {
  const row = await tx.membershipInvitation.findFirst({
    where: { id, status: 'sent', expiresAt: { gt: await databaseNow(tx) } },
    include: { orgUnit: { select: UNIT } },
  })
  if (row === null) return null
  const { orgUnit, name, email, role, orgUnitId, locale, validFrom, validTo } = row
  if (validTo !== null && validTo <= (await databaseNow(tx))) return null
  const alive = await mayStillInvite(tx, [{ ...row, unit: asFacts(orgUnit) }])
  if (!alive.has(id)) return null
  const inviter =
    row.invitedById === null
      ? null
      : await tx.person.findUnique({ where: { id: row.invitedById }, select: { name: true } })
  return {
    ...{ invitationId: id, orgUnitId, role, name, email, locale, validFrom, validTo },
    invitedBy: inviter?.name ?? null,
  }
}

/**
 * Takes the role: makes the person if the address is not known, opens the account again if they had left, and gives the
 * grant. The link is used up. Signs nobody in.
 *
 * @throws DomainError `not_found` as `openQuestion` says null
 */
export async function acceptInvitation(token: string): Promise<{ orgUnitId: string; role: Role }> {
  return inOne(async tx => {
    const question = await lockedQuestion(tx, token)
    const { invitationId, orgUnitId, role, validFrom, validTo } = question
    const personId = await personFor(tx, question)
    const { cohortId } = await tx.membershipInvitation.update({
      where: { id: invitationId },
      data: { status: 'accepted', answeredAt: await databaseNow(tx), personId },
      select: { cohortId: true },
    })
    await addGrant(tx, personId, { personId, orgUnitId, role, cohortId, validFrom, validTo })
    await revokeLinks(tx, 'membership', [invitationId])
    await record(tx, personId, 'membership.accepted', { invitationId, orgUnitId, personId })
    return { orgUnitId, role }
  })
}

/** Says no. The link is used up. @throws DomainError `not_found` as `openQuestion` says null */
export async function declineInvitation(token: string): Promise<void> {
  await inOne(async tx => {
    const { invitationId, orgUnitId } = await lockedQuestion(tx, token)
    await tx.membershipInvitation.update({
      where: { id: invitationId },
      data: { status: 'declined', answeredAt: await databaseNow(tx) },
    })
    await revokeLinks(tx, 'membership', [invitationId])
    await record(tx, null, 'membership.declined', { invitationId, orgUnitId })
  })
}

/** An answer reaches whatever it concerns: the holder of the link acts on behalf of the product. */
const inOne = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => asSystem(() => db().$transaction(work))

/** Two answers by the same link take turns; the second one finds it used. */
async function lockedQuestion(tx: Tx, token: string): Promise<Question> {
  const id = await openLink(tx, 'membership', token)
  if (id === null) throw notFound()
  await tx.$queryRaw`SELECT 1 FROM membership_invitation WHERE id = ${id}::uuid FOR UPDATE`
  const question = await standing(tx, id)
  if (question === null) throw notFound()
  return question
}

/** The account of an address that somebody has shown to be theirs: made, opened again, or as it is. Signs nobody in. */
export async function personFor(
  tx: Tx,
  { name, email, locale }: Pick<Question, 'name' | 'email' | 'locale'>,
): Promise<string> {
  const created = await tx.person.createManyAndReturn({
    data: { name, email, locale, createdAt: await databaseNow(tx) },
    skipDuplicates: true,
    select: { id: true },
  })
  const [fresh] = created
  if (fresh !== undefined) {
    await record(tx, fresh.id, 'person.created', { personId: fresh.id })
    return fresh.id
  }
  const { id, disabledAt } = await tx.person.findUniqueOrThrow({
    where: { email },
    select: { id: true, disabledAt: true },
  })
  if (disabledAt !== null) {
    await tx.person.update({ where: { id }, data: { disabledAt: null } })
    await record(tx, id, 'person.reopened', { personId: id })
  }
  return id
}

/** What the mail of an invitation says, with a link of its own; null when there is nothing to send any more. */
export async function invitationMail(
  invitationId: string,
): Promise<(Question & { token: string; expiresAt: Date }) | null> {
  return db().$transaction(async tx => {
    const question = await standing(tx, invitationId)
    if (question === null) return null
    const { expiresAt } = await tx.membershipInvitation.findUniqueOrThrow({
      where: { id: invitationId },
      select: { expiresAt: true },
    })
    const token = await createLink(tx, { purpose: 'membership', subjectId: invitationId, expiresAt })
    return { ...question, token, expiresAt }
  })
}

/** The mail server has taken the mail with this link in it. */
export async function invitationMailed(token: string): Promise<void> {
  await supersedeLinks(db(), token)
}

/** Marks what has run out, every night; reading does not wait for it. */
export async function expireInvitations(): Promise<void> {
  await db().$executeRaw`
    UPDATE membership_invitation SET status = 'expired' WHERE status = 'sent' AND expires_at <= now()`
}
