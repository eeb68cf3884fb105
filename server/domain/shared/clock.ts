import type { Tx } from '~server/database/client'

/**
 * The database's clock, by which every period is judged: several servers may disagree about the time, the rows may not.
 * Whole milliseconds, rounded down, as the columns hold them: what was just made valid is valid.
 */
export async function databaseNow(tx: Tx): Promise<Date> {
  const rows = await tx.$queryRaw<{ now: Date }[]>`SELECT date_trunc('milliseconds', now()) AS now`
  const now = rows[0]?.now
  if (now === undefined) throw new Error('The database did not tell the time.')
  return now
}
