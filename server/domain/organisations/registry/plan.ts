import type { CodeSystem, UnitKind } from '../schema'
import { identities } from './identity'
import { countyNames, municipalityNames, type PlannedName } from './plan-names'
import { placeInCounty, reforms, type PlannedRelation, type PlannedSuccession } from './plan-tree'
import type { Country, Lists, Period } from './rows'

export interface PlannedCode extends Period {
  system: CodeSystem
  code: string
}

/** A unit as the registers know it: one identity with all numbers and names it has had. */
export interface PlannedUnit extends Period {
  kind: UnitKind
  country: Country
  codes: PlannedCode[]
  names: PlannedName[]
}

/** What the tables should say, once these lists are in them. Units are referred to by `system:code` of any of their codes. */
export interface Plan {
  units: PlannedUnit[]
  relations: PlannedRelation[]
  successions: PlannedSuccession[]
}

/** From rows about numbers to units with an identity. Pure. */
export function plan(lists: Partial<Lists>): Plan {
  const counties = lists['no-counties'] ?? []
  const municipalities = lists['no-municipalities'] ?? []
  const neighbours = [
    ...ofNeighbour('se', lists['se-municipalities'] ?? []),
    ...ofNeighbour('dk', lists['dk-municipalities'] ?? []),
  ]
  const countyUnits = identities(counties)
  const municipalityUnits = identities(municipalities)
  const reformed = reforms({ counties, countyUnits, municipalities, municipalityUnits })
  return {
    units: [
      ...together(counties, countyUnits, rows => ({
        kind: 'county',
        system: 'no-county',
        names: countyNames(rows),
      })),
      ...together(municipalities, municipalityUnits, rows => ({
        kind: 'municipality',
        system: 'no-municipality',
        names: municipalityNames(
          rows,
          lists['no-municipality-names'] ?? [],
          lists['no-municipality-changes'] ?? [],
        ),
      })),
      ...neighbours.map(({ unit }) => unit),
    ],
    relations: [
      ...placeInCounty(municipalities, municipalityUnits),
      ...neighbours.flatMap(({ relation }) => (relation === null ? [] : [relation])),
      ...reformed.relations,
    ],
    successions: reformed.successions,
  }
}

function together<T extends Period & { code: string }>(
  rows: readonly T[],
  unitOf: ReadonlyMap<string, string>,
  as: (rows: T[]) => { kind: UnitKind; system: CodeSystem; names: PlannedName[] },
): PlannedUnit[] {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const unit = unitOf.get(row.code) ?? row.code
    groups.set(unit, [...(groups.get(unit) ?? []), row])
  }
  return [...groups.values()].map(group => {
    const sorted = group.sort((a, b) => ((a.validFrom ?? '') < (b.validFrom ?? '') ? -1 : 1))
    const { kind, system, names } = as(sorted)
    return {
      kind,
      country: 'no',
      names,
      codes: sorted.map(({ code, validFrom, validTo }) => ({ system, code, validFrom, validTo })),
      validFrom: sorted[0]?.validFrom ?? null,
      validTo: sorted.at(-1)?.validTo ?? null,
    }
  })
}

const OPEN = { validFrom: null, validTo: null } as const

function ofNeighbour(
  country: 'se' | 'dk',
  rows: Lists['se-municipalities'],
): { unit: PlannedUnit; relation: PlannedRelation | null }[] {
  const system = country === 'se' ? 'se-county' : 'dk-region'
  const seen = new Map<string, string>()
  for (const row of rows) seen.set(row.countyCode ?? row.countyName, row.countyName)
  const counties = [...seen].map(([code, name]) => ({
    unit: neighbourUnit('county', country, system, code, name),
    relation: null,
  }))
  const municipalities = rows.map(row => ({
    unit: neighbourUnit('municipality', country, `${country}-municipality`, row.code, row.name),
    relation: {
      parent: `${system}:${row.countyCode ?? row.countyName}`,
      child: `${country}-municipality:${row.code}`,
      ...OPEN,
    },
  }))
  return [...counties, ...municipalities]
}

const neighbourUnit = (
  kind: UnitKind,
  country: Country,
  system: CodeSystem,
  code: string,
  name: string,
): PlannedUnit => ({
  kind,
  country,
  ...OPEN,
  codes: [{ system, code, ...OPEN }],
  names: [{ name, kind: 'official', ...OPEN }],
})
