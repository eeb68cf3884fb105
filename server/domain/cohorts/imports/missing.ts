import { db } from '~server/database/client'
import type { UnitValue } from '../../organisations/lists/contract'
import type { Actor } from '../../shared/actor'
import { placeAndName, presentUnits, type PresentUnit } from './present'
import { getBatch } from './batches'

export interface Missing {
  id: string
  name: string
}

/**
 * Schools and kindergartens that the network has where the list speaks of a place, and the list does not. A proposal to
 * look at: nothing happens to them. Null for lists that are not of units.
 *
 * @throws DomainError `not_found`
 */
export async function missingUnits(actor: Actor, batchId: string): Promise<Missing[] | null> {
  const batch = await getBatch(actor, batchId)
  if (batch.kind !== 'units' || !batch.can.change) return null
  const values = await db().$queryRaw<Pick<UnitValue, 'org_number' | 'key' | 'unit_type' | 'unit_name'>[]>`
    SELECT value ->> 'org_number' AS org_number, split_part(value ->> 'key', '/', 1) AS key, value ->> 'unit_type' AS unit_type,
      value ->> 'unit_name' AS unit_name
    FROM import_row WHERE batch_id = ${batch.id}::uuid AND result IN ('ok', 'warn') AND value IS NOT NULL`
  const { units } = await presentUnits(db(), batch.unit.id, [])
  const numbers = new Set(values.map(({ org_number }) => org_number))
  const keys = new Set(values.map(({ key }) => key))
  const names = new Set(
    values.map(({ unit_type, unit_name }) => placeAndName(null, unit_type, unit_name ?? '')),
  )
  const isListed = ({ id, kind, name, orgNumber }: PresentUnit): boolean =>
    keys.has(id) ||
    (orgNumber !== null && numbers.has(orgNumber)) ||
    names.has(placeAndName(null, kind, name))
  const kinds = new Set(values.map(({ unit_type }) => unit_type))
  const owners = new Set(units.filter(isListed).map(({ ownerId }) => ownerId))
  return units
    .filter(unit => kinds.has(unit.kind) && owners.has(unit.ownerId) && !isListed(unit))
    .map(({ id, name }) => ({ id, name }))
}
