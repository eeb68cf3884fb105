import type { Tx } from '~server/database/client'
import type { OwnUnits } from '../../organisations/lists/contract'
import type { Places, PresentUnit } from './present'

/** A person to turn to at a unit. */
export interface StoredContact {
  id: string
  unitId: string
  name: string
  email: string
}

/** In the order in which our own export names them. */
export async function contactsOf(tx: Tx, unitIds: readonly string[]): Promise<StoredContact[]> {
  return tx.$queryRaw<StoredContact[]>`
    SELECT id::text, org_unit_id::text AS "unitId", name, email FROM org_unit_contact
    WHERE org_unit_id = ANY (${[...unitIds]}::uuid[]) ORDER BY created_at, email`
}

/** What rows of our own export are compared with: units in reach, with their contacts. */
export async function ownUnits(tx: Tx, units: readonly PresentUnit[], places: Places): Promise<OwnUnits> {
  const inReach = units.filter(unit => unit.inReach)
  const where = places.whereLies(inReach)
  const contacts = new Map<string, Map<string, { name: string; email: string }>>()
  const ids = inReach.map(({ id }) => id)
  for (const { id, unitId, name, email } of await contactsOf(tx, ids)) {
    const there = contacts.get(unitId) ?? new Map<string, { name: string; email: string }>()
    contacts.set(unitId, there.set(id, { name, email }))
  }
  return new Map(
    inReach.map(({ id, name, kind, orgNumber }) => [
      id,
      { name, kind, orgNumber, place: where.get(id) ?? null, contacts: contacts.get(id) ?? new Map() },
    ]),
  )
}
