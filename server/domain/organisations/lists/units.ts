import { fold } from '../registry/fold'
import type { MunicipalityEntry, Register } from '../registry/lookup'
import { cleanCell } from './clean'
import type { Cells, Field, JudgedRow, JudgeOptions, SheetRow, UnitValue } from './contract'
import { currentCounties, liesIn } from './counties'
import { Findings } from './findings'
import { looksOf } from './looks'
import { OwnRows } from './own-rows'
import { PlaceNames } from './places'
import { readTable, type TableRow } from './table'
import { judgeUnitRow, type RowCells, type RowContext } from './unit-row'

/**
 * Judges a list of units row by row; rows come out in the order of the list. Where it is said what the list is about
 * (`within`), nothing is held back; else the rows are, until it is known in which county most of them lie.
 */
export async function* judgeUnits(
  rows: AsyncIterable<SheetRow>,
  register: Register,
  options: JudgeOptions,
): AsyncGenerator<JudgedRow<UnitValue>> {
  const names = new PlaceNames(register, options.country)
  const table = readTable('units', rows, looksOf(names), options.remembered)
  const duplicates = new Duplicates()
  const own = ownRows(options)
  if (options.within !== undefined) {
    const context = { names, options, own, scope: scopeOf(options.within, register) }
    for await (const row of table) yield judgeRow(row, context, duplicates)
    return
  }
  const held: Held[] = []
  const context = { names, options, own, scope: null }
  for await (const row of table) held.push(hold(row, context))
  const settled = { names, options, own, scope: usualCounty(held) }
  for (const { row, again, value, findings } of held) {
    if (again !== null) yield judgeRow(again, settled, duplicates)
    else yield finished(row, value, findings, settled, duplicates)
  }
}

/** A row that waits for the others: judged, or kept as it is because where the list lies may decide about it. */
interface Held {
  row: Told
  again: TableRow | null
  value: UnitValue | null
  findings: Findings
}

function hold(table: TableRow, context: RowContext): Held {
  const row = { sheet: table.sheet, row: table.row, cells: textsOf(table) }
  const findings = new Findings()
  if (table.skip !== null) return { row, again: table, value: null, findings }
  const value = judgeUnitRow(table, context, findings)
  const isOpen = findings.found('municipality_ambiguous') || findings.found('municipality_unknown')
  return { row, again: isOpen ? table : null, value, findings }
}

/** A row that a person has corrected, by itself: whether another row says the same is not looked at. */
export function judgeOneUnit(
  cells: Cells,
  register: Register,
  options: JudgeOptions,
): Omit<JudgedRow<UnitValue>, 'sheet' | 'row'> {
  const names = new PlaceNames(register, options.country)
  const scope = options.within === undefined ? null : scopeOf(options.within, register)
  const context = { names, options, own: ownRows(options), scope }
  const { sheet: _sheet, row: _row, ...judged } = judgeRow(rowOf(cells), context, null)
  return judged
}

const ownRows = ({ own }: JudgeOptions): OwnRows | null => (own === undefined ? null : new OwnRows(own))

/** Cells that a person wrote, as a row of a list that has exactly these columns. */
export function rowOf(cells: Cells): TableRow {
  const entries = Object.entries(cells) as [Field, string][]
  return {
    sheet: null,
    row: 1,
    skip: null,
    cells: Object.fromEntries(entries.map(([field, text]) => [field, cleanCell({ text, kind: 'text' })])),
    columns: new Set(entries.map(([field]) => field)),
  }
}

export function textsOf(row: RowCells): Cells {
  return Object.fromEntries(
    Object.entries(row.cells).map(([field, cell]) => [field, cell.error ?? cell.text]),
  )
}

function judgeRow(table: TableRow, context: RowContext, duplicates: Duplicates | null): JudgedRow<UnitValue> {
  const row = { sheet: table.sheet, row: table.row, cells: textsOf(table) }
  const findings = new Findings()
  if (table.skip === null) {
    const value = judgeUnitRow(table, context, findings)
    return finished(row, value, findings, context, duplicates)
  }
  findings.add(table.skip, 'note')
  const reasons = findings.reasons(context.options.locale ?? 'nb')
  return { ...row, result: 'skip', reasons, value: null }
}

type Told = Pick<JudgedRow<UnitValue>, 'sheet' | 'row' | 'cells'>

/** What can be said only beside the other rows: that it lies elsewhere, that it stood there before. */
function finished(
  row: Told,
  value: UnitValue | null,
  findings: Findings,
  context: RowContext,
  duplicates: Duplicates | null,
): JudgedRow<UnitValue> {
  if (value !== null) {
    // A row of our own export is about what is in reach, and has a contact of its own.
    const isOwn = context.own !== null && value.key !== null
    if (!isOwn) compareCounty(value, context, findings)
    const before = findings.has('error') ? undefined : duplicates?.before(duplicateKey(value), row.row)
    if (before !== undefined && !isOwn) findings.add('duplicate', 'warn', { row: String(before) })
  }
  const { result } = findings
  const reasons = findings.reasons(context.options.locale ?? 'nb')
  return { ...row, result, reasons, value: result === 'error' ? null : value }
}

/** What makes two rows the same unit. */
function duplicateKey(value: UnitValue): string {
  const { org_number, municipality_code, county_code, unit_type, unit_name } = value
  return org_number ?? [municipality_code ?? county_code, unit_type, fold(unit_name ?? '')].join(' ')
}

/** Remembers the row in which something stood first. */
export class Duplicates {
  readonly #rows = new Map<string, number>()

  before(key: string, row: number): number | undefined {
    const first = this.#rows.get(key)
    if (first === undefined) this.#rows.set(key, row)
    return first
  }
}

function compareCounty(value: UnitValue, { names, options, scope }: RowContext, findings: Findings): void {
  const place = names.register.municipality(value.municipality_code ?? '', options.country)
  if (scope === null) return
  const isInside = place === null ? scope.includes(value.county_code ?? '') : isWithin(place, scope)
  if (isInside) return
  findings.add('outside_county', options.outside ?? 'warn', {
    code: value.municipality_code ?? value.county_code ?? '',
    name: value.municipality_name ?? value.county_name ?? '',
    county: value.county_name ?? '',
  })
}

export const isWithin = (place: MunicipalityEntry, scope: readonly string[]): boolean =>
  scope.includes(place.code) || liesIn(place, scope)

/** Codes of today for the counties and municipalities that were said. */
export function scopeOf(within: readonly string[], register: Register): string[] {
  const now = within.flatMap(code => {
    if (code.length > 2) return register.standing(code)?.codes ?? [code]
    const counties = currentCounties(code, register)
    return counties.length > 0 ? counties : [code]
  })
  return [...new Set(now)]
}

/** The county in which more than half of the rows lie; null if there is none: then none is outside. */
function usualCounty(rows: readonly Held[]): string[] | null {
  const times = new Map<string, number>()
  let all = 0
  for (const { value } of rows) {
    const county = value?.county_code ?? value?.county_name ?? null
    if (county === null) continue
    all++
    times.set(county, (times.get(county) ?? 0) + 1)
  }
  const [most] = [...times].sort(([, a], [, b]) => b - a)
  return most !== undefined && most[1] * 2 > all ? [most[0]] : null
}
