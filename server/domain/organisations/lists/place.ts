import type { MunicipalityEntry } from '../registry/lookup'
import type { CleanCell } from './clean'
import { countiesSaid, liesIn } from './counties'
import type { Findings } from './findings'
import type { NamedPlaces, PlaceNames } from './places'

/** What a row says about where it lies. */
export interface PlaceSaid {
  code: CleanCell | undefined
  name: CleanCell | undefined
  county: CleanCell | undefined
  /** Municipality in which the register has the unit, a code in force. */
  registered: string | null
  /** Where the list as a whole lies, when that is known. */
  scope: readonly string[] | null
}

interface Code {
  entry: MunicipalityEntry
  text: string
}

/**
 * The municipality in force that a row means. Code, name and organisation number must agree; what has ended is followed
 * to what stands there today, and where it was divided the other two decide, or nobody does.
 */
export function resolvePlace(
  said: PlaceSaid,
  names: PlaceNames,
  findings: Findings,
): MunicipalityEntry | null {
  const read = readCells(said, names, findings)
  const named = read.name === '' ? null : names.find(read.name)
  const counties =
    said.county === undefined ? [] : countiesSaid(said.county.text, names.country, names.register)
  const context = { ...said, counties, names, findings, nameText: read.name, hasCode: read.code !== null }
  if (findings.has('error')) return null
  if (read.code !== null) return byCode(read.code, named, context)
  if (named !== null && named.entries.length > 0) return byName(named, context)
  return byRegister(context)
}

type Context = PlaceSaid & {
  counties: string[]
  names: PlaceNames
  findings: Findings
  nameText: string
  hasCode: boolean
}

const label = (entry: MunicipalityEntry | null): string =>
  entry === null ? '' : `${entry.code} ${entry.name}`

/** Codes stand in the column of names and names in that of codes, and sometimes both in one cell: "2025 Tana". */
function readCells(
  { code: codeCell, name: nameCell }: PlaceSaid,
  names: PlaceNames,
  findings: Findings,
): { code: Code | null; name: string } {
  const parts = { code: split(codeCell?.text ?? ''), name: split(nameCell?.text ?? '') }
  const nameText = parts.name.rest === '' ? parts.code.rest : parts.name.rest
  const digits = parts.code.digits ?? parts.name.digits
  const name = digits === null ? (nameCell?.text ?? parts.code.rest) || parts.code.rest : nameText
  if (codeCell?.kind === 'date') {
    findings.add('date_in_code', name === '' ? 'error' : 'warn', { text: codeCell.text })
    return { code: null, name }
  }
  const { register, country } = names
  const entry = digits === null ? null : register.municipality(digits, country)
  if (digits === null || entry === null) {
    const text = codeCell?.text ?? ''
    if (text !== '' && /\d/.test(text)) findings.add('municipality_unknown', 'error', { text })
    return { code: null, name }
  }
  if (digits.length === 3 && country !== 'dk')
    findings.add('leading_zero', 'note', { text: digits, code: entry.code })
  return { code: { entry, text: digits }, name }
}

function split(text: string): { digits: string | null; rest: string } {
  const bare = text.replace(/^(\d+)[.,]0+$/, '$1')
  const found = /(?<!\d)\d{3,4}(?!\d)/.exec(bare)
  if (found === null) return { digits: null, rest: /\p{L}/u.test(bare) ? bare : '' }
  const rest = bare
    .replace(found[0], ' ')
    .replace(/[()[\]=@"]|^[\s:–-]+|[\s:–-]+$/g, ' ')
    .trim()
  const isName = /\p{L}{2}/u.test(rest) && !/^(?:nr|kommunenr|k|no|knr)\W*$/i.test(rest)
  return { digits: found[0], rest: isName ? rest : '' }
}

function byCode(
  { entry, text }: Code,
  named: NamedPlaces | null,
  context: Context,
): MunicipalityEntry | null {
  const { names, findings, nameText } = context
  let codes = codesOf(entry, names)
  if (named !== null && named.entries.length > 0) {
    const same = named.entries.flatMap(each => codesOf(each, names)).filter(code => codes.includes(code))
    if (same.length === 0) {
      conflict(findings, ['name', named.entries[0] ?? null], ['code', entry])
      return null
    }
    codes = [...new Set(same)]
  } else if (nameText !== '') findings.add('municipality_unknown', 'warn', { text: nameText })
  const place = choose(codes, entry, context)
  if (place === null) return null
  if (!names.register.isInForce(entry)) superseded('superseded_code', entry, place, findings)
  else if (named !== null) {
    const [best] = named.entries
    if (best !== undefined && !named.entries.some(each => each.code === place.code)) {
      superseded('superseded_name', best, place, findings)
    }
  } else if (context.name?.text === '' && nameText === '') {
    const level = context.name.error === null ? 'quiet' : 'warn'
    findings.add('municipality_name_missing', level, { code: place.code })
  }
  // Nothing else on the row says that the zero was meant.
  if (text.length === 3 && named === null && context.registered === null && names.country !== 'dk') {
    findings.raise('leading_zero')
  }
  return place
}

function byName(named: NamedPlaces, context: Context): MunicipalityEntry | null {
  const { names, findings, nameText: text, registered } = context
  const fitting = narrowed(named.entries, context)
  const [best] = fitting
  if (best === undefined) return null
  if (fitting.length > 1) {
    const candidates = named.entries.map(label).join(', ')
    findings.add(named.how === 'exact' ? 'municipality_ambiguous' : 'municipality_unknown', 'error', {
      text,
      candidates,
    })
    return null
  }
  const place = choose(codesOf(best, names), best, context)
  if (place === null) return null
  const values = { text, code: place.code, name: place.name }
  if (named.how === 'lost') findings.add('lost_character', 'warn', values)
  else if (named.how === 'fuzzy') findings.add('name_fuzzy', 'warn', values)
  else if (named.how === 'variant') findings.add('name_variant', 'warn', values)
  if (!names.register.isInForce(best)) superseded('superseded_name', best, place, findings)
  else if (named.how === 'exact') findings.add('code_from_name', 'quiet', values)
  if (named.entries.length > 1 && registered === null && context.counties.length === 0) {
    const candidates = named.entries.map(label).join(', ')
    findings.add('municipality_ambiguous', 'warn', { text, candidates, suggestion: label(place) })
  }
  return place
}

function byRegister({
  names,
  findings,
  nameText,
  registered,
  name,
  scope,
}: Context): MunicipalityEntry | null {
  const place = registered === null ? null : names.register.municipality(registered, names.country)
  if (place !== null) {
    if (nameText !== '') findings.add('municipality_unknown', 'warn', { text: nameText })
    const level = nameText === '' && (name?.error ?? null) === null ? 'note' : 'warn'
    findings.add('code_from_org_number', level, { code: place.code, name: place.name })
    return place
  }
  const only = scope?.length === 1 ? names.register.municipality(scope[0] ?? '', names.country) : null
  if (nameText === '' && only !== null) return only
  if (nameText !== '') findings.add('municipality_unknown', 'error', { text: nameText })
  else findings.add('municipality_missing', 'error')
  return null
}

/** Of the places in question the one that the register, the county or the list speaks for. */
function choose(
  codes: readonly string[],
  from: MunicipalityEntry,
  context: Context,
): MunicipalityEntry | null {
  const { names, findings, registered } = context
  const places = codes.flatMap(code => names.register.municipality(code, names.country) ?? [])
  if (registered !== null) {
    const there = places.find(each => each.code === registered)
    if (there !== undefined) return there
    const other = names.register.municipality(registered, names.country)
    conflict(
      findings,
      [names.register.isInForce(from) ? 'code' : 'name', places[0] ?? from],
      ['register', other],
    )
    return null
  }
  const [only] = places
  if (only !== undefined && places.length === 1) return only
  const candidates = places.map(label).join(', ')
  findings.add('successor_ambiguous', 'error', { old: from.code, oldName: from.name, candidates })
  return null
}

function narrowed(
  entries: readonly MunicipalityEntry[],
  { names, registered, counties, scope }: Context,
): MunicipalityEntry[] {
  const now = (entry: MunicipalityEntry): MunicipalityEntry[] =>
    codesOf(entry, names).flatMap(code => names.register.municipality(code, names.country) ?? [])
  const tests: ((place: MunicipalityEntry) => boolean)[] = [
    place => place.code === registered,
    place => liesIn(place, counties),
    place => scope !== null && (scope.includes(place.code) || liesIn(place, scope)),
  ]
  let left = [...entries]
  for (const test of tests) {
    const fitting = left.filter(entry => now(entry).some(test))
    if (left.length > 1 && fitting.length > 0) left = fitting
  }
  return left
}

const codesOf = (entry: MunicipalityEntry, { register, country }: PlaceNames): string[] =>
  register.standing(entry.code, country)?.codes ?? []

function superseded(
  code: 'superseded_code' | 'superseded_name',
  old: MunicipalityEntry,
  now: MunicipalityEntry,
  findings: Findings,
): void {
  findings.add(code, 'warn', { old: old.code, oldName: old.name, code: now.code, name: now.name })
}

type Side = [who: 'name' | 'code' | 'register', place: MunicipalityEntry | null]

function conflict(findings: Findings, [one, place]: Side, [other, elsewhere]: Side): void {
  findings.add('name_code_conflict', 'error', {
    one: `@conflict.${one} ${label(place)}`,
    other: `@conflict.${other} ${label(elsewhere)}`,
  })
}
