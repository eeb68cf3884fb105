import { db } from '~server/database/client'
import type { Cells, Locale } from '../../organisations/lists/contract'
import { ownKey } from '../../organisations/lists/own-rows'
import { readPlaces } from '../../organisations/registry/read-register'
import type { Actor } from '../../shared/actor'
import { knownId } from '../../shared/authorize'
import { found } from '../../shared/errors'
import { getBatch } from './batches'
import { contactsOf, type StoredContact } from './own-units'
import { importUnits } from './policy'
import { Places, presentUnits } from './present'
import { asView } from './rows'

/**
 * The schools and kindergartens below a unit, one row per contact, as a list that can be changed and brought again.
 *
 * @throws DomainError `not_found`
 */
export async function unitRows(actor: Actor, orgUnitId: string): Promise<{ name: string; rows: Cells[] }> {
  const mine = { id: knownId(orgUnitId), AND: importUnits(actor) }
  const { id, kind } = found(await db().orgUnit.findFirst({ where: mine, select: { id: true, kind: true } }))
  const { places, units } = await presentUnits(db(), kind === 'national' ? null : id, [])
  const where = new Places(places, await readPlaces(db())).whereLies(units)
  const contacts = new Map<string, StoredContact[]>()
  const ids = units.map(unit => unit.id)
  for (const contact of await contactsOf(db(), ids)) {
    const there = contacts.get(contact.unitId)
    if (there === undefined) contacts.set(contact.unitId, [contact])
    else there.push(contact)
  }
  const rows = units
    .filter(unit => ['school', 'kindergarten'].includes(unit.kind))
    .flatMap(unit => {
      const place = where.get(unit.id)
      return (contacts.get(unit.id) ?? [undefined]).map(contact => ({
        municipality_code: place?.code ?? '',
        municipality_name: place?.name ?? '',
        unit_name: unit.name,
        unit_type: unit.kind,
        org_number: unit.orgNumber ?? '',
        contact_name: contact?.name ?? '',
        email: contact?.email ?? '',
        key: ownKey(unit.id, contact?.id ?? null),
      }))
    })
  return { name: places.find(place => place.id === id)?.name ?? '', rows }
}

/** Rows of a list with an error or a remark, and what it is. @throws DomainError `not_found` */
export async function wrongRows(
  actor: Actor,
  batchId: string,
  locale: Locale,
): Promise<{ kind: 'units' | 'participants'; rows: { row: number; cells: Cells; reasons: string[] }[] }> {
  const { id, kind } = await getBatch(actor, batchId)
  const rows = await db().importRow.findMany({
    where: { batchId: id, result: { in: ['warn', 'error'] } },
    orderBy: { position: 'asc' },
  })
  return {
    kind,
    rows: rows
      .map(row => asView(row, locale))
      .map(({ row, cells, reasons }) => ({ row, cells, reasons: reasons.map(({ text }) => text) })),
  }
}
