import { db, type Prisma } from '~server/database/client'
import { canSeePeople } from '../people/policy'
import type { Actor } from '../shared/actor'
import { knownId } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { found } from '../shared/errors'
import { chaptersOf, type Chapter } from './chapters'
import { codeOn, CODES, nameOn, NAMES } from './names'
import { PLACE, placeOn, type Place } from './places'
import { canAdminister, visibleUnits } from './policy'
import type { UnitKind } from './schema'
import { byName, FACTS, unitFacts } from './units'

export interface Kin extends Place {
  kind: 'merged' | 'split' | 'partial'
  date: Date
}

export interface UnitPage {
  id: string
  kind: UnitKind
  country: string
  name: string
  code: string | null
  municipality: Place | null
  county: Place | null
  /** Null while it is in force. */
  endedOn: Date | null
  /** Its life, the earliest first. */
  chapters: Chapter[]
  /** Where the story of one that was merged away goes on: the one that took it over, from that day. */
  continues: (Place & { chapters: Chapter[] }) | null
  predecessors: Kin[]
  successors: Kin[]
  /** In force and directly or further below, as far as the actor may see them. */
  below: { id: string; kind: UnitKind; name: string }[]
  /** Null: not for this actor. */
  contacts: { name: string; email: string }[] | null
  /** May the actor see who belongs to it? */
  showsPeople: boolean
}

const DATED = { validFrom: true, validTo: true } as const
const LIFE = {
  id: true,
  names: NAMES,
  codes: CODES,
  parents: {
    where: { kind: 'owns', parent: { kind: { in: ['county', 'municipality'] } } },
    select: { ...DATED, parent: { select: { id: true, names: NAMES } } },
  },
} as const satisfies Prisma.OrgUnitSelect

/** Everything the registers and the network know of a unit. @throws DomainError `not_found` */
export async function unitPage(actor: Actor, unitId: string): Promise<UnitPage> {
  const id = knownId(unitId)
  const visible = visibleUnits(actor)
  const now = await databaseNow(db())
  const row = found(
    await db().orgUnit.findFirst({
      where: { id, AND: visible },
      select: {
        ...FACTS,
        country: true,
        validTo: true,
        names: NAMES,
        codes: CODES,
        ...PLACE,
        predecessors: {
          where: { from: visible },
          select: { kind: true, date: true, from: { select: LIFE } },
        },
        successors: { where: { to: visible }, select: { kind: true, date: true, to: { select: LIFE } } },
      },
    }),
  )
  const [life, below, contacts] = await Promise.all([
    db().orgUnit.findUniqueOrThrow({ where: { id }, select: LIFE }),
    belowOf(actor, id, now),
    canAdminister(actor, unitFacts(row))
      ? db().orgUnitContact.findMany({ where: { orgUnitId: id }, select: { name: true, email: true } })
      : null,
  ])
  const endedOn = row.validTo !== null && row.validTo <= now ? row.validTo : null
  const day = endedOn === null ? now : new Date(endedOn.getTime() - 1)
  const heir = row.successors.find(
    ({ kind, date }) => kind === 'merged' && date.getTime() === endedOn?.getTime(),
  )
  return {
    id,
    kind: row.kind,
    country: row.country,
    name: nameOn(row, day),
    code: codeOn(row, day),
    ...placeOn(row, day),
    endedOn,
    chapters: chaptersOf(withoutHeirs(life, row.successors)),
    continues: heir === undefined ? null : goesOn(heir.to, heir.date, now),
    predecessors: row.predecessors
      .map(({ kind, date, from }) => ({
        id: from.id,
        name: nameOn(from, new Date(date.getTime() - 1)),
        kind,
        date,
      }))
      .sort(byDate),
    successors: row.successors
      .map(({ kind, date, to }) => ({ id: to.id, name: nameOn(to, date), kind, date }))
      .sort(byDate),
    below,
    contacts,
    showsPeople: canSeePeople(actor, unitFacts(row)),
  }
}

type Life = Prisma.OrgUnitGetPayload<{ select: typeof LIFE }>

/** That somebody answers for a unit after its end is no part of its life. */
function withoutHeirs(life: Life, successors: readonly { to: { id: string } }[]): Life {
  const heirs = new Set(successors.map(({ to }) => to.id))
  return { ...life, parents: life.parents.filter(({ parent }) => !heirs.has(parent.id)) }
}

function goesOn(heir: Life, since: Date, now: Date): Place & { chapters: Chapter[] } {
  const chapters = chaptersOf(heir).filter(({ to }) => to === null || to > since)
  return { id: heir.id, name: nameOn(heir, now), chapters }
}

const byDate = (a: Kin, b: Kin): number => a.date.getTime() - b.date.getTime() || byName(a, b)

async function belowOf(actor: Actor, id: string, now: Date): Promise<UnitPage['below']> {
  const rows = await db().orgUnit.findMany({
    where: {
      AND: [visibleUnits(actor), { OR: [{ validTo: null }, { validTo: { gt: now } }] }],
      ancestors: { some: { ancestorId: id, depth: { gt: 0 } } },
    },
    select: { id: true, kind: true, names: NAMES },
  })
  return rows.map(row => ({ id: row.id, kind: row.kind, name: nameOn(row, now) })).sort(byName)
}
