import { db, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'

/**
 * Puts into effect what begins or ends in the tree by the calendar alone, since the day it was last written: at the start,
 * and when a new day begins. Nothing to do is the rule, and takes milliseconds.
 *
 * @returns units whose place has changed
 */
export async function refreshTree(): Promise<string[]> {
  return db().$transaction(async tx => {
    const rows = await tx.$queryRaw<{ id: string }[]>`SELECT org_unit_closure_refresh()::text AS id`
    const orgUnitIds = rows.map(({ id }) => id)
    if (orgUnitIds.length > 0) await record(tx, null, 'unit.moved', { orgUnitIds })
    return orgUnitIds
  })
}

/** Above what each unit lies, to be compared after a change. */
export async function treeNow(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ id: string; above: string }[]>`
    SELECT descendant_id::text AS id, string_agg(ancestor_id::text, ' ' ORDER BY ancestor_id) AS above
    FROM org_unit_closure GROUP BY descendant_id`
  return new Map(rows.map(({ id, above }) => [id, above]))
}

/** Records that units that were there before have other units above them now. @returns those */
export async function recordMoves(tx: Tx, before: ReadonlyMap<string, string>): Promise<string[]> {
  const now = await treeNow(tx)
  const orgUnitIds = [...before].filter(([id, above]) => now.get(id) !== above).map(([id]) => id)
  if (orgUnitIds.length > 0) await record(tx, null, 'unit.moved', { orgUnitIds })
  return orgUnitIds
}
