import { db, type Tx } from '~server/database/client'
import { asSystem } from '~server/database/reach'
import { record } from '~server/outbox/record'
import type { Actor, Role } from '../shared/actor'
import { allow, hasRole, knownId } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { conflict, found, notFound } from '../shared/errors'
import { giveAgain, UNDO_MS, type EndedGrant } from './changes'
import { decisionFor } from './contributions'
import { finishGrants } from './grants'
import { withdraw } from './invitations'
import { canCloseAccount, canGiveGrant } from './policy'
import { pseudonymise } from './pseudonym'
import { asFacts, HELD, notOver, unitInReach, UNIT, unitsInReach, type HeldGrant } from './reach'
import type { Contributions } from './schema'

/** What ends when somebody leaves, for the page that asks. */
export interface Leaving {
  personId: string
  name: string
  /** At the unit and below it, as far as the actor may end it. */
  here: { grantId: string; role: Role; orgUnitId: string; cohortId: string | null }[]
  /** Roles elsewhere that go on when the person leaves this unit only. */
  elsewhere: number
  /** May the actor end everything and close the account? */
  canClose: boolean
  /** Under what name the contributions stand once the account is closed. */
  contributions: Contributions
}

/** @throws DomainError `not_found` unless the person has a role there that the actor may end; the administrator sees anybody */
export async function whatEnds(actor: Actor, unitId: string, personId: string): Promise<Leaving> {
  const { unit, person, here, all, canClose } = await leavingFacts(db(), actor, unitId, personId)
  const { contributions } = await decisionFor(db(), unit.id)
  return {
    personId: person.id,
    name: person.name,
    here: here.map(({ id, role, orgUnitId, cohortId }) => ({ grantId: id, role, orgUnitId, cohortId })),
    elsewhere: all - here.length,
    canClose,
    contributions,
  }
}

/**
 * Ends every role of somebody at a unit and below it, and open invitations to such. Seats that hang on them end with the
 * event. What was ended, with the ends it had, for undoing.
 *
 * @throws DomainError `not_found`, `conflict` people.lastOne
 */
export async function leaveUnit(
  actor: Actor,
  unitId: string,
  personId: string,
  { evenIfLast }: { evenIfLast: boolean },
): Promise<EndedGrant[]> {
  return db().$transaction(async tx => {
    const { unit, person, here } = await leavingFacts(tx, actor, unitId, personId)
    if (here.length === 0) throw notFound()
    const ended = await finishGrants(tx, actor.personId, here, { evenIfLast })
    await withdrawOpen(tx, actor, person.email, unit.id)
    await record(tx, actor.personId, 'person.left', { personId: person.id, orgUnitId: unit.id })
    return ended.map(({ id, validTo }) => ({ grantId: id, validTo }))
  })
}

/**
 * Ends everything at once and closes the account: roles, sessions, codes under way, open invitations. Contributions stay,
 * under the name or under a pseudonym, as the unit from which the person leaves has it decided; a pseudonym is final.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` people.lastOne
 */
export async function closeAccount(
  actor: Actor,
  unitId: string,
  personId: string,
  { evenIfLast }: { evenIfLast: boolean },
): Promise<{ ended: EndedGrant[]; final: boolean }> {
  const close = async (tx: Tx): Promise<{ ended: EndedGrant[]; final: boolean }> => {
    const { unit, person, canClose } = await leavingFacts(tx, actor, unitId, personId)
    allow(canClose)
    const now = await databaseNow(tx)
    const all = await tx.grant.findMany({ where: { personId: person.id, ...notOver(now) }, select: HELD })
    const ended = await finishGrants(tx, actor.personId, all, { evenIfLast })
    await withdrawOpen(tx, actor, person.email, null)
    await tx.person.update({ where: { id: person.id }, data: { disabledAt: now } })
    await tx.session.deleteMany({ where: { personId: person.id } })
    await tx.signIn.deleteMany({ where: { personId: person.id } })
    await record(tx, actor.personId, 'person.disabled', { personId: person.id })
    const final = (await decisionFor(tx, unit.id)).contributions === 'pseudonym'
    if (final) await pseudonymise(tx, actor.personId, person.id)
    return { ended: ended.map(({ id, validTo }) => ({ grantId: id, validTo })), final }
  }
  // Sessions and roles end wherever they are.
  return asSystem(() => db().$transaction(close))
}

/**
 * Opens an account that was closed within the last hour, with the roles it had. Nobody is signed in by this.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` people.tooLate
 */
export async function undoClose(actor: Actor, personId: string, ended: readonly EndedGrant[]): Promise<void> {
  const id = knownId(personId)
  await db().$transaction(async tx => {
    allow(hasRole(actor, ['administrator']) || ended.length > 0)
    const own = { personId: id, orgUnit: unitsInReach(actor) }
    const known = await tx.grant.count({ where: { ...own, id: { in: ended.map(x => knownId(x.grantId)) } } })
    if (known < ended.length) throw notFound()
    const now = await databaseNow(tx)
    const { count } = await tx.person.updateMany({
      where: { id, pseudonymAt: null, disabledAt: { gt: new Date(now.getTime() - UNDO_MS) } },
      data: { disabledAt: null },
    })
    if (count === 0) throw conflict('people.tooLate')
    await giveAgain(tx, actor, ended)
    await record(tx, actor.personId, 'person.reopened', { personId: id })
  })
}

async function leavingFacts(tx: Tx, actor: Actor, unitId: string, personId: string) {
  const unit = await unitInReach(tx, actor, knownId(unitId))
  const id = knownId(personId)
  const now = await databaseNow(tx)
  // Counted everywhere: what lies beyond the actor's reach forbids closing the account.
  const grants = await asSystem(() =>
    tx.grant.findMany({
      where: { personId: id, person: { kind: 'account', disabledAt: null }, ...notOver(now) },
      select: { ...HELD, orgUnit: { select: UNIT } },
      orderBy: { id: 'asc' },
    }),
  )
  const facts = grants.map(grant => ({ ...grant, unit: asFacts(grant.orgUnit) }))
  const here: HeldGrant[] = facts
    .filter(grant => grant.unit.ancestorIds.includes(unit.id) && canGiveGrant(actor, grant))
    .map(({ orgUnit: _, unit: __, ...grant }) => grant)
  // An account without any role is somebody's to close as well.
  if (here.length === 0 && !hasRole(actor, ['administrator'])) throw notFound()
  const where = { id, kind: 'account' as const, disabledAt: null }
  const person = found(await tx.person.findFirst({ where, select: { id: true, name: true, email: true } }))
  return { unit, person, here, all: grants.length, canClose: canCloseAccount(actor, id, facts) }
}

/** Withdraws open invitations to an address: at a unit and below it, or wherever the actor has a say. */
async function withdrawOpen(
  tx: Tx,
  actor: Actor,
  email: string | null,
  unitId: string | null,
): Promise<void> {
  if (email === null) return
  const below = unitId === null ? {} : { ancestors: { some: { ancestorId: unitId } } }
  const open = await tx.membershipInvitation.findMany({
    where: { email, status: 'sent', orgUnit: { AND: [unitsInReach(actor), below] } },
    select: { id: true, orgUnitId: true },
  })
  if (open.length > 0) await withdraw(tx, actor.personId, open)
}
