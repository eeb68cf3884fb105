import type { Numbered } from './identity'
import type { CountyRow, MunicipalityRow, Period } from './rows'

/** "Owns" from the parent to the child; both as `system:code`. */
export interface PlannedRelation extends Period {
  parent: string
  child: string
}

export interface PlannedSuccession {
  from: string
  to: string
  kind: 'merged' | 'split' | 'partial'
  date: string
}

type UnitOf = ReadonlyMap<string, string>
type System = 'no-county' | 'no-municipality'

/** Each municipality in the county of the time; a period goes on through a renumbering within the county. */
export function placeInCounty(rows: readonly MunicipalityRow[], unitOf: UnitOf): PlannedRelation[] {
  const all = [...rows]
    .sort((a, b) => ((a.validFrom ?? '') < (b.validFrom ?? '') ? -1 : 1))
    .map(row => ({
      parent: `no-county:${row.countyCode}`,
      child: `no-municipality:${unitOf.get(row.code) ?? row.code}`,
      validFrom: row.validFrom,
      validTo: row.validTo,
    }))
  const going = new Map<string, PlannedRelation>()
  const joined: PlannedRelation[] = []
  for (const relation of all) {
    const last = going.get(relation.child)
    if (last?.parent === relation.parent && last.validTo === relation.validFrom) {
      last.validTo = relation.validTo
    } else {
      joined.push(relation)
      going.set(relation.child, relation)
    }
  }
  return joined
}

/**
 * What became of what in the reforms. Whoever took over a whole unit owns it from that day on, so that its history stays
 * in sight of whoever answers for it now, until it is set up again. What was split is handed to nobody: a municipality
 * stays with its county.
 */
export function reforms({
  counties,
  countyUnits,
  municipalities,
  municipalityUnits,
}: {
  counties: readonly CountyRow[]
  countyUnits: UnitOf
  municipalities: readonly MunicipalityRow[]
  municipalityUnits: UnitOf
}): { relations: PlannedRelation[]; successions: PlannedSuccession[] } {
  const ofCounties = ofSystem('no-county', counties, countyUnits, () => null)
  const ofMunicipalities = ofSystem(
    'no-municipality',
    municipalities,
    municipalityUnits,
    row => `no-county:${row.countyCode}`,
  )
  return {
    relations: [...ofCounties.relations, ...ofMunicipalities.relations],
    successions: [
      ...ofCounties.successions,
      ...ofMunicipalities.successions,
      ...partial(counties, countyUnits, municipalities),
    ],
  }
}

function ofSystem<T extends Numbered>(
  system: System,
  rows: readonly T[],
  unitOf: UnitOf,
  keeper: (row: T) => string | null,
): { relations: PlannedRelation[]; successions: PlannedSuccession[] } {
  const relations: PlannedRelation[] = []
  const successions: PlannedSuccession[] = []
  for (const row of rows) {
    const date = row.validTo
    if (date === null) continue
    const unit = unitOf.get(row.code) ?? row.code
    const others = new Set(row.successors.map(code => unitOf.get(code) ?? code))
    const goesOn = others.delete(unit)
    const kind = !goesOn && others.size === 1 ? 'merged' : 'split'
    for (const to of others) {
      successions.push({ from: `${system}:${unit}`, to: `${system}:${to}`, kind, date })
    }
    if (goesOn) continue
    const [heir] = others
    const parent = kind === 'merged' && heir !== undefined ? `${system}:${heir}` : keeper(row)
    if (parent === null) continue
    relations.push({
      parent,
      child: `${system}:${unit}`,
      validFrom: date,
      validTo: again(rows, unitOf, unit, date),
    })
  }
  return { relations, successions }
}

/** The day on which a unit that ended was set up again, if it was. */
function again(rows: readonly Numbered[], unitOf: UnitOf, unit: string, ended: string): string | null {
  const days = rows
    .filter(row => unitOf.get(row.code) === unit && row.validFrom !== null && row.validFrom > ended)
    .map(row => row.validFrom ?? '')
  return days.sort()[0] ?? null
}

/** Municipalities that went to a county which did not take over theirs as a whole. */
function partial(
  counties: readonly CountyRow[],
  countyUnits: UnitOf,
  municipalities: readonly MunicipalityRow[],
): PlannedSuccession[] {
  const byCode = new Map(municipalities.map(row => [row.code, row]))
  const countyOf = new Map(counties.map(row => [row.code, row]))
  const found = new Map<string, PlannedSuccession>()
  for (const row of municipalities) {
    const from = countyOf.get(row.countyCode)
    for (const next of row.successors) {
      const to = byCode.get(next)?.countyCode
      if (from === undefined || to === undefined || row.validTo === null) continue
      if (!from.partialSuccessors.includes(to)) continue
      const one = {
        from: `no-county:${countyUnits.get(from.code) ?? from.code}`,
        to: `no-county:${countyUnits.get(to) ?? to}`,
        kind: 'partial' as const,
        date: row.validTo,
      }
      found.set(`${one.from} ${one.to} ${one.date}`, one)
    }
  }
  return [...found.values()]
}
