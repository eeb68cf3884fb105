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
  const rows = await db().importRow.findMany({
    where: { batchId: batch.id, result: { in: ['ok', 'warn'] } },
    select: { value: true },
  })
  const values = rows.flatMap(({ value }) => (value === null ? [] : [value as unknown as UnitValue]))
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
