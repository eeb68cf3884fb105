import { db } from '~server/database/client'
import { asSystem } from '~server/database/reach'
import { record } from '~server/outbox/record'
import type { Actor } from '../../shared/actor'
import { databaseNow } from '../../shared/clock'
import { conflict, isDomainError } from '../../shared/errors'
import { openForChange } from './batches'
import { backToPreview, takeUp } from './interrupted'
import { actorNow, allowedUnit } from './maker'
import { planBatch } from './plan'
import { changesAnything, sameSummary, type Summary } from './summary'
import { writePlan } from './write'
import type { Progress } from './writing'

/** One list is written at a time: two that hold the same school would otherwise both make it. */
const WRITING = 7_855_380

const LONG = { timeout: 10 * 60_000, maxWait: 30_000 }

/**
 * What saying yes to the present version would do. Worked out once per version.
 *
 * @throws DomainError `not_found`, `forbidden`
 */
export async function summarise(actor: Actor, batchId: string): Promise<Summary> {
  return asSystem(() =>
    db().$transaction(async tx => {
      const batch = await tx.importBatch.findUniqueOrThrow({ where: { id: batchId } })
      if (batch.summary !== null) return batch.summary as unknown as Summary
      const unit = await allowedUnit(tx, actor, batch.orgUnitId)
      const { plan } = await planBatch(tx, actor, batch, unit)
      await tx.importBatch.updateMany({
        where: { id: batchId, version: batch.version },
        data: { summary: { ...plan.summary } },
      })
      return plan.summary
    }, LONG),
  )
}

/**
 * Says yes to the version that was seen. It is written in the background; a second yes changes nothing.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` imports.changed, imports.nothing
 */
export async function confirmBatch(actor: Actor, batchId: string, version: number): Promise<void> {
  await db().$transaction(async tx => {
    const batch = await openForChange(tx, actor, batchId)
    if (batch.version !== version) throw conflict('imports.changed')
    const { summary } = await tx.importBatch.findUniqueOrThrow({ where: { id: batch.id } })
    if (summary === null) throw conflict('imports.changed')
    if (!changesAnything(summary as unknown as Summary)) throw conflict('imports.nothing')
    await tx.importBatch.update({
      where: { id: batch.id },
      // Whoever says yes answers for it: it is written with their rights.
      data: {
        status: 'writing',
        problem: null,
        done: 0,
        personId: actor.personId,
        confirmedAt: await databaseNow(tx),
      },
    })
    await tx.$executeRaw`SELECT add_job('write_list', json_build_object('batchId', ${batch.id}::text))`
  })
}

/**
 * Writes what was said yes to, all of it or nothing. For the job: may run again after a crash, and then begins anew. When
 * the person may not any more, or it would be something else than what they saw, nothing is written and they look again.
 */
export async function writeBatch(batchId: string): Promise<void> {
  try {
    await db().$transaction(async tx => {
      if (!(await takeUp(tx, batchId))) return
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${WRITING})`
      const batch = await tx.importBatch.findUnique({ where: { id: batchId } })
      if (batch?.status !== 'writing') return
      const actor = await actorNow(tx, batch.personId)
      const unit = await allowedUnit(tx, actor, batch.orgUnitId)
      const planned = await planBatch(tx, actor, batch, unit)
      const { summary } = planned.plan
      if (!sameSummary(summary, batch.summary as unknown as Summary)) throw conflict('imports.changed')
      await writePlan(tx, actor, batch, planned, progressOf(batchId))
      await tx.importBatch.update({ where: { id: batchId }, data: { status: 'done' } })
      await tx.importFile.deleteMany({ where: { batchId } })
      const { orgUnitId } = batch
      await record(tx, actor.personId, 'import.confirmed', { batchId, orgUnitId, ...counts(summary) })
    }, LONG)
  } catch (error) {
    if (!isDomainError(error)) throw error
    const reason = error.code === 'conflict' ? error.reason : 'imports.notAllowed'
    await backToPreview(db(), batchId, reason.replace('imports.', ''))
  }
}

const counts = ({ units, people, grants }: Summary) => ({
  units: Object.values(units).reduce((sum, count) => sum + count, 0),
  people,
  grants,
})

/** Told outside of the transaction, so that it is seen while it goes on. */
const progressOf =
  (batchId: string): Progress =>
  async (done, total) => {
    await db().importBatch.updateMany({ where: { id: batchId, status: 'writing' }, data: { done, total } })
  }
