import { db, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import type { Actor, ActorGrant } from '../shared/actor'
import {
  ADMINISTRATION,
  allow,
  hasRole,
  knownId,
  memberUnits,
  validAt,
  type UnitFacts,
} from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { conflict, found } from '../shared/errors'
import { canGiveGrant, fits } from './policy'
import type { NewGrant } from './schema'

/** The grants of a person that hold now, by the database's clock. None for a disabled person. One query. */
export async function grantsOf(personId: string): Promise<ActorGrant[]> {
  return db().$queryRaw<ActorGrant[]>`
    SELECT g.role::text AS role, g.org_unit_id::text AS "orgUnitId", g.cohort_id::text AS "cohortId"
    FROM "grant" g JOIN person p ON p.id = g.person_id
    WHERE g.person_id = ${knownId(personId)}::uuid AND p.disabled_at IS NULL
      AND g.valid_from <= now() AND (g.valid_to IS NULL OR g.valid_to > now())
    ORDER BY g.id`
}

/**
 * Gives somebody a role at a unit. Giving what they already have changes nothing.
 *
 * @throws DomainError `not_found` for a unit outside the actor's reach, `forbidden` for a role one may not give,
 *   `conflict` people.grantDoesNotFit for a role that makes no sense at that unit
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
    const grant = { personId, orgUnitId, role, cohortId: facts.cohortId }
    const now = await databaseNow(tx)
    const held = await tx.grant.findFirst({ where: { ...grant, ...validAt(now) }, select: { id: true } })
    if (held !== null) return held
    const { id } = await tx.grant.create({ data: { ...grant, validFrom: now }, select: { id: true } })
    await record(tx, actor.personId, 'grant.given', { grantId: id, personId, orgUnitId })
    return { id }
  })
}

/**
 * Ends a grant from this moment on. One that has ended already stays as it is.
 *
 * @throws DomainError `not_found`, `forbidden`
 */
export async function endGrant(actor: Actor, grantId: string): Promise<void> {
  const id = knownId(grantId)
  await db().$transaction(async tx => {
    const grant = found(
      await tx.grant.findFirst({
        where: { id },
        select: { role: true, cohortId: true, orgUnitId: true, personId: true },
      }),
    )
    const unit = await unitInReach(tx, actor, grant.orgUnitId)
    allow(canGiveGrant(actor, { role: grant.role, cohortId: grant.cohortId, unit }))
    const now = await databaseNow(tx)
    const { count } = await tx.grant.updateMany({ where: { id, ...validAt(now) }, data: { validTo: now } })
    if (count === 0) return
    const { personId, orgUnitId } = grant
    await record(tx, actor.personId, 'grant.ended', { grantId: id, personId, orgUnitId })
  })
}

/** The unit, when the actor holds any say at it or above it. @throws DomainError `not_found` */
async function unitInReach(tx: Tx, actor: Actor, orgUnitId: string): Promise<UnitFacts> {
  const everywhere = hasRole(actor, ['administrator', 'national_adviser'])
  const above = memberUnits(actor, [...ADMINISTRATION, 'leader'])
  const { id, kind, ancestors } = found(
    await tx.orgUnit.findFirst({
      where: { id: orgUnitId, ...(everywhere ? {} : { ancestors: { some: { ancestorId: { in: above } } } }) },
      select: { id: true, kind: true, ancestors: { select: { ancestorId: true } } },
    }),
  )
  return { id, kind, ancestorIds: ancestors.map(({ ancestorId }) => ancestorId) }
}
