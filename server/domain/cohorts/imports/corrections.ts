import { db, type Prisma, type Tx } from '~server/database/client'
import { asSystem } from '~server/database/reach'
import type { Cells } from '../../organisations/lists/contract'
import { judgeOneParticipant } from '../../organisations/lists/participants'
import { judgeOneUnit } from '../../organisations/lists/units'
import type { Actor } from '../../shared/actor'
import { found } from '../../shared/errors'
import { openForChange, touch } from './batches'
import { judging, participantOptions } from './options'
import type { PlannedBatch } from './plan'
import type { Correction } from './schema'

type Open = PlannedBatch & { country: string }

/** Changes a row of a list that is being looked at, one person after the other. */
function changing(
  actor: Actor,
  batchId: string,
  work: (tx: Tx, batch: Open) => Promise<void>,
): Promise<void> {
  return db().$transaction(
    async tx => {
      const batch = await openForChange(tx, actor, batchId)
      await asSystem(() => work(tx, batch))
      await touch(tx, batch.id)
    },
    { timeout: 30_000 },
  )
}

/**
 * Writes something else into a row than the list said; it is judged again at once. What has been corrected is taken along
 * when nothing is wrong any more; no correction at all brings back what the list said.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` imports.notOpen
 */
export async function correctRow(
  actor: Actor,
  batchId: string,
  { position, cells }: Correction,
): Promise<void> {
  await changing(actor, batchId, async (tx, batch) => {
    const row = found(
      await tx.importRow.findUnique({ where: { batchId_position: { batchId: batch.id, position } } }),
    )
    const read = row.cells as Cells
    const different = Object.entries(cells).filter(
      ([field, text]) => (read[field as keyof Cells] ?? '') !== text,
    )
    const corrected = Object.fromEntries(different) as Cells
    const again = await judgeAgain(tx, batch, { ...read, ...corrected }, actor.locale)
    await tx.importRow.update({
      where: { batchId_position: { batchId: batch.id, position } },
      data: {
        result: again.result,
        reasons: again.reasons as unknown as Prisma.InputJsonArray,
        value: again.value === null ? { toJSON: () => null } : { ...again.value },
        corrected,
        leftOut: again.result === 'warn',
      },
    })
  })
}

/** Brings back what the list said. @throws DomainError as `correctRow` */
export async function undoCorrection(actor: Actor, batchId: string, position: number): Promise<void> {
  await correctRow(actor, batchId, { position, cells: {} })
}

async function judgeAgain(tx: Tx, batch: Open, cells: Cells, locale: string | null) {
  const judge = await judging(tx, batch, locale)
  if (batch.kind === 'units') return judgeOneUnit(cells, judge.register, judge.options)
  return judgeOneParticipant(cells, judge.register, await participantOptions(tx, batch, judge))
}

/** Leaves a row out, or takes it along. @throws DomainError `not_found`, `forbidden`, `conflict` imports.notOpen */
export async function leaveOut(
  actor: Actor,
  batchId: string,
  position: number,
  leftOut: boolean,
): Promise<void> {
  await changing(actor, batchId, async (tx, batch) => {
    const { count } = await tx.importRow.updateMany({
      where: { batchId: batch.id, position, result: { in: ['ok', 'warn'] } },
      data: { leftOut },
    })
    found(count > 0 ? true : null)
  })
}

/**
 * Takes along all rows that have this, and nothing else that still waits to be seen, to say about them; or all rows with
 * remarks when no kind is named.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` imports.notOpen
 */
export async function takeAll(actor: Actor, batchId: string, code: string | null): Promise<void> {
  await changing(actor, batchId, async (tx, batch) => {
    await tx.$executeRaw`
      UPDATE import_row SET left_out = false
      WHERE batch_id = ${batch.id}::uuid AND result = 'warn' AND left_out
        AND (${code}::text IS NULL OR array(
          SELECT DISTINCT r ->> 'code' FROM jsonb_array_elements(reasons) r WHERE NOT r ? 'note') = ARRAY[${code}::text])`
  })
}
