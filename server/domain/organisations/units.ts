import { db, type Prisma } from '~server/database/client'
import type { Actor } from '../shared/actor'
import { knownId, type UnitFacts } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { found } from '../shared/errors'
import { codeOn, CODES, nameOn, NAMES } from './names'
import { visibleUnits } from './policy'
import type { UnitKind } from './schema'

export interface Unit {
  id: string
  kind: UnitKind
  name: string
  code: string | null
}

const SELECT = { id: true, kind: true, names: NAMES, codes: CODES } as const satisfies Prisma.OrgUnitSelect
type Row = Prisma.OrgUnitGetPayload<{ select: typeof SELECT }>

const asUnit = (row: Row, day: Date): Unit => ({
  id: row.id,
  kind: row.kind,
  name: nameOn(row, day),
  code: codeOn(row, day),
})

const collator = new Intl.Collator('nb')
export const byName = (a: { name: string }, b: { name: string }): number => collator.compare(a.name, b.name)

/** @param day for the name of that time; now when left out. @throws DomainError `not_found` */
export async function getUnit(actor: Actor, unitId: string, day?: Date): Promise<Unit> {
  const row = await db().orgUnit.findFirst({
    where: { id: knownId(unitId), AND: visibleUnits(actor) },
    select: SELECT,
  })
  return asUnit(found(row), day ?? (await databaseNow(db())))
}

/**
 * Units the actor may see, by name.
 *
 * @param of.below only what lies below this unit in the tree of "owns" (not the unit itself)
 */
export async function listUnits(
  actor: Actor,
  of: { kinds?: readonly UnitKind[]; below?: string; day?: Date } = {},
): Promise<Unit[]> {
  const where: Prisma.OrgUnitWhereInput = {
    AND: visibleUnits(actor),
    ...(of.kinds && { kind: { in: [...of.kinds] } }),
    ...(of.below !== undefined && {
      ancestors: { some: { ancestorId: knownId(of.below), depth: { gt: 0 } } },
    }),
  }
  const rows = await db().orgUnit.findMany({ where, select: SELECT })
  const day = of.day ?? (await databaseNow(db()))
  return rows.map(row => asUnit(row, day)).sort(byName)
}

/** Prisma select for what the policies ask about a unit. */
export const FACTS = {
  id: true,
  kind: true,
  ancestors: { select: { ancestorId: true } },
} as const satisfies Prisma.OrgUnitSelect

export function unitFacts(row: Prisma.OrgUnitGetPayload<{ select: typeof FACTS }>): UnitFacts {
  return { id: row.id, kind: row.kind, ancestorIds: row.ancestors.map(({ ancestorId }) => ancestorId) }
}
