import { fold } from '../registry/fold'
import type { MunicipalityEntry, Register, UnitEntry } from '../registry/lookup'
import type { UnitKind } from '../schema'
import type { CleanCell } from './clean'
import { currentCounties } from './counties'
import type { Field, JudgeOptions, UnitValue } from './contract'
import { addressesIn, readEmail } from './email'
import type { Findings } from './findings'
import { readOrgNumber } from './org-number'
import { compareOwnContact, readOwnUnit, type OwnRow, type OwnRows } from './own-rows'
import { resolvePlace } from './place'
import type { PlaceNames } from './places'
import { sameName } from './unit-name'
import { readOwnerType, readUnitType, typeOfName } from './unit-type'

export interface RowContext {
  names: PlaceNames
  options: JudgeOptions
  /** Keys of counties and codes of municipalities in which the list lies. */
  scope: readonly string[] | null
  /** Null where nobody knows what is there already. */
  own: OwnRows | null
}

export interface RowCells {
  cells: Partial<Record<Field, CleanCell>>
  columns: ReadonlySet<Field>
}

const LONGEST_NAME = 200

/** What a row about a unit would store; null with an error among the findings. */
export function judgeUnitRow(row: RowCells, context: RowContext, findings: Findings): UnitValue | null {
  const { names, scope } = context
  const { register, country } = names
  const { cells } = row
  noteCells(cells, findings)
  const orgNumber = readOrgNumber(cells.org_number, country, findings)
  const isWrong = findings.has('error')
  const ownRow = context.own?.find(cells, orgNumber) ?? null
  if (ownRow !== null) return judgeOwnRow(row, ownRow, orgNumber, context, findings)
  const entry = orgNumber === null || country !== 'no' ? null : register.unit(orgNumber)
  const kindSaid = readUnitType(cells.unit_type?.text ?? '')
  const isCounty = isAboutCounty(row, kindSaid)
  const registered = entry === null ? null : (register.standing(entry.municipalityCode)?.codes[0] ?? null)
  const place =
    isWrong || isCounty ? null : resolvePlace(placeSaid(cells, registered, scope), names, findings)
  const contact = readContact(row, findings)
  if (isWrong) suggestNumber(cells, names, findings)
  const county = isCounty ? readCounty(cells, register, findings) : null
  const unit = place === null ? null : readUnit(row, place, entry, orgNumber, kindSaid, context, findings)
  if (findings.has('error')) return null
  const own = { ...contact, key: context.own === null ? (cells.key?.text ?? null) : null }
  if (county !== null)
    return { ...NO_PLACE, ...county, unit_name: null, unit_type: 'county', ...own, org_number: orgNumber }
  if (place === null || unit === null) return null
  return { ...placeValue(place), ...unit, ...own }
}

/** A row of our own export: what is not changed in it is as it was, whatever a register says of it. */
function judgeOwnRow(
  row: RowCells,
  own: OwnRow,
  orgNumber: string | null,
  { names }: RowContext,
  findings: Findings,
): UnitValue | null {
  const unit = readOwnUnit(row.cells, own, orgNumber, readUnitType(row.cells.unit_type?.text ?? ''), findings)
  const contact = readContact(row, findings, own)
  compareOwnContact(own, contact, findings)
  if (findings.has('error')) return null
  const place = names.register.municipality(own.unit.place?.code ?? '', names.country)
  return {
    ...(place === null ? { ...NO_PLACE, county_code: null, county_name: null } : placeValue(place)),
    ...unit,
    ...contact,
    key: own.key,
  }
}

const NO_PLACE = { municipality_code: null, municipality_name: null, owner_type: null }

const placeValue = (place: MunicipalityEntry) => ({
  municipality_code: place.code,
  municipality_name: place.name,
  county_code: place.county?.code ?? null,
  county_name: place.county?.name ?? null,
})

function placeSaid(cells: RowCells['cells'], registered: string | null, scope: readonly string[] | null) {
  const county = cells.county_code?.text ? cells.county_code : cells.county_name
  return { code: cells.municipality_code, name: cells.municipality_name, county, registered, scope }
}

/** What had to be done to the cells before they could be read. */
export function noteCells(cells: RowCells['cells'], findings: Findings): void {
  for (const cell of Object.values(cells)) {
    if (cell.error !== null) findings.add('cell_error', 'warn', { text: cell.error || '=' })
    if (cell.formula === 'text') findings.add('formula_text', 'warn', { text: cell.text })
    if (cell.formula === 'cached') findings.add('formula_cached_value', 'note')
    if (cell.repaired) findings.add('encoding_repaired', 'note', { text: cell.text })
    if (cell.trimmed) findings.add('trimmed', 'quiet')
    if (cell.text.length > LONGEST_NAME) {
      const values = { length: String(cell.text.length), most: String(LONGEST_NAME) }
      findings.add('too_long', 'error', values)
    }
  }
}

function isAboutCounty({ cells }: RowCells, kind: UnitKind | null | undefined): boolean {
  const filled = [cells.unit_name, cells.municipality_name, cells.municipality_code].some(
    cell => (cell?.text ?? '') !== '',
  )
  const county = `${cells.county_code?.text ?? ''}${cells.county_name?.text ?? ''}`
  return county !== '' && (kind === 'county' || (kind === undefined && !filled))
}

function readCounty(cells: RowCells['cells'], register: Register, findings: Findings) {
  const digits = /\d{1,2}/.exec(cells.county_code?.text ?? cells.county_name?.text ?? '')?.[0]
  const name = cells.county_name?.text ?? ''
  const asked = digits === undefined ? register.countiesNamed(name).map(each => each.code ?? '') : [digits]
  const codes = [...new Set(asked.flatMap(code => currentCounties(code, register)))]
  const county = codes.length === 1 ? register.county(codes[0] ?? '') : null
  if (county === null) {
    findings.add('county_unknown', 'error', { text: name === '' ? (digits ?? '') : name })
    return null
  }
  findings.add('county_only', 'warn', { name: county.name })
  return { county_code: county.code, county_name: county.name }
}

function readContact({ cells, columns }: RowCells, findings: Findings, own: OwnRow | null = null) {
  const inName = cells.email?.text ? [] : addressesIn(cells.contact_name?.text ?? '')
  const { email, name } = inName[0] ?? readEmail(cells.email, findings)
  const isMissing = email === null && columns.has('email') && own === null
  if (isMissing && !findings.has('error')) findings.add('email_missing', 'warn')
  const both = [cells.first_name?.text, cells.last_name?.text].filter(Boolean).join(' ')
  const said = inName.length > 0 ? '' : (cells.contact_name?.text ?? '')
  return { email, contact_name: [said, both, name ?? ''].find(text => text !== '') ?? null }
}

/** A mistyped number of a school that the register knows by its name. */
function suggestNumber(cells: RowCells['cells'], names: PlaceNames, findings: Findings): void {
  const code = names.register.standing(cells.municipality_code?.text ?? '', names.country)?.codes[0]
  const places =
    code === undefined
      ? names.find(cells.municipality_name?.text ?? '').entries.map(each => each.code)
      : [code]
  const found = places.flatMap(each => names.register.unitsNamed(each, cells.unit_name?.text ?? ''))
  if (found.length === 1 && found[0] !== undefined)
    findings.tell('org_number_check_digit', { suggestion: found[0].orgNumber })
}

function readUnit(
  { cells, columns }: RowCells,
  place: MunicipalityEntry,
  entry: UnitEntry | null,
  orgNumber: string | null,
  kindSaid: UnitKind | null | undefined,
  { names }: RowContext,
  findings: Findings,
) {
  const name = cells.unit_name?.text ?? ''
  const isMunicipality =
    kindSaid === 'municipality' || (name === '' && entry === null && kindSaid === undefined)
  const ownerSaid = readOwnerType(cells.owner_type?.text ?? '')
  if (isMunicipality && entry === null) {
    findings.add('municipality_only', 'warn', { name: place.name })
    return { unit_name: null, unit_type: 'municipality' as const, owner_type: null, org_number: orgNumber }
  }
  if (name === '' && entry === null) {
    findings.add('unit_missing', 'error')
    return null
  }
  const unit = entry ?? byName(name, place, orgNumber, names, findings)
  if (entry !== null) compareName(name, entry, findings)
  const kind = readKind(cells.unit_type?.text ?? '', kindSaid, name, unit, findings)
  if (names.country === 'no' && unit === null && (kind === 'school' || kind === 'kindergarten')) {
    if (orgNumber !== null) findings.add('org_number_unknown', 'warn', { number: orgNumber })
    else if (columns.has('org_number')) findings.add('org_number_missing', 'warn')
  }
  return {
    unit_name: unit?.name ?? name,
    unit_type: kind,
    owner_type: unit?.ownerType ?? ownerSaid,
    org_number: orgNumber ?? unit?.orgNumber ?? null,
  }
}

/** A unit without a number, found in the register by its full name; one letter aside is not enough. */
function byName(
  name: string,
  place: MunicipalityEntry,
  orgNumber: string | null,
  names: PlaceNames,
  findings: Findings,
) {
  if (orgNumber !== null || names.country !== 'no') return null
  const [found, another] = names.register
    .unitsNamed(place.code, name)
    .filter(each => fold(each.name) === fold(name))
  if (found === undefined || another !== undefined) return null
  findings.add('org_number_from_name', 'note', { number: found.orgNumber })
  return found
}

function compareName(name: string, { name: registered }: UnitEntry, findings: Findings): void {
  if (name === '') return
  const how = sameName(name, registered)
  const values = { text: name, name: registered }
  if (how === 'lost') findings.add('lost_character', 'warn', values)
  else if (how === 'part') findings.add('name_variant', 'note', values)
  else if (how === 'other') findings.add('name_mismatch', 'warn', values)
}

function readKind(
  text: string,
  said: UnitKind | null | undefined,
  name: string,
  unit: UnitEntry | null,
  findings: Findings,
): UnitKind {
  if (said === null || (said === undefined && text !== '')) {
    findings.add('unit_type_unknown', 'warn', { text })
    return unit?.kind ?? typeOfName(name) ?? 'school'
  }
  if (said !== undefined) {
    if (unit !== null && unit.kind !== said && (said === 'school' || said === 'kindergarten')) {
      findings.add('unit_type_mismatch', 'warn', { text, kind: `@kinds.${unit.kind}` })
      return unit.kind
    }
    return said
  }
  const guessed = unit?.kind ?? typeOfName(name)
  if (guessed === null) findings.add('unit_type_unknown', 'warn', { text: name })
  return guessed ?? 'school'
}
