import { db, type Prisma } from '~server/database/client'
import { record } from '~server/outbox/record'
import type { JudgedRow, ListSheet, SheetRow } from '../../organisations/lists/contract'
import { surveyHeadings } from '../../organisations/lists/headings'
import { judgeParticipants } from '../../organisations/lists/participants'
import { judgeUnits } from '../../organisations/lists/units'
import { takeUp } from './interrupted'
import { judging, participantOptions, type Judging } from './options'
import { planBatch, type PlannedBatch } from './plan'
import { actorNow, allowedUnit } from './maker'
import { asJson } from './writing'

/** Opens what was brought; what it throws with a `reason` is why it is not read. An empty name: it was pasted. */
export type OpenList = (bytes: Buffer, fileName: string) => AsyncIterable<SheetRow>

const AT_ONCE = 500
const LONG = { timeout: 10 * 60_000, maxWait: 30_000 }

type Batch = PlannedBatch & { country: string; fileName: string; personId: string }

/**
 * Reads and judges a list that was brought. For the job: may run again after a crash, and then begins anew. A file that is
 * refused says why; nothing of it is kept. Where somebody else is reading it already, nothing happens.
 */
export async function readBatch(batchId: string, open: OpenList): Promise<void> {
  await db().$transaction(async tx => {
    if (await takeUp(tx, batchId)) await readAlone(batchId, open)
  }, LONG)
}

async function readAlone(batchId: string, open: OpenList): Promise<void> {
  const batch = await db().importBatch.findFirst({
    where: { id: batchId, status: 'waiting' },
    include: { file: true, person: { select: { locale: true } } },
  })
  if (batch?.file == null) return
  const bytes = Buffer.from(batch.file.bytes)
  await db().importRow.deleteMany({ where: { batchId } })
  try {
    const judge = await judging(db(), batch, batch.person.locale)
    const { headings, total } = await survey(batch, judge, open(bytes, batch.fileName))
    await db().importBatch.update({ where: { id: batchId }, data: { done: 0, total } })
    await keep(batch, judged(batch, judge, open(bytes, batch.fileName)))
    await finish(batch, headings)
  } catch (error) {
    const reason = refusalOf(error)
    if (reason === null) throw error
    await refuse(batchId, reason)
  }
}

function refusalOf(error: unknown): string | null {
  const isRefusal =
    error instanceof Error && 'code' in error && error.code === 'list_refused' && 'reason' in error
  return isRefusal ? String(error.reason) : null
}

async function refuse(batchId: string, problem: string): Promise<void> {
  await db().$transaction(async tx => {
    await tx.importBatch.updateMany({
      where: { id: batchId, status: 'waiting' },
      data: { status: 'failed', problem },
    })
    await tx.importRow.deleteMany({ where: { batchId } })
    await tx.importFile.deleteMany({ where: { batchId } })
  })
}

/** How the columns are read, and how many rows there are. */
async function survey(
  { kind }: Batch,
  { options }: Judging,
  rows: AsyncIterable<SheetRow>,
): Promise<{ headings: ListSheet[]; total: number }> {
  let total = 0
  async function* counted(): AsyncGenerator<SheetRow> {
    for await (const row of rows) {
      total += 1
      yield row
    }
  }
  const headings = await surveyHeadings(kind, counted(), options.remembered)
  return { headings, total }
}

async function* judged(
  batch: Batch,
  judge: Judging,
  rows: AsyncIterable<SheetRow>,
): AsyncGenerator<JudgedRow<unknown>> {
  if (batch.kind === 'units') yield* judgeUnits(rows, judge.register, judge.options)
  else {
    const options = await participantOptions(db(), batch, judge)
    yield* judgeParticipants(rows, judge.register, options)
  }
}

async function keep({ id: batchId }: Batch, rows: AsyncIterable<JudgedRow<unknown>>): Promise<void> {
  let waiting: object[] = []
  let position = 0
  const flush = async (): Promise<void> => {
    // What somebody should see first is not taken before somebody has.
    await db().$executeRaw`
      INSERT INTO import_row (batch_id, position, sheet, "row", result, reasons, cells, value, left_out)
      SELECT ${batchId}::uuid, position, sheet, "row", result, reasons, cells, value, result = 'warn'
      FROM jsonb_to_recordset(${asJson(waiting)}::jsonb) AS r (position int, sheet text, "row" int,
        result import_verdict, reasons jsonb, cells jsonb, value jsonb)`
    await db().importBatch.updateMany({ where: { id: batchId }, data: { done: position } })
    waiting = []
  }
  for await (const { value, result, reasons, cells, sheet, row } of rows) {
    waiting.push({ position: position++, sheet, row, result, reasons, cells, value })
    if (waiting.length >= AT_ONCE) await flush()
  }
  await flush()
}

async function finish(batch: Batch, headings: ListSheet[]): Promise<void> {
  await db().$transaction(async tx => {
    const actor = await actorNow(tx, batch.personId)
    const unit = await allowedUnit(tx, actor, batch.orgUnitId)
    const { plan } = await planBatch(tx, actor, batch, unit)
    await tx.importBatch.updateMany({
      where: { id: batch.id, status: 'waiting' },
      data: {
        status: 'preview',
        problem: null,
        headings: headings as unknown as Prisma.InputJsonArray,
        summary: { ...plan.summary },
        version: { increment: 1 },
      },
    })
    await record(tx, batch.personId, 'import.read', { batchId: batch.id, orgUnitId: batch.orgUnitId })
  }, LONG)
}
