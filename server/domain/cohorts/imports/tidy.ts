import { db } from '~server/database/client'

const KEPT_DAYS = 30

/**
 * What a list said is kept as long as it can be undone; then only that it was there, and its numbers, remain. For the
 * nightly job.
 */
export async function forgetOldLists(): Promise<void> {
  const old = { batch: { createdAt: { lt: new Date(Date.now() - KEPT_DAYS * 86_400_000) } } }
  await db().importRow.deleteMany({ where: old })
  await db().importChange.deleteMany({ where: old })
  await db().importFile.deleteMany({ where: old })
  await db().importBatch.deleteMany({
    where: {
      createdAt: old.batch.createdAt,
      status: { in: ['waiting', 'preview', 'failed'] },
    },
  })
}
