import { db, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import type { Actor } from '../shared/actor'
import { allow, knownId, validAt } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { conflict, found } from '../shared/errors'
import { readLines, type PersonLine } from './people-lines'
import { canGiveGrant, fits } from './policy'
import { unitInReach } from './reach'
import { invitedPerson, type Invite, type InviteMany } from './schema'
import { limitSending, openUntil, send, sendAgain } from './sending'

/** What is asked, whoever is asked. */
type Terms = Omit<Invite, 'name' | 'email'>

/**
 * Asks somebody by e-mail to take a role at a unit. Who is asked again while the first invitation is open gets another
 * mail about the same one, as it is said now. Whether the address is known already makes no difference here.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` people.grantDoesNotFit, people.ended, `too_many`
 */
export async function inviteMember(actor: Actor, unitId: string, form: Invite): Promise<{ id: string }> {
  const orgUnitId = knownId(unitId)
  return db().$transaction(async tx => {
    const now = await begin(tx, actor, orgUnitId, form)
    const { name, email, validFrom, validTo } = form
    const [open] = await waiting(tx, orgUnitId, form, [email], now)
    if (open !== undefined) {
      const { id } = open
      await tx.membershipInvitation.update({ where: { id }, data: { name, validFrom, validTo } })
      await sendAgain(tx, actor, { id, orgUnitId })
      return { id }
    }
    const [id] = await invite(tx, actor, orgUnitId, form, [{ name, email }], now)
    return { id: found(id) }
  })
}

export const MOST_LINES = 100

/** What came of a line that was pasted. */
export interface LineVerdict {
  text: string
  /** `waiting`: has an invitation to this role already; `member`: has the role. */
  verdict: 'invited' | 'waiting' | 'member' | 'twice' | 'noName' | 'noAddress' | 'tooLong'
}

/**
 * Asks everybody whose line can be read; the others are said, line by line. Whoever has the role at this unit or has not
 * answered yet is left alone. Whether an address is known elsewhere makes no difference.
 *
 * @throws DomainError as `inviteMember`, and `conflict` people.tooManyLines
 */
export async function inviteMany(actor: Actor, unitId: string, form: InviteMany): Promise<LineVerdict[]> {
  const orgUnitId = knownId(unitId)
  const lines = readLines(form.people)
  if (lines.length > MOST_LINES) throw conflict('people.tooManyLines')
  return db().$transaction(async tx => {
    const now = await begin(tx, actor, orgUnitId, form)
    const emails = lines.map(({ email }) => email)
    const asked = new Set((await waiting(tx, orgUnitId, form, emails, now)).map(({ email }) => email))
    const members = await holders(tx, orgUnitId, form, emails, now)
    const verdicts = lines.map((line, at): LineVerdict => {
      const { text, email } = line
      const wrong = wrongWith(line)
      if (wrong !== null) return { text, verdict: wrong }
      if (emails.indexOf(email) < at) return { text, verdict: 'twice' }
      return { text, verdict: members.has(email) ? 'member' : asked.has(email) ? 'waiting' : 'invited' }
    })
    const wanted = lines.filter((_, at) => verdicts[at]?.verdict === 'invited')
    if (wanted.length > 0) await invite(tx, actor, orgUnitId, form, wanted, now)
    return verdicts
  })
}

function wrongWith({ name, email }: PersonLine): LineVerdict['verdict'] | null {
  const { error } = invitedPerson.safeParse({ name, email })
  if (error === undefined) return null
  if (error.issues.some(({ path }) => path[0] === 'email')) return 'noAddress'
  return name === '' ? 'noName' : 'tooLong'
}

/**
 * Whoever may invite to this role at this unit does so now; two at once take turns.
 *
 * @returns the moment of it
 */
async function begin(tx: Tx, actor: Actor, orgUnitId: string, terms: Terms): Promise<Date> {
  const { role, cohortId, validFrom, validTo } = terms
  const unit = await unitInReach(tx, actor, orgUnitId)
  const facts = { role, cohortId, unit }
  allow(canGiveGrant(actor, facts))
  if (!fits(facts)) throw conflict('people.grantDoesNotFit')
  if (cohortId !== null) found(await tx.cohort.findFirst({ where: { id: cohortId }, select: { id: true } }))
  await tx.$queryRaw`SELECT 1 FROM org_unit WHERE id = ${unit.id}::uuid FOR NO KEY UPDATE`
  const now = await databaseNow(tx)
  const begins = validFrom !== null && validFrom > now ? validFrom : now
  if (validTo !== null && validTo <= begins) throw conflict('people.ended')
  return now
}

/** Invitations to these addresses, for this role at this unit, that wait for an answer. */
function waiting(tx: Tx, orgUnitId: string, { role, cohortId }: Terms, emails: string[], now: Date) {
  return tx.membershipInvitation.findMany({
    where: { orgUnitId, role, cohortId, email: { in: emails }, status: 'sent', expiresAt: { gt: now } },
    select: { id: true, email: true },
  })
}

/** Which of these addresses belong to somebody who has the role at this unit: whoever gives it sees that anyway. */
async function holders(
  tx: Tx,
  orgUnitId: string,
  { role, cohortId }: Terms,
  emails: string[],
  now: Date,
): Promise<Set<string | null>> {
  const rows = await tx.grant.findMany({
    where: {
      orgUnitId,
      role,
      cohortId,
      person: { email: { in: emails }, disabledAt: null },
      ...validAt(now),
    },
    select: { person: { select: { email: true } } },
  })
  return new Set(rows.map(({ person }) => person.email))
}

async function invite(
  tx: Tx,
  actor: Actor,
  orgUnitId: string,
  { role, cohortId, validFrom, validTo }: Terms,
  people: readonly { name: string; email: string }[],
  now: Date,
): Promise<string[]> {
  await limitSending(tx, actor, now, people.length)
  const said = { orgUnitId, role, cohortId, validFrom, validTo, invitedById: actor.personId }
  const rows = await tx.membershipInvitation.createManyAndReturn({
    data: people.map(({ name, email }) => ({
      ...{ ...said, name, email, createdAt: now, expiresAt: openUntil(now), locale: actor.locale },
    })),
    select: { id: true },
  })
  const ids = rows.map(({ id }) => id)
  for (const invitationId of ids)
    await record(tx, actor.personId, 'membership.invited', { invitationId, orgUnitId })
  await send(tx, ids)
  return ids
}
