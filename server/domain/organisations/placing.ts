import { db } from '~server/database/client'
import { Prisma } from '~server/database/generated/client'
import type { UnitFacts } from '../shared/authorize'
import type { Place } from './places'
import type { UnitKind } from './schema'
import { byName } from './units'

/** A unit with where it lies, by the names, numbers and places of one day. */
export interface PlacedUnit extends Place {
  kind: UnitKind
  code: string | null
  /** The county and the municipality above it; null when there is none. */
  county: Place | null
  municipality: Place | null
}

interface Row {
  id: string
  kind: UnitKind
  name: string | null
  code: string | null
  /** The owner of that day. */
  owner: string | null
  /** Everything above it now, with itself, by commas: a thousand arrays take longer to read than to find. */
  ancestorIds: string
}

/** What of a unit's history (x) counts on a day, as `validOn` says it: what was valid then, else the nearest, later ones first. */
export const nearest = (day: string): Prisma.Sql => Prisma.sql`
  CASE WHEN x.valid_from > ${day}::date THEN x.valid_from - ${day}::date
    WHEN x.valid_to <= ${day}::date THEN ${day}::date - x.valid_to ELSE -1 END,
  x.valid_to DESC NULLS FIRST LIMIT 1`

/** The units and whatever has ever owned them, each once: a county is read once for all its schools. */
function lines(ids: readonly string[], day: string): Promise<Row[]> {
  return db().$queryRaw<Row[]>`
    WITH RECURSIVE line (id) AS (
      SELECT unnest(${ids}::uuid[]) UNION
      SELECT r.parent_id FROM line JOIN org_unit_relation r ON r.child_id = line.id AND r.kind = 'owns'
    )
    SELECT u.id::text, u.kind::text,
      (SELECT x.name FROM org_unit_name x WHERE x.org_unit_id = u.id AND x.kind = 'official'
        ORDER BY ${nearest(day)}) AS name,
      (SELECT x.code FROM org_unit_code x WHERE x.org_unit_id = u.id ORDER BY ${nearest(day)}) AS code,
      (SELECT x.parent_id::text FROM org_unit_relation x WHERE x.child_id = u.id AND x.kind = 'owns'
        ORDER BY ${nearest(day)}) AS owner,
      (SELECT string_agg(c.ancestor_id::text, ',') FROM org_unit_closure c WHERE c.descendant_id = u.id) AS "ancestorIds"
    FROM line JOIN org_unit u ON u.id = line.id`
}

/**
 * The municipality in which each unit lay on a day; none for those that lay in none. For sums over thousands: what they are called
 * is not asked.
 *
 * @param day a calendar date
 */
export async function municipalitiesOf(unitIds: readonly string[], day: Date): Promise<Map<string, string>> {
  const rows = await db().$queryRaw<{ id: string; kind: UnitKind; owner: string | null }[]>`
    WITH RECURSIVE line (id) AS (
      SELECT unnest(${[...new Set(unitIds)]}::uuid[]) UNION
      SELECT r.parent_id FROM line JOIN org_unit_relation r ON r.child_id = line.id AND r.kind = 'owns'
    )
    SELECT u.id::text, u.kind::text, x.parent_id::text AS owner
    FROM line JOIN org_unit u ON u.id = line.id LEFT JOIN LATERAL (
      SELECT x.parent_id FROM org_unit_relation x WHERE x.child_id = u.id AND x.kind = 'owns'
      ORDER BY ${nearest(day.toISOString().slice(0, 10))}
    ) x ON true`
  const byId = new Map(rows.map(row => [row.id, row]))
  const lies = new Map<string, string>()
  for (const id of unitIds) {
    let next = byId.get(byId.get(id)?.owner ?? '')
    for (let level = 1; level < HIGHEST && next !== undefined && next.kind !== 'municipality'; level++)
      next = byId.get(next.owner ?? '')
    if (next?.kind === 'municipality') lies.set(id, next.id)
  }
  return lies
}

/** How far up one looks: a school of a private owner in a municipality of a county, and one more. */
const HIGHEST = 4

/**
 * A stretch of these units by name, as they were called on a day: put in order where the names are, so that of a thousand only
 * those on the page are read.
 *
 * @param day a calendar date
 */
export async function stretchByName(
  unitIds: readonly string[],
  day: Date,
  { from, most }: { from: number; most: number },
): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT u.id::text FROM unnest(${[...unitIds]}::uuid[]) AS u (id)
    ORDER BY (SELECT x.name FROM org_unit_name x WHERE x.org_unit_id = u.id AND x.kind = 'official'
      ORDER BY ${nearest(day.toISOString().slice(0, 10))}) COLLATE "nb-x-icu", u.id
    LIMIT ${most} OFFSET ${from}`
  return rows.map(({ id }) => id)
}

/** A unit for people to read, and for the policies to judge. */
export interface Placed {
  unit: PlacedUnit
  facts: UnitFacts
}

/**
 * Many units at once as they lay and were called on a day, by id; for callers that have asked whether these may be told. One
 * query, however many they are.
 *
 * @param day a calendar date
 */
export async function placedUnits(unitIds: readonly string[], day: Date): Promise<Map<string, Placed>> {
  const ids = [...new Set(unitIds)]
  const rows = ids.length === 0 ? [] : await lines(ids, day.toISOString().slice(0, 10))
  const byId = new Map(rows.map(row => [row.id, row]))
  const places = new Map(rows.map(({ id, name }) => [id, { id, name: name ?? '–' }]))
  const above = (row: Row): Pick<PlacedUnit, 'county' | 'municipality'> => {
    const found = { county: null as Place | null, municipality: null as Place | null }
    let next = row
    for (let level = 0; level < HIGHEST; level++) {
      const owner = byId.get(next.owner ?? '')
      if (owner === undefined) break
      if (owner.kind === 'county' || owner.kind === 'municipality')
        found[owner.kind] ??= places.get(owner.id) ?? null
      next = owner
    }
    return found
  }
  return new Map(
    ids.flatMap(id => {
      const row = byId.get(id)
      if (row === undefined) return []
      const { kind, name, code, ancestorIds } = row
      const unit = { id, kind, name: name ?? '–', code, ...above(row) }
      return [[id, { unit, facts: { id, kind, ancestorIds: ancestorIds.split(',') } }] as const]
    }),
  )
}

const place = (unit: PlacedUnit): { name: string } => unit.county ?? unit
/** By county, then by name. */
export const byPlace = (a: PlacedUnit, b: PlacedUnit): number => byName(place(a), place(b)) || byName(a, b)
