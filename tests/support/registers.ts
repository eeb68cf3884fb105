import { beforeAll } from 'vitest'
import { db } from '~server/database/client'
import { CODES, nameOn, NAMES } from '~server/domain/organisations/names'
import { loadShippedRegisters } from '~server/registers'
import type { TestDatabase } from './database'

export { loadShippedRegisters }

/** The test database stays without registers unless this is called, after `useDatabase()`. */
export function useRegisters(database: TestDatabase): void {
  beforeAll(() => loadShippedRegisters(database.db))
}

const UNIT = {
  id: true,
  validFrom: true,
  validTo: true,
  names: NAMES,
  codes: CODES,
  ancestors: { select: { depth: true, ancestor: { select: { names: NAMES } } } },
  successors: { select: { kind: true, date: true, to: { select: { names: NAMES } } } },
  predecessors: { select: { kind: true, date: true, from: { select: { names: NAMES } } } },
} as const

/** The unit that has or had this number. `above`: today's names of what it lies below, nearest first. */
export async function unitByCode(code: string, system = 'no-municipality') {
  const where = { codes: { some: { system, code } } }
  const unit = await db().orgUnit.findFirstOrThrow({ where, select: UNIT })
  const above = unit.ancestors
    .filter(({ depth }) => depth > 0)
    .sort((a, b) => a.depth - b.depth)
    .map(({ ancestor }) => nameOn(ancestor, new Date()))
  return { ...unit, above }
}

/** Every row that loading a list may touch. */
export async function everythingOfRegisters(): Promise<unknown> {
  const [units, names, codes, relations, successions, registered, closure] = await Promise.all([
    db().orgUnit.findMany({ orderBy: { id: 'asc' } }),
    db().orgUnitName.findMany({ orderBy: { id: 'asc' } }),
    db().orgUnitCode.findMany({ orderBy: { id: 'asc' } }),
    db().orgUnitRelation.findMany({ orderBy: { id: 'asc' } }),
    db().orgUnitSuccession.findMany({ orderBy: { id: 'asc' } }),
    db().registerUnit.findMany({ orderBy: { orgNumber: 'asc' } }),
    db().orgUnitClosure.findMany({ orderBy: [{ ancestorId: 'asc' }, { descendantId: 'asc' }] }),
  ])
  return { units, names, codes, relations, successions, registered, closure }
}
