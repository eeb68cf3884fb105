import { db } from '~server/database/client'
import { Prisma } from '~server/database/generated/client'
import { canSearchPeople, ledUnits, searchedUnits, seesCounties } from '../people/policy'
import type { Actor, Role } from '../shared/actor'
import { allow } from '../shared/authorize'
import { unitNames } from './unit-names'
import { byName } from './units'

export const PAGE_SIZE = 25
const SHORTEST = 2

export interface FoundPerson {
  personId: string
  name: string
  email: string | null
  /** Roles that hold now, where the actor looks after people; at most ten. */
  roles: { role: Role; orgUnitId: string; unit: string }[]
  /** Where the person had a role last, if any; only the administrator finds people who have none now. */
  lastUnitId: string | null
}

export interface FoundPeople {
  people: FoundPerson[]
  /** Is there another page? */
  more: boolean
}

/**
 * People by the beginnings of their names or of their address, among those whom the actor looks after; a page at a time.
 * One query, by the index of three letters (`people_named`).
 *
 * @param search at least two letters; less finds nobody
 * @param page from 0
 * @throws DomainError `forbidden` for whoever looks after nobody
 */
export async function searchPeople(actor: Actor, search: string, page = 0): Promise<FoundPeople> {
  allow(canSearchPeople(actor))
  const words = search.trim().split(/\s+/).slice(0, 6)
  if (words.join('').length < SHORTEST) return { people: [], more: false }
  const units = await unitsSearched(actor)
  const counties = seesCounties(actor)
  const skip = Math.max(0, Math.trunc(page)) * PAGE_SIZE
  // Every word begins a part of the name; or the one word begins the address.
  const starts = words.sort((a, b) => b.length - a.length).map(word => `${escaped(word)}%`)
  const email = starts.length === 1 ? starts[0] : null
  const rows = await db().$queryRaw<(Omit<FoundPerson, 'roles'> & { roles: FoundPerson['roles'] | null })[]>`
    SELECT p.id::text AS "personId", p.name, p.email, (
      SELECT json_agg(json_build_object('role', h.role, 'orgUnitId', h.org_unit_id, 'unit', h.unit)) FROM (
        SELECT g.role, g.org_unit_id, (
          SELECT n.name FROM org_unit_name n WHERE n.org_unit_id = g.org_unit_id AND n.kind = 'official'
          ORDER BY n.valid_to IS NULL DESC, n.valid_to DESC LIMIT 1) AS unit
        FROM "grant" g
        WHERE g.person_id = p.id AND g.valid_from <= now() AND (g.valid_to IS NULL OR g.valid_to > now())
          AND ${units === null ? Prisma.sql`TRUE` : within(units, counties)}
        ORDER BY g.id LIMIT 10
      ) h) AS roles, CASE WHEN ${units === null} THEN (
        SELECT g.org_unit_id::text FROM "grant" g WHERE g.person_id = p.id
        ORDER BY g.valid_to DESC, g.id LIMIT 1) END AS "lastUnitId"
    FROM people_named(${starts}::text[], ${email}::text, ${units}::uuid[], ${counties}, ${skip}::int, ${PAGE_SIZE + 1}::int)
      AS named (id)
    JOIN person p ON p.id = named.id
    ORDER BY p.name, p.id`
  const people = rows.slice(0, PAGE_SIZE).map(row => ({ ...row, roles: row.roles ?? [] }))
  return { people, more: rows.length > PAGE_SIZE }
}

const within = (units: readonly string[], counties: boolean): Prisma.Sql => Prisma.sql`(
  EXISTS (SELECT 1 FROM org_unit_closure c
    WHERE c.descendant_id = g.org_unit_id AND c.ancestor_id = ANY (${[...units]}::uuid[]))
  OR ${counties} AND EXISTS (SELECT 1 FROM org_unit u WHERE u.id = g.org_unit_id AND u.kind = 'county'))`

/**
 * Units to whose people the actor has a way of their own, by name: those they look after, and for the national authority the
 * counties in force. None for whoever looks everywhere.
 */
export async function listSearched(actor: Actor): Promise<{ id: string; name: string }[]> {
  allow(canSearchPeople(actor))
  const own = (await unitsSearched(actor)) ?? []
  const counties = seesCounties(actor) ? await countiesOf(own) : []
  const names = await unitNames(db(), [...own, ...counties])
  return [...names].map(([id, name]) => ({ id, name })).sort(byName)
}

/** Of what somebody leads only what has nothing below it is searched: there at and below is the same. */
async function unitsSearched(actor: Actor): Promise<string[] | null> {
  const administered = searchedUnits(actor)
  if (administered === null) return null
  const where = { id: { in: ledUnits(actor) }, kind: { in: [...LEAVES] } }
  const led = await db().orgUnit.findMany({ where, select: { id: true } })
  return [...administered, ...led.map(({ id }) => id)]
}
const LEAVES = ['school', 'kindergarten', 'ppt'] as const

/** Counties in force in the countries of these units. */
async function countiesOf(units: readonly string[]): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT id::text AS id FROM org_unit WHERE kind = 'county' AND (valid_to IS NULL OR valid_to > now())
      AND country IN (SELECT country FROM org_unit WHERE id = ANY (${[...units]}::uuid[]))`
  return rows.map(({ id }) => id)
}

/** What means something in a pattern means itself. */
const escaped = (word: string): string => word.replace(/[\\%_]/g, '\\$&')
