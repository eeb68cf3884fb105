import { db, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import type { Actor } from '../shared/actor'
import { allow, knownId } from '../shared/authorize'
import { canDecideContributions } from './policy'
import { unitInReach } from './reach'
import type { Contributions } from './schema'

/** Under what name contributions of people who have left stand at a unit, and who has decided it. */
export interface Decision {
  contributions: Contributions
  /** Null when nobody has: then it is the name. */
  decidedBy: string | null
}

/** The nearest decision at the unit or above it. */
export async function decisionFor(tx: Tx, orgUnitId: string): Promise<Decision> {
  const rows = await tx.$queryRaw<Decision[]>`
    SELECT s.contributions::text AS contributions, s.org_unit_id::text AS "decidedBy"
    FROM org_unit_closure c JOIN org_unit_settings s ON s.org_unit_id = c.ancestor_id
    WHERE c.descendant_id = ${orgUnitId}::uuid ORDER BY c.depth LIMIT 1`
  return rows[0] ?? { contributions: 'name', decidedBy: null }
}

/** What holds at a county or municipality, for whoever decides it. @throws DomainError `not_found`, `forbidden` */
export async function contributionsAt(
  actor: Actor,
  unitId: string,
): Promise<{ own: Contributions | null; holds: Decision }> {
  const unit = await unitInReach(db(), actor, knownId(unitId))
  allow(canDecideContributions(actor, unit))
  const settings = await db().orgUnitSettings.findUnique({ where: { orgUnitId: unit.id } })
  return { own: settings?.contributions ?? null, holds: await decisionFor(db(), unit.id) }
}

/**
 * Decides it for a unit and everything below it that has not decided otherwise. Names that have been replaced stay so.
 *
 * @param contributions null = as the unit above has decided
 * @throws DomainError `not_found`, `forbidden`
 */
export async function decideContributions(
  actor: Actor,
  unitId: string,
  contributions: Contributions | null,
): Promise<void> {
  await db().$transaction(async tx => {
    const unit = await unitInReach(tx, actor, knownId(unitId))
    allow(canDecideContributions(actor, unit))
    const where = { orgUnitId: unit.id }
    if (contributions === null) await tx.orgUnitSettings.deleteMany({ where })
    else
      await tx.orgUnitSettings.upsert({
        where,
        create: { ...where, contributions },
        update: { contributions },
      })
    await record(tx, actor.personId, 'unit.contributions_decided', { orgUnitId: unit.id })
  })
}
