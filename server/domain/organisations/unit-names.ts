import { db, type Tx } from '~server/database/client'
import { databaseNow } from '../shared/clock'
import { nameOn, NAMES } from './names'

/** What units are called now, by id; for callers that have asked whether these may be told. One query for all. */
export async function unitNames(tx: Tx, unitIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.orgUnit.findMany({
    where: { id: { in: [...new Set(unitIds)] } },
    select: { id: true, names: { ...NAMES, where: { kind: 'official' } } },
  })
  const now = await databaseNow(tx)
  return new Map(rows.map(row => [row.id, nameOn(row, now)]))
}

/** The same for a page. */
export function unitNamesFor(unitIds: readonly string[]): Promise<Map<string, string>> {
  return unitNames(db(), unitIds)
}
