import type { Tx } from '~server/database/client'
import { FACTS, unitFacts } from '../../organisations/units'
import type { Actor, ActorGrant } from '../../shared/actor'
import { allow, type UnitFacts } from '../../shared/authorize'
import { found } from '../../shared/errors'
import { canImportFor } from './policy'

/**
 * Whoever said yes, with the rights that hold now. They cannot be taken away before the transaction ends: what is written
 * was allowed when it was written.
 */
export async function actorNow(tx: Tx, personId: string): Promise<Actor> {
  const grants = await tx.$queryRaw<ActorGrant[]>`
    SELECT g.role::text AS role, g.org_unit_id::text AS "orgUnitId", g.cohort_id::text AS "cohortId"
    FROM "grant" g JOIN person p ON p.id = g.person_id
    WHERE g.person_id = ${personId}::uuid AND p.disabled_at IS NULL
      AND g.valid_from <= now() AND (g.valid_to IS NULL OR g.valid_to > now())
    ORDER BY g.id FOR SHARE OF g`
  const { name, locale } = found(await tx.person.findUnique({ where: { id: personId } }))
  return { personId, sessionId: '', kind: 'account', name, locale, grants }
}

/** @throws DomainError `forbidden` when the person may not bring lists for the unit (any more) */
export async function allowedUnit(tx: Tx, actor: Actor, orgUnitId: string): Promise<UnitFacts> {
  const unit = unitFacts(found(await tx.orgUnit.findUnique({ where: { id: orgUnitId }, select: FACTS })))
  allow(canImportFor(actor, unit))
  return unit
}
