import { db, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import type { Actor, Role } from '../shared/actor'
import { allow, knownId, validAt } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { conflict, found } from '../shared/errors'
import { addGrant, finishGrants } from './grants'
import { canGiveGrant, fits } from './policy'
import { changeableGrants, isOver, unitInReach, unitsInReach } from './reach'

/** What is ended by mistake can be given again for as long as this. */
export const UNDO_MS = 60 * 60 * 1000

/**
 * Gives grants another end, all or none. Those that have ended already stay so.
 *
 * @param validTo the first moment after; null = open
 * @throws DomainError `not_found`, `forbidden`, `conflict` people.ended for an end that has passed
 */
export async function setEnd(actor: Actor, grantIds: readonly string[], validTo: Date | null): Promise<void> {
  await db().$transaction(async tx => {
    const grants = await changeableGrants(tx, actor, grantIds.map(knownId))
    const now = await databaseNow(tx)
    if (validTo !== null && validTo <= now) throw conflict('people.ended')
    for (const { id, personId, orgUnitId, validFrom, validTo: before } of grants) {
      if (isOver({ validFrom, validTo: before }, now)) continue
      if (validTo !== null && validTo <= validFrom) throw conflict('people.ended')
      await tx.grant.update({ where: { id }, data: { validTo } })
      await record(tx, actor.personId, 'grant.changed', { grantId: id, personId, orgUnitId })
    }
  })
}

/**
 * Gives somebody another role instead of the one they have at a unit: the one ends as the other begins.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` people.grantDoesNotFit, people.ended, people.lastOne
 */
export async function changeRole(actor: Actor, grantId: string, role: Role): Promise<{ id: string }> {
  return db().$transaction(async tx => {
    const grant = found((await changeableGrants(tx, actor, [knownId(grantId)]))[0])
    if (grant.role === role) return { id: grant.id }
    const unit = await unitInReach(tx, actor, grant.orgUnitId)
    const facts = { role, cohortId: grant.cohortId, unit }
    allow(canGiveGrant(actor, facts))
    if (!fits(facts)) throw conflict('people.grantDoesNotFit')
    const ended = await finishGrants(tx, actor.personId, [grant], { evenIfLast: false })
    if (ended.length === 0) throw conflict('people.ended')
    return addGrant(tx, actor.personId, { ...grant, role })
  })
}

/**
 * Hands a role over to somebody else: the same role at the same unit, for the same cohort, from the moment at which the
 * first one has it no longer. Nobody is without it in between, and nobody has it twice.
 *
 * @param toPersonId for a membership a colleague at the unit; for an assignment anybody the actor may see
 * @throws DomainError `not_found`, `forbidden`, `conflict` people.ended, people.sameOne
 */
export async function handOver(actor: Actor, grantId: string, toPersonId: string): Promise<{ id: string }> {
  return db().$transaction(async tx => {
    const grant = found((await changeableGrants(tx, actor, [knownId(grantId)]))[0])
    const to = knownId(toPersonId)
    if (to === grant.personId) throw conflict('people.sameOne')
    const now = await databaseNow(tx)
    const colleague = { cohortId: null, orgUnitId: grant.orgUnitId, ...validAt(now) }
    found(
      await tx.person.findFirst({
        where: {
          id: to,
          kind: 'account',
          disabledAt: null,
          grants: {
            some: grant.cohortId === null ? colleague : { orgUnit: unitsInReach(actor), ...validAt(now) },
          },
        },
        select: { id: true },
      }),
    )
    const given = await addGrant(tx, actor.personId, { ...grant, personId: to })
    const ended = await finishGrants(tx, actor.personId, [grant], { evenIfLast: false })
    if (ended.length === 0) throw conflict('people.ended')
    return given
  })
}

/** A grant that was ended, with the end it had before. */
export interface EndedGrant {
  grantId: string
  /** Null = it was open. */
  validTo: Date | null
}

/**
 * Gives again what was ended within the last hour.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` people.tooLate
 */
export async function undoEnd(actor: Actor, ended: readonly EndedGrant[]): Promise<void> {
  await db().$transaction(tx => giveAgain(tx, actor, ended))
}

/** As `undoEnd`, within a transaction that does more. */
export async function giveAgain(tx: Tx, actor: Actor, ended: readonly EndedGrant[]): Promise<void> {
  const ids = ended.map(({ grantId }) => knownId(grantId))
  const grants = await changeableGrants(tx, actor, ids)
  const now = await databaseNow(tx)
  for (const grant of grants) {
    if (grant.validTo === null || !isOver(grant, now)) continue
    if (grant.validTo.getTime() < now.getTime() - UNDO_MS) throw conflict('people.tooLate')
    const where = { id: grant.personId, disabledAt: null }
    found(await tx.person.findFirst({ where, select: { id: true } }))
    const before = ended.find(({ grantId }) => grantId === grant.id)?.validTo ?? null
    await addGrant(tx, actor.personId, { ...grant, validTo: before })
  }
}
