import { fold } from './fold'
import type { ChangeRow, CountyRow, MunicipalityRow, NameRow, Period } from './rows'

export interface PlannedName extends Period {
  name: string
  kind: 'official' | 'alias'
}

export function countyNames(rows: readonly CountyRow[]): PlannedName[] {
  const official = rows.map(({ name, validFrom, validTo }) => ({ name, validFrom, validTo }))
  return withAliases(joined(official), [
    ...rows.map(row => row.shortName),
    ...rows.flatMap(row => row.name.split(' - ')),
  ])
}

/**
 * Official names with their periods, and every other way to call it. The day of a new name under the same code stands in
 * no list, only the years in which the name was seen: it counts from the first of January of the first of them.
 */
export function municipalityNames(
  rows: readonly MunicipalityRow[],
  names: readonly NameRow[],
  changes: readonly ChangeRow[],
): PlannedName[] {
  const codes = new Set(rows.map(row => row.code))
  const own = names.filter(({ code }) => codes.has(code))
  const official = rows.flatMap(row =>
    periods(
      row,
      own.filter(({ code, kind }) => code === row.code && kind === 'official'),
    ),
  )
  const inChanges = changes.flatMap(change => [
    ...(codes.has(change.fromCode) ? [change.fromName] : []),
    ...(codes.has(change.toCode) ? [change.toName] : []),
  ])
  const all = [...own.map(({ name }) => name), ...inChanges, ...rows.map(({ name }) => name)]
  return withAliases(
    joined(official),
    all.flatMap(name => [name, ...name.split(' - '), name.replace(/\s*\(.*\)/, '')]),
  )
}

interface Called extends Period {
  name: string
}

function periods(row: MunicipalityRow, official: readonly NameRow[]): Called[] {
  const inOrder = official
    .map(({ name, years }) => ({ name, since: Math.min(...years) }))
    .sort((a, b) => a.since - b.since)
  if (inOrder.length === 0) return [{ name: row.name, validFrom: row.validFrom, validTo: row.validTo }]
  return inOrder.map(({ name }, i) => {
    const next = inOrder[i + 1]
    return {
      name,
      validFrom: i === 0 ? row.validFrom : `${inOrder[i]?.since ?? ''}-01-01`,
      validTo: next === undefined ? row.validTo : `${next.since}-01-01`,
    }
  })
}

/** The same name under the next number goes on. */
function joined(names: readonly Called[]): Called[] {
  return names.reduce<Called[]>((all, next) => {
    const last = all.at(-1)
    const goesOn = last?.name === next.name && last.validTo === next.validFrom
    return goesOn ? [...all.slice(0, -1), { ...last, validTo: next.validTo }] : [...all, next]
  }, [])
}

function withAliases(official: readonly Called[], others: readonly string[]): PlannedName[] {
  const known = new Set(official.map(({ name }) => fold(name)))
  const aliases = others.filter(name => {
    const isNew = !known.has(fold(name))
    known.add(fold(name))
    return isNew
  })
  return [
    ...official.map(name => ({ ...name, kind: 'official' as const })),
    ...aliases.map(name => ({ name, kind: 'alias' as const, validFrom: null, validTo: null })),
  ]
}
