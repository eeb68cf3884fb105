import { db, type Tx } from '~server/database/client'
import { addReading } from './batches'

/** Any number: the first half of a lock whose second half is the list. Freed by PostgreSQL when its holder dies. */
const AT_WORK = 7_855_382

/**
 * Says that this transaction is at work on the list, until it ends.
 *
 * @returns false when somebody else is
 */
export async function takeUp(tx: Tx, batchId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ mine: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(${AT_WORK}::int, hashtext(${batchId})) AS mine`
  return row?.mine === true
}

/** Longer than any list waits for its turn. */
const QUIET_MINUTES = 10

/**
 * Lists on which nobody is at work any more, because a server died: what was being read is read anew, what was being
 * written waits for another yes. For the job.
 */
export async function resumeInterrupted(): Promise<void> {
  await db().$transaction(async tx => {
    const quiet = await tx.$queryRaw<{ id: string; status: string }[]>`
      SELECT id::text, status::text FROM import_batch
      WHERE status IN ('waiting', 'writing')
        AND greatest(created_at, confirmed_at) < now() - make_interval(mins => ${QUIET_MINUTES}::int)
      ORDER BY id FOR NO KEY UPDATE SKIP LOCKED`
    for (const { id, status } of quiet) {
      if (!(await takeUp(tx, id))) continue
      if (status === 'waiting') await addReading(tx, id)
      else await backToPreview(tx, id, 'interrupted')
    }
  })
}

/** What a statement of a process that has died takes at most until PostgreSQL notices. */
const LAST_BREATH = '30s'

/**
 * The writing of a list ended before it was done: nothing of it is there, and whoever said yes is told. Says nothing of
 * one that was written after all.
 */
export async function writingBrokeOff(batchId: string): Promise<void> {
  await db().$transaction(
    async tx => {
      await tx.$executeRaw`SELECT set_config('lock_timeout', ${LAST_BREATH}, true)`
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${AT_WORK}::int, hashtext(${batchId}))`
      await backToPreview(tx, batchId, 'interrupted')
    },
    { timeout: 60_000 },
  )
}

/** @param problem code of a sentence: why it was not written */
export async function backToPreview(tx: Tx, batchId: string, problem: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE import_batch SET status = 'preview', summary = NULL, confirmed_at = NULL, version = version + 1,
      problem = ${problem}
    WHERE id = ${batchId}::uuid AND status = 'writing'`
}
