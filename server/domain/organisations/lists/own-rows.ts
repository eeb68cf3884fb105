import type { UnitKind } from '../schema'
import { fold } from '../registry/fold'
import { cleanCell, type CleanCell } from './clean'
import type { Field, OwnUnit, OwnUnits } from './contract'
import type { Findings } from './findings'

/** What the hidden column of our own export names: a unit, and one of its contacts where the row has one. */
export interface OwnKey {
  unitId: string
  contactId: string | null
}

export const ownKey = (unitId: string, contactId: string | null): string =>
  contactId === null ? unitId : `${unitId}/${contactId}`

export function readOwnKey(text: string): OwnKey {
  const [unitId = '', contactId] = text.split('/')
  return { unitId, contactId: contactId ?? null }
}

/** A row that came out of our own export, with what is stored of it. */
export interface OwnRow {
  key: string
  unit: OwnUnit
  contact: { name: string; email: string } | null
}

type Cells = Partial<Record<Field, CleanCell>>

const textOf = (cells: Cells, field: Field): string => cells[field]?.text ?? ''
/** As a cell with this text would be read. */
export const asRead = (text: string): string => cleanCell({ text, kind: 'text' }).text

/**
 * Finds the rows of our own export again. A row that somebody copied to write a new one into bears the key of the first:
 * the second that bears it, and one with another name and number, are rows like any other.
 */
export class OwnRows {
  readonly #used = new Set<string>()

  constructor(readonly units: OwnUnits) {}

  find(cells: Cells, orgNumber: string | null): OwnRow | null {
    const key = textOf(cells, 'key')
    const { unitId, contactId } = readOwnKey(key)
    const unit = this.units.get(unitId)
    if (unit === undefined || this.#used.has(key)) return null
    const isOther = orgNumber !== null && unit.orgNumber !== null && orgNumber !== unit.orgNumber
    if (isOther && fold(textOf(cells, 'unit_name')) !== fold(unit.name)) return null
    this.#used.add(key)
    return { key, unit, contact: unit.contacts.get(contactId ?? '') ?? null }
  }
}

/** What the row changes of the unit. What is stored counts, not what the register says: nobody has asked to change that. */
export function readOwnUnit(
  cells: Cells,
  { unit }: OwnRow,
  orgNumber: string | null,
  kind: UnitKind | null | undefined,
  findings: Findings,
) {
  const stored = asRead(unit.name)
  const name = textOf(cells, 'unit_name') || stored
  if (name !== stored) findings.add('renamed', 'note', { before: stored, name })
  if (orgNumber !== null && unit.orgNumber !== null && orgNumber !== unit.orgNumber)
    findings.add('org_number_other', 'error', { text: orgNumber, number: unit.orgNumber })
  if (kind !== undefined && kind !== unit.kind) {
    const text = textOf(cells, 'unit_type')
    findings.add('unit_type_kept', 'warn', { text, kind: `@kinds.${unit.kind}` })
  }
  const { place } = unit
  if (place !== null && !liesThere(cells, place))
    findings.add('place_kept', 'warn', { name: `${place.code} ${place.name}` })
  return {
    unit_name: name,
    unit_type: unit.kind,
    owner_type: null,
    org_number: unit.orgNumber ?? orgNumber,
  }
}

function liesThere(cells: Cells, { code, name }: { code: string; name: string }): boolean {
  const [said, named] = [textOf(cells, 'municipality_code'), textOf(cells, 'municipality_name')]
  return (
    (said === '' || said.padStart(code.length, '0') === code) && (named === '' || fold(named) === fold(name))
  )
}

/** What the row changes of the contact. A cell that was emptied takes nothing away. */
export function compareOwnContact(
  { contact }: OwnRow,
  said: { email: string | null; contact_name: string | null },
  findings: Findings,
): void {
  if (contact === null) return
  const name = said.contact_name ?? contact.name
  const before = [asRead(contact.name), contact.email].filter(Boolean).join(', ')
  if (said.email === null) findings.add('contact_kept', 'note', { before })
  else if (said.email !== contact.email || name !== asRead(contact.name)) {
    const after = [name, said.email].filter(Boolean).join(', ')
    findings.add('contact_changed', 'note', { before, after })
  }
}
