import { db, type Prisma } from '~server/database/client'
import type { Actor } from '../shared/actor'
import { databaseNow } from '../shared/clock'
import { codeOn, CODES, nameOn, NAMES } from './names'
import { PLACE, placeOn, type Place } from './places'
import { nearest } from './placing'
import { visibleUnits } from './policy'
import { fold } from './registry/fold'
import type { UnitKind } from './schema'

export const PAGE_SIZE = 25

/** A unit as a list of hits shows it, by the names of today. */
export interface UnitHit {
  id: string
  kind: UnitKind
  country: string
  name: string
  code: string | null
  municipality: Place | null
  county: Place | null
  /** Official names it had before, the latest first. */
  formerNames: string[]
  /** Null while it is in force. */
  endedOn: Date | null
  /** What became of it, as far as the actor may see that. */
  becameOf: Place[]
}

export interface UnitHits {
  units: UnitHit[]
  total: number
  /** 1 and up; at most the last page there is. */
  page: number
  pages: number
  /** Nothing is called so; these are called something like it. */
  near: boolean
}

/**
 * Units the actor may see that bear this name or bore it, in any of their languages, or have or had this number; every word
 * of the text must occur. The best first: the very name, names that begin so, those in force, then by name. Without a
 * text all that are in force. A fixed number of queries.
 */
export async function searchUnits(
  actor: Actor,
  { text = '', page = 1 }: { text?: string; page?: number } = {},
): Promise<UnitHits> {
  const now = await databaseNow(db())
  const wanted = fold(text.slice(0, 100))
  const visible = visibleUnits(actor)
  const matching = await idsOf({ AND: [visible, matches(wanted, now)] })
  const near = matching.length === 0 && wanted.length > 2
  const found = near ? await similar(wanted, await idsOf(visible)) : matching
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE))
  const at = Math.min(Math.max(1, page), pages)
  const ids = await bestOf(found, wanted, now, (at - 1) * PAGE_SIZE)
  return {
    units: await hits(actor, ids, now),
    total: found.length,
    page: at,
    pages,
    near: near && ids.length > 0,
  }
}

function matches(wanted: string, now: Date): Prisma.OrgUnitWhereInput {
  if (wanted === '') return { OR: [{ validTo: null }, { validTo: { gt: now } }] }
  // A name has a few words; each one asked for costs a look into the names.
  const words = [...new Set(wanted.split(' '))].slice(0, 8)
  const digits = wanted.replaceAll(' ', '')
  return {
    OR: [
      { AND: words.map(word => ({ names: { some: { folded: { contains: word } } } })) },
      ...(/^\d{2,9}$/.test(digits)
        ? [{ codes: { some: { code: { in: [digits, digits.padStart(4, '0')] } } } }]
        : []),
    ],
  }
}

async function idsOf(where: Prisma.OrgUnitWhereInput): Promise<string[]> {
  return (await db().orgUnit.findMany({ where, select: { id: true } })).map(({ id }) => id)
}

/** Those of these that are spelled nearly so: any three letters in a row count. */
async function similar(wanted: string, unitIds: readonly string[]): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT org_unit_id::text AS id FROM org_unit_name WHERE org_unit_id = ANY (${unitIds}::uuid[]) AND folded % ${wanted}
    GROUP BY org_unit_id ORDER BY max(similarity(folded, ${wanted})) DESC LIMIT 50`
  return rows.map(({ id }) => id)
}

/** One page of these: the very name first, then names that begin so, of both those in force first, then by the name of today. */
async function bestOf(
  unitIds: readonly string[],
  wanted: string,
  now: Date,
  skip: number,
): Promise<string[]> {
  const day = now.toISOString().slice(0, 10)
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT u.id::text AS id
    FROM org_unit u CROSS JOIN LATERAL (
      SELECT coalesce(bool_or(n.folded = ${wanted}), false) AS exact, coalesce(bool_or(starts_with(n.folded, ${wanted})), false) AS begins
      FROM org_unit_name n WHERE n.org_unit_id = u.id
    ) named
    WHERE u.id = ANY (${unitIds}::uuid[])
    ORDER BY CASE WHEN named.exact THEN 0 WHEN named.begins THEN 1 ELSE 2 END,
      CASE WHEN u.valid_to <= ${day}::date THEN 1 ELSE 0 END,
      (SELECT x.name FROM org_unit_name x WHERE x.org_unit_id = u.id AND x.kind = 'official' ORDER BY ${nearest(day)})
        COLLATE "nb-x-icu", u.id
    LIMIT ${PAGE_SIZE} OFFSET ${skip}`
  return rows.map(({ id }) => id)
}

async function hits(actor: Actor, ids: readonly string[], now: Date): Promise<UnitHit[]> {
  const rows = await db().orgUnit.findMany({
    where: { id: { in: [...ids] }, AND: visibleUnits(actor) },
    select: {
      id: true,
      kind: true,
      country: true,
      validTo: true,
      names: NAMES,
      codes: CODES,
      ...PLACE,
      successors: {
        where: { kind: { not: 'partial' }, to: visibleUnits(actor) },
        select: { to: { select: { id: true, names: NAMES } } },
      },
    },
  })
  const byId = new Map(rows.map(row => [row.id, row]))
  return ids.flatMap(id => {
    const row = byId.get(id)
    if (row === undefined) return []
    const endedOn = row.validTo !== null && row.validTo <= now ? row.validTo : null
    const lastDay = endedOn === null ? now : new Date(endedOn.getTime() - 1)
    const name = nameOn(row, lastDay)
    const earlier = [...row.names].sort((a, b) => (b.validTo?.getTime() ?? 0) - (a.validTo?.getTime() ?? 0))
    return [
      {
        id,
        kind: row.kind,
        country: row.country,
        name,
        code: codeOn(row, lastDay),
        ...placeOn(row, lastDay),
        formerNames: [...new Set(earlier.map(each => each.name))].filter(each => each !== name),
        endedOn,
        becameOf:
          endedOn === null ? [] : row.successors.map(({ to }) => ({ id: to.id, name: nameOn(to, now) })),
      },
    ]
  })
}
