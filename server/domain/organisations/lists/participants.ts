import type { Role } from '../../shared/actor'
import type { Register } from '../registry/lookup'
import type { Cells, JudgedRow, KnownUnit, ParticipantOptions, ParticipantValue, SheetRow } from './contract'
import { addressesIn, isAddress, nameFromAddress, readEmail } from './email'
import { Findings } from './findings'
import { KnownUnits } from './known-units'
import { looksOf } from './looks'
import { readOrgNumber } from './org-number'
import { resolvePlace } from './place'
import { PlaceNames } from './places'
import { readRole } from './roles'
import { readTable, type TableRow } from './table'
import { noteCells } from './unit-row'
import { Duplicates, rowOf, scopeOf, textsOf } from './units'

interface Context {
  names: PlaceNames
  units: KnownUnits
  options: ParticipantOptions
  scope: readonly string[] | null
}

/** Judges a list of people row by row, against the units within the office's reach; nothing is held back. */
export async function* judgeParticipants(
  rows: AsyncIterable<SheetRow>,
  register: Register,
  options: ParticipantOptions,
): AsyncGenerator<JudgedRow<ParticipantValue>> {
  const context = contextOf(register, options)
  const table = readTable('participants', addressPerRow(rows), looksOf(context.names), options.remembered)
  const duplicates = new Duplicates()
  for await (const row of table) yield judgeRow(row, context, duplicates)
}

/** A row that a person has corrected, by itself: whether another row says the same is not looked at. */
export function judgeOneParticipant(
  cells: Cells,
  register: Register,
  options: ParticipantOptions,
): Omit<JudgedRow<ParticipantValue>, 'sheet' | 'row'> {
  const { sheet: _sheet, row: _row, ...judged } = judgeRow(rowOf(cells), contextOf(register, options), null)
  return judged
}

function contextOf(register: Register, options: ParticipantOptions): Context {
  return {
    names: new PlaceNames(register, options.country),
    units: new KnownUnits(options.units),
    options,
    scope: options.within === undefined ? null : scopeOf(options.within, register),
  }
}

/** A line of addresses copied out of a mail program is a list of one column. */
async function* addressPerRow(rows: AsyncIterable<SheetRow>): AsyncGenerator<SheetRow> {
  for await (const row of rows) {
    const filled = row.cells.filter(cell => cell.text.trim() !== '')
    const found = filled.flatMap(cell => (cell.text.includes('@') ? addressesIn(cell.text) : []))
    const isLine = found.length > 1 && filled.every(cell => cell.text.includes('@'))
    if (!isLine) yield row
    else {
      for (const { email, name } of found) {
        yield { ...row, cells: [{ text: name === null ? email : `${name} <${email}>`, kind: 'text' }] }
      }
    }
  }
}

function judgeRow(
  row: TableRow,
  context: Context,
  duplicates: Duplicates | null,
): JudgedRow<ParticipantValue> {
  const { sheet, row: number } = row
  const locale = context.options.locale ?? 'nb'
  const findings = new Findings()
  if (row.skip !== null) {
    findings.add(row.skip, 'note')
    return {
      sheet,
      row: number,
      result: 'skip',
      reasons: findings.reasons(locale),
      cells: textsOf(row),
      value: null,
    }
  }
  const value = participantOf(row, context, findings)
  if (value !== null) {
    const there =
      context.options.members?.get(value.email)?.filter(each => each.unitId === value.unit_id) ?? []
    const isHeld = there.some(each => each.role === value.role)
    // Somebody with two roles at a unit has two rows in our own export.
    const same = `${value.email} ${value.unit_id} ${isHeld ? value.role : ''}`
    const before = duplicates?.before(same, number)
    if (before !== undefined) findings.add('duplicate', 'warn', { row: String(before) })
    if (there.length > 0) findings.add('already_there', isHeld ? 'note' : 'warn')
  }
  return {
    sheet,
    row: number,
    result: findings.result,
    reasons: findings.reasons(locale),
    cells: textsOf(row),
    value,
  }
}

function participantOf(row: TableRow, context: Context, findings: Findings): ParticipantValue | null {
  const { cells } = row
  noteCells(cells, findings)
  const { email, name: beside } = readAddress(row, findings)
  if (email === null && !findings.has('error')) findings.add('email_missing', 'error')
  const unit = findUnit(row, context, findings)
  const both = [cells.first_name?.text, cells.last_name?.text].filter(Boolean).join(' ')
  const written = cells.name?.text ?? ''
  const said = [written.includes('@') ? '' : written, both, beside ?? ''].find(text => text !== '')
  const name = said ?? nameFromAddress(email ?? '')
  if (said === undefined && email !== null)
    findings.add('name_missing', name === '' ? 'error' : 'warn', { name })
  const held = context.options.members?.get(email ?? '')?.filter(each => each.unitId === unit?.id) ?? []
  const role = roleOf(cells.role?.text ?? '', held, findings)
  if (findings.has('error') || email === null || unit === null) return null
  return { name, email, role, unit_id: unit.id, unit_name: unit.names[0] ?? '', key: cells.key?.text ?? null }
}

/** Several people in one row cannot be told apart: which name is whose? */
function readAddress({ cells }: TableRow, findings: Findings): { email: string | null; name: string | null } {
  const written = cells.name?.text ?? ''
  const [inName] = cells.email?.text ? [] : isAddress(written) ? [] : addressesIn(written)
  const found = inName === undefined ? readEmail(cells.email, findings) : { ...inName, count: 1 }
  if (found.count > 1) findings.raise('email_several')
  return found
}

/** A role that a list cannot give is kept by those who hold it: our own export names it. */
function roleOf(text: string, held: readonly { role: Role }[], findings: Findings): Role {
  const isCoordinator = /koordinator|coordinator/i.test(text)
  if (isCoordinator && held.some(({ role }) => role === 'municipality_coordinator'))
    return 'municipality_coordinator'
  const read = readRole(text)
  const role = read ?? 'teacher'
  if (text === '') findings.add('role_assumed', 'quiet', { role: `@roles.${role}` })
  else if (read === undefined || isCoordinator)
    findings.add('role_unknown', 'warn', { text, role: `@roles.${role}` })
  return role
}

/** By our own key, by number, by name; a row that names no unit is about the municipality, or the list's own unit. */
function findUnit(row: TableRow, context: Context, findings: Findings): KnownUnit | null {
  const { cells } = row
  const { units, options, names, scope } = context
  const orgNumber = readOrgNumber(cells.org_number, options.country, findings)
  const name = cells.unit_name?.text ?? ''
  const own = units.withId(cells.key?.text ?? '')
  if (own !== undefined && isStill(own, name, orgNumber, units)) return own
  const numbered = orgNumber === null ? undefined : units.numbered(orgNumber)
  if (numbered !== undefined) {
    const isSame = name === '' || units.named(name, null).includes(numbered)
    if (!isSame) findings.add('name_mismatch', 'warn', { text: name, name: numbered.names[0] ?? '' })
    return numbered
  }
  if (findings.has('error')) return null
  const saysPlace = [cells.municipality_code, cells.municipality_name].some(cell => (cell?.text ?? '') !== '')
  const county = cells.county_code ?? cells.county_name
  const said = {
    code: cells.municipality_code,
    name: cells.municipality_name,
    county,
    registered: null,
    scope,
  }
  const place = saysPlace ? resolvePlace(said, names, findings) : null
  if (saysPlace && place === null) return null
  if (name === '' && orgNumber === null) return unnamed(place?.code ?? null, context, findings)
  const [unit, another] = units.named(name, place?.code ?? null)
  if (unit !== undefined && another === undefined) return unit
  const text = name === '' ? (orgNumber ?? '') : name
  findings.add(another === undefined ? 'unit_unknown' : 'unit_ambiguous', 'error', { text })
  return null
}

/** A row that somebody copied to write another unit into bears the key of the first. */
function isStill(own: KnownUnit, name: string, orgNumber: string | null, units: KnownUnits): boolean {
  const isNumber = orgNumber === null || own.orgNumber === null || orgNumber === own.orgNumber
  return isNumber && (name === '' || units.named(name, null).includes(own))
}

function unnamed(code: string | null, { units, options }: Context, findings: Findings): KnownUnit | null {
  const unit = code === null ? units.withId(options.defaultUnitId ?? '') : units.municipality(code)
  if (unit === undefined)
    findings.add(code === null ? 'unit_missing' : 'unit_unknown', 'error', { text: code ?? '' })
  else if (code !== null) findings.add('municipality_only', 'warn', { name: unit.names[0] ?? '' })
  return unit ?? null
}
