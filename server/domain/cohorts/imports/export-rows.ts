import { db } from '~server/database/client'
import type { Cells, Locale } from '../../organisations/lists/contract'
import { readPlaces } from '../../organisations/registry/read-register'
import type { Actor } from '../../shared/actor'
import { knownId } from '../../shared/authorize'
import { found } from '../../shared/errors'
import { getBatch } from './batches'
import { importUnits } from './policy'
import { Places, presentUnits } from './present'
import { asView } from './rows'

/**
 * The schools and kindergartens below a unit, one row per contact, as a list that can be changed and brought again.
 *
 * @throws DomainError `not_found`
 */
export async function unitRows(actor: Actor, orgUnitId: string): Promise<{ name: string; rows: Cells[] }> {
  const where = { id: knownId(orgUnitId), AND: importUnits(actor) }
  const { id, kind } = found(await db().orgUnit.findFirst({ where, select: { id: true, kind: true } }))
  const { places, units } = await presentUnits(db(), kind === 'national' ? null : id, [])
  const lookup = new Places(places, await readPlaces(db()))
  const today = new Map(places.map(place => [place.id, lookup.today(place.id)]))
  const contacts = await db().orgUnitContact.findMany({
    where: { orgUnitId: { in: units.map(unit => unit.id) } },
    select: { orgUnitId: true, name: true, email: true },
    orderBy: [{ createdAt: 'asc' }, { email: 'asc' }],
  })
  const contactsOf = new Map<string, typeof contacts>()
  for (const contact of contacts) {
    const there = contactsOf.get(contact.orgUnitId)
    if (there === undefined) contactsOf.set(contact.orgUnitId, [contact])
    else there.push(contact)
  }
  const rows = units
    .filter(unit => ['school', 'kindergarten'].includes(unit.kind))
    .flatMap(unit => {
      const place = unit.ancestorIds.flatMap(each => today.get(each) ?? [])[0]
      const own = contactsOf.get(unit.id)
      return (own ?? [undefined]).map(contact => ({
        municipality_code: place?.code ?? '',
        municipality_name: place?.name ?? '',
        unit_name: unit.name,
        unit_type: unit.kind,
        org_number: unit.orgNumber ?? '',
        contact_name: contact?.name ?? '',
        email: contact?.email ?? '',
        key: unit.id,
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
