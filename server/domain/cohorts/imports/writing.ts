import type { Tx } from '~server/database/client'
import type { Actor } from '../../shared/actor'
import type { ChangeLog } from './changes'
import type { PlannedBatch } from './plan'

export type Progress = (done: number, total: number) => Promise<void>

/** So many rows go to the database in one statement. */
const AT_ONCE = 1_000

export interface Writing {
  tx: Tx
  actor: Actor
  batch: PlannedBatch
  /** The moment of the transaction, and its day in Norway. */
  now: Date
  log: ChangeLog
}

/**
 * Rows for one statement, to be taken apart by `jsonb_to_recordset`: one parameter, whatever their number. Halves of letters,
 * as they stand where a text was cut, are none to the database.
 */
export const asJson = (rows: readonly object[]): string =>
  JSON.stringify(rows).replace(/\\ud[89a-f][\da-f]{2}/g, '\\ufffd')

export function* chunks<T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += AT_ONCE) yield all.slice(at, at + AT_ONCE)
}
