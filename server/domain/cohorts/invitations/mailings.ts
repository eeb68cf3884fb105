import { db, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import type { Actor } from '../../shared/actor'
import { allow } from '../../shared/authorize'
import { databaseNow } from '../../shared/clock'
import { calendarDay } from '../../shared/dates'
import { conflict, notFound } from '../../shared/errors'
import { visibleUnits } from '../../organisations/policy'
import { setStatus } from '../history'
import { existsDuring } from '../placed'
import { INVITEE, inviteeFacts, invitingFacts } from './cohort-facts'
import { canInvite, issuers, type Issuer } from './policy'
import type { NewMailing } from './schema'

export interface Sent {
  mailingId: string
  /** How many mails are on their way. */
  invited: number
  /** Take part already, or have an invitation that waits for an answer. */
  skipped: number
}

/**
 * Invites units: their mails are sent in the background, the units stand as invited from this moment on. All or none,
 * but for those that take part or are invited already: they are left out and counted.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` invitations.deadlinePast, invitations.addressMissing,
 *   invitations.nobodyLeft
 */
export async function createMailing(actor: Actor, cohortId: string, form: NewMailing): Promise<Sent> {
  return db().$transaction(
    async tx => {
      const cohort = await invitingFacts(tx, actor, cohortId)
      const units = await tx.orgUnit.findMany({
        where: { id: { in: form.orgUnitIds }, AND: [visibleUnitsOrOwn(actor), existsDuring(cohort)] },
        select: INVITEE,
      })
      if (units.length < new Set(form.orgUnitIds).size) throw notFound()
      const invitees = units.map(inviteeFacts)
      const issuer = issuers(actor, cohort).find(each => invitees.every(unit => canInvite(each, unit)))
      allow(issuer !== undefined)
      if (issuer === undefined) throw notFound()
      return sendMailing(tx, { cohortId: cohort.id, issuer, personId: actor.personId, form })
    },
    { timeout: 30_000 },
  )
}

/** Independent schools are nobody's below: a national adviser may know of them, as of every unit they may invite. */
function visibleUnitsOrOwn(actor: Actor) {
  const national = actor.grants.some(({ role, cohortId }) => role === 'national_adviser' && cohortId === null)
  return national ? {} : visibleUnits(actor)
}

/** Writes a mailing of an issuer who may send it, and adds the work. */
export async function sendMailing(
  tx: Tx,
  {
    cohortId,
    issuer,
    personId,
    form,
  }: { cohortId: string; issuer: Issuer; personId: string | null; form: NewMailing },
): Promise<Sent> {
  const { step, message, deadline, reminderDays, locale } = form
  if (deadline <= calendarDay(await databaseNow(tx))) throw conflict('invitations.deadlinePast')
  const wanted = [...new Set(form.orgUnitIds)]
  await keepAddresses(tx, wanted, form.addresses)
  const takingPart = await tx.enrolment.findMany({
    where: { cohortId, orgUnitId: { in: wanted }, status: 'enrolled' },
    select: { orgUnitId: true },
  })
  const out = new Set(takingPart.map(({ orgUnitId }) => orgUnitId))
  const contacts = await contactsOf(
    tx,
    wanted.filter(id => !out.has(id)),
    form.addresses,
  )
  const mailing = await tx.mailing.create({
    data: { cohortId, issuerId: issuer.id, step, message, deadline, reminderDays, createdById: personId },
    select: { id: true },
  })
  const invited = await tx.invitation.createManyAndReturn({
    data: contacts.map(contact => ({
      ...contact,
      mailingId: mailing.id,
      cohortId,
      issuerId: issuer.id,
      locale,
      deadline,
    })),
    // Whoever has one that waits for an answer gets no second one, whichever of two clicks was first.
    skipDuplicates: true,
    select: { id: true, orgUnitId: true },
  })
  if (invited.length === 0) throw conflict('invitations.nobodyLeft')
  await setStatus(tx, {
    cohortId,
    orgUnitIds: invited.map(({ orgUnitId }) => orgUnitId),
    status: 'invited',
    personId,
    invitations: new Map(invited.map(({ id, orgUnitId }) => [orgUnitId, id])),
    create: true,
  })
  await record(tx, personId, 'mailing.created', { mailingId: mailing.id, cohortId, issuerId: issuer.id })
  await addSending(tx, mailing.id)
  return { mailingId: mailing.id, invited: invited.length, skipped: wanted.length - invited.length }
}

/** Has the mails of a mailing sent that wait. Twice is no harm: each is taken in hand once. */
export async function addSending(tx: Tx, mailingId: string): Promise<void> {
  await tx.$executeRaw`SELECT add_job('send_mailing', json_build_object('mailingId', ${mailingId}::text))`
}

/** What was written on the page is kept for the next time. */
async function keepAddresses(
  tx: Tx,
  wanted: readonly string[],
  addresses: Record<string, string>,
): Promise<void> {
  const data = wanted.flatMap(orgUnitId => {
    const email = addresses[orgUnitId]
    return email === undefined ? [] : [{ orgUnitId, email, name: '' }]
  })
  await tx.orgUnitContact.createMany({ data, skipDuplicates: true })
}

/** Whom to write to: what was written on the page, else the latest known. @throws DomainError `conflict` */
async function contactsOf(
  tx: Tx,
  orgUnitIds: readonly string[],
  addresses: Record<string, string>,
): Promise<{ orgUnitId: string; email: string; name: string }[]> {
  const known = await tx.orgUnitContact.findMany({
    where: { orgUnitId: { in: [...orgUnitIds] } },
    select: { orgUnitId: true, email: true, name: true },
    orderBy: { createdAt: 'asc' },
  })
  const latest = new Map(known.map(contact => [contact.orgUnitId, contact]))
  return orgUnitIds.map(orgUnitId => {
    const written = addresses[orgUnitId]
    const contact =
      written === undefined
        ? latest.get(orgUnitId)
        : known.find(each => each.orgUnitId === orgUnitId && each.email === written)
    if (contact === undefined) throw conflict('invitations.addressMissing')
    return contact
  })
}
