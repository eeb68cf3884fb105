import { db, type Tx } from '~server/database/client'
import { gathered } from '~server/database/gathered'
import { record } from '~server/outbox/record'
import type { Actor, ActorGrant, Role } from '../shared/actor'
import { allow, knownId, validAt } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { conflict, found } from '../shared/errors'
import { canGiveGrant, fits, LAST_MATTERS } from './policy'
import { changeableGrants, everHolds, HELD, isOver, unitInReach, type HeldGrant } from './reach'
import type { NewGrant } from './schema'

/** The grants of a person that hold now, by the database's clock. None for a disabled person. One query. */
export async function grantsOf(personId: string): Promise<ActorGrant[]> {
  return held(knownId(personId))
}

const held = gathered<string, ActorGrant[]>(async personIds => {
  const rows = await db().$queryRaw<(ActorGrant & { personId: string })[]>`
    SELECT g.person_id::text AS "personId", g.role::text AS role, g.org_unit_id::text AS "orgUnitId",
      g.cohort_id::text AS "cohortId"
    FROM "grant" g JOIN person p ON p.id = g.person_id
    WHERE g.person_id = ANY (${[...new Set(personIds)]}::uuid[]) AND p.disabled_at IS NULL
      AND g.valid_from <= now() AND (g.valid_to IS NULL OR g.valid_to > now())
    ORDER BY g.id`
  const grants = new Map<string, ActorGrant[]>(personIds.map(id => [id, []]))
  for (const { personId, ...grant } of rows) grants.get(personId)?.push(grant)
  return personIds.map(id => grants.get(id) ?? [])
})

/**
 * Gives somebody a role at a unit. Giving what they already have changes nothing.
 *
 * @throws DomainError `not_found` for a unit outside the actor's reach, `forbidden` for a role one may not give,
 *   `conflict` people.grantDoesNotFit for a role that makes no sense at that unit, people.ended for an end that has passed
 */
export async function giveGrant(actor: Actor, form: NewGrant): Promise<{ id: string }> {
  return db().$transaction(async tx => {
    const unit = await unitInReach(tx, actor, form.orgUnitId)
    const facts = { role: form.role, cohortId: form.cohortId ?? null, unit }
    allow(canGiveGrant(actor, facts))
    if (!fits(facts)) throw conflict('people.grantDoesNotFit')
    const { personId, orgUnitId, role } = form
    found(
      await tx.person.findFirst({
        where: { id: personId, kind: 'account', disabledAt: null },
        select: { id: true },
      }),
    )
    if (facts.cohortId !== null)
      found(await tx.cohort.findFirst({ where: { id: facts.cohortId }, select: { id: true } }))
    return addGrant(tx, actor.personId, {
      personId,
      orgUnitId,
      role,
      cohortId: facts.cohortId,
      validFrom: form.validFrom ?? null,
      validTo: form.validTo ?? null,
    })
  })
}

/** What a grant says. */
export interface GrantTerms {
  personId: string
  orgUnitId: string
  role: Role
  cohortId: string | null
  /** Null, or a moment that has passed = from now on. */
  validFrom: Date | null
  validTo: Date | null
}

/**
 * Writes a grant, unless the person has it when it would begin; for callers that have asked the policy. What was planned
 * to begin before this ends, or as it ends, becomes one with it and lasts as long as either.
 *
 * @throws DomainError `conflict` people.ended
 */
export async function addGrant(tx: Tx, byId: string | null, terms: GrantTerms): Promise<{ id: string }> {
  const { validFrom, validTo, personId, orgUnitId, role, cohortId } = terms
  const grant = { personId, orgUnitId, role, cohortId }
  // Two at once take turns, so that nobody has the same role twice.
  await tx.$queryRaw`SELECT 1 FROM person WHERE id = ${grant.personId}::uuid FOR NO KEY UPDATE`
  const now = await databaseNow(tx)
  const begins = validFrom !== null && validFrom > now ? validFrom : now
  if (validTo !== null && validTo <= begins) throw conflict('people.ended')
  const held = await tx.grant.findFirst({ where: { ...grant, ...validAt(begins) }, select: { id: true } })
  if (held !== null) return held
  const before = validTo === null ? {} : { lte: validTo }
  const planned = await tx.grant.findMany({
    where: { ...grant, validFrom: { gt: begins, ...before }, AND: everHolds() },
    select: HELD,
    orderBy: { validFrom: 'asc' },
  })
  const [first, ...rest] = planned
  await finishGrants(tx, byId, rest, { evenIfLast: true })
  const data = {
    ...grant,
    validFrom: begins,
    validTo: latest([validTo, ...planned.map(each => each.validTo)]),
  }
  const { id } =
    first === undefined
      ? await tx.grant.create({ data, select: { id: true } })
      : await tx.grant.update({ where: { id: first.id }, data, select: { id: true } })
  await record(tx, byId, 'grant.given', { grantId: id, personId, orgUnitId })
  await tellOfRole(tx, id)
  return { id }
}

/** Null, which is open, is the latest end of all. */
const latest = (ends: readonly (Date | null)[]): Date | null =>
  ends.reduce((one, other) => (one === null || other === null ? null : one > other ? one : other))

/**
 * Ends a grant from this moment on. One that has ended already stays as it is.
 *
 * @throws DomainError `not_found`, `forbidden`
 */
export async function endGrant(actor: Actor, grantId: string): Promise<void> {
  await endGrants(actor, [grantId], { evenIfLast: true })
}

/**
 * Ends grants from this moment on, all or none; planned ones never begin. Whoever has a role may lay it down.
 *
 * @param evenIfLast yes, also the last leader, coordinator or adviser of a unit
 * @returns those that were ended by this
 * @throws DomainError `not_found`, `forbidden`, `conflict` people.lastOne
 */
export async function endGrants(
  actor: Actor,
  grantIds: readonly string[],
  { evenIfLast }: { evenIfLast: boolean },
): Promise<HeldGrant[]> {
  return db().$transaction(async tx => {
    const grants = await changeableGrants(tx, actor, grantIds.map(knownId), { own: true })
    return finishGrants(tx, actor.personId, grants, { evenIfLast })
  })
}

/** Ends these grants, for callers that have asked the policy. @throws DomainError `conflict` people.lastOne */
export async function finishGrants(
  tx: Tx,
  byId: string | null,
  grants: readonly HeldGrant[],
  { evenIfLast }: { evenIfLast: boolean },
): Promise<HeldGrant[]> {
  const now = await databaseNow(tx)
  const open = grants.filter(grant => !isOver(grant, now))
  if (!evenIfLast && (await leavesNobody(tx, open, now))) throw conflict('people.lastOne')
  for (const { id, personId, orgUnitId, validFrom } of open) {
    // One that was to begin later is over before it began: an empty period.
    await tx.grant.update({ where: { id }, data: { validTo: validFrom > now ? validFrom : now } })
    await record(tx, byId, 'grant.ended', { grantId: id, personId, orgUnitId })
    await tellOfRole(tx, id)
  }
  return open
}

/** Would a unit be left without anybody in a role that it needs? */
async function leavesNobody(tx: Tx, ending: readonly HeldGrant[], now: Date): Promise<boolean> {
  const needed = ending.filter(grant => LAST_MATTERS.includes(grant.role) && grant.cohortId === null)
  const orgUnitIds = [...new Set(needed.map(({ orgUnitId }) => orgUnitId))]
  // Two who go at the same moment take turns, so that each sees whether the other is still there.
  await tx.$queryRaw`SELECT 1 FROM org_unit WHERE id = ANY (${orgUnitIds}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
  const staying = await tx.grant.findMany({
    where: {
      orgUnitId: { in: orgUnitIds },
      role: { in: [...LAST_MATTERS] },
      cohortId: null,
      id: { notIn: ending.map(({ id }) => id) },
      person: { disabledAt: null },
      ...validAt(now),
    },
    select: { orgUnitId: true, role: true },
  })
  return needed.some(
    grant =>
      grant.validFrom <= now &&
      !staying.some(({ orgUnitId, role }) => orgUnitId === grant.orgUnitId && role === grant.role),
  )
}

/** Whom it concerns hears of it, as often as they wish to (a job: the mail waits for nobody). */
async function tellOfRole(tx: Tx, grantId: string): Promise<void> {
  await tx.$executeRaw`SELECT add_job('tell_of_role', json_build_object('grantId', ${grantId}::text))`
}
