import { db, type Prisma, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import { visibleCohorts } from '../policy'
import { nameOn, NAMES } from '../../organisations/names'
import type { ListSheet } from '../../organisations/lists/contract'
import { byName } from '../../organisations/units'
import type { Actor } from '../../shared/actor'
import { allow, knownId } from '../../shared/authorize'
import { databaseNow } from '../../shared/clock'
import { conflict, found } from '../../shared/errors'
import { cohortTitle, TITLE, type CohortTitle } from '../../shared/programme-text'
import { canImportFor, importUnits, visibleBatches } from './policy'
import { LARGEST_LIST, type ImportKind, type NewImport } from './schema'
import type { Summary } from './summary'

export type ImportStatus = 'waiting' | 'preview' | 'writing' | 'done' | 'undone' | 'failed'

export interface BatchView {
  id: string
  kind: ImportKind
  country: string
  /** Empty for what was pasted. */
  fileName: string
  status: ImportStatus
  /** Code of a sentence. */
  problem: string | null
  done: number
  total: number
  version: number
  createdAt: Date
  confirmedAt: Date | null
  undoneAt: Date | null
  unit: { id: string; name: string }
  cohort: (CohortTitle & { id: string }) | null
  /** Null = somebody who has left, and whom the actor may not see any more. */
  by: string | null
  headings: ListSheet[]
  /** What a yes does, or did. */
  summary: Summary | null
  can: { change: boolean }
}

const BATCH = {
  include: {
    orgUnit: { select: { id: true, kind: true, names: NAMES } },
    cohort: { select: { ...TITLE, id: true } },
  },
} as const satisfies Prisma.ImportBatchDefaultArgs

type Row = Prisma.ImportBatchGetPayload<typeof BATCH>

/** With the names of those who brought the lists: asked on their own, for a list outlives the role of whoever brought it. */
async function asViews(actor: Actor, rows: readonly Row[]): Promise<BatchView[]> {
  const ids = [...new Set(rows.map(({ personId }) => personId))]
  const people = await db().person.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const now = await databaseNow(db())
  return rows.map(row => asView(actor, row, names.get(row.personId) ?? null, now))
}

function asView(actor: Actor, row: Row, by: string | null, now: Date): BatchView {
  const { orgUnit, cohort, headings, summary, ...batch } = row
  return {
    ...batch,
    unit: { id: orgUnit.id, name: nameOn(orgUnit, now) },
    cohort: cohort === null ? null : { ...cohortTitle(cohort), id: cohort.id },
    by,
    headings: headings as unknown as ListSheet[],
    summary: summary as Summary | null,
    can: { change: canImportFor(actor, orgUnit) },
  }
}

/** Lists that the actor may see, the newest first. */
export async function listBatches(actor: Actor): Promise<BatchView[]> {
  const rows = await db().importBatch.findMany({
    where: visibleBatches(actor),
    ...BATCH,
    orderBy: { createdAt: 'desc' },
    take: 50,
  })
  return asViews(actor, rows)
}

/** @throws DomainError `not_found` */
export async function getBatch(actor: Actor, batchId: string): Promise<BatchView> {
  const where = { id: knownId(batchId), AND: visibleBatches(actor) }
  const row = found(await db().importBatch.findFirst({ where, ...BATCH }))
  return found((await asViews(actor, [row]))[0])
}

/** Units on whose behalf the actor may bring a list, and cohorts it may be for. */
export async function importChoices(
  actor: Actor,
): Promise<{ units: { id: string; name: string }[]; cohorts: (CohortTitle & { id: string })[] }> {
  const units = await db().orgUnit.findMany({
    where: importUnits(actor),
    select: { id: true, names: NAMES },
  })
  const now = await databaseNow(db())
  const cohorts = await db().cohort.findMany({
    where: { ...visibleCohorts(actor), endsOn: { gt: new Date(Date.UTC(2000, 0, 1)) } },
    select: { ...TITLE, id: true },
    orderBy: [{ startsOn: 'desc' }, { number: 'desc' }],
  })
  return {
    units: units.map(unit => ({ id: unit.id, name: nameOn(unit, now) })).sort(byName),
    cohorts: cohorts.map(cohort => ({ ...cohortTitle(cohort), id: cohort.id })),
  }
}

/**
 * Takes a list in. It is read in the background; nothing is written from it before somebody says yes.
 *
 * @param list.fileName empty for what was pasted
 * @throws DomainError `not_found`, `forbidden`, `conflict` imports.too_large, imports.empty
 */
export async function createBatch(
  actor: Actor,
  form: NewImport,
  list: { fileName: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<{ id: string }> {
  if (list.bytes.length > LARGEST_LIST) throw conflict('imports.too_large')
  if (list.bytes.length === 0) throw conflict('imports.empty')
  return db().$transaction(
    async tx => {
      const unit = found(
        await tx.orgUnit.findFirst({
          where: { id: form.orgUnitId, AND: importUnits(actor) },
          select: { id: true, kind: true },
        }),
      )
      allow(canImportFor(actor, unit))
      if (form.cohortId !== undefined) {
        found(
          await tx.cohort.findFirst({
            where: { id: form.cohortId, AND: visibleCohorts(actor) },
            select: { id: true },
          }),
        )
      }
      const { id } = await tx.importBatch.create({
        data: {
          personId: actor.personId,
          orgUnitId: unit.id,
          cohortId: form.cohortId ?? null,
          kind: form.kind,
          fileName: list.fileName.slice(0, 200),
        },
        select: { id: true },
      })
      await tx.importFile.create({ data: { batchId: id, bytes: list.bytes } })
      await addReading(tx, id)
      return { id }
    },
    { timeout: 30_000 },
  )
}

export async function addReading(tx: Tx, batchId: string): Promise<void> {
  await tx.$executeRaw`SELECT add_job('read_list', json_build_object('batchId', ${batchId}::text))`
}

/**
 * The list, to be changed: held until the transaction ends, so that two people correct one after the other.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` imports.notOpen when it is not being looked at any more
 */
export async function openForChange(
  tx: Tx,
  actor: Actor,
  batchId: string,
): Promise<{
  id: string
  kind: ImportKind
  orgUnitId: string
  cohortId: string | null
  country: string
  version: number
}> {
  const id = knownId(batchId)
  found(await tx.importBatch.findFirst({ where: { id, AND: visibleBatches(actor) }, select: { id: true } }))
  await tx.$queryRaw`SELECT 1 FROM import_batch WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  const batch = found(
    await tx.importBatch.findUnique({
      where: { id },
      include: { orgUnit: { select: { id: true, kind: true } } },
    }),
  )
  allow(canImportFor(actor, batch.orgUnit))
  if (batch.status !== 'preview') throw conflict('imports.notOpen')
  return batch
}

/** A row has changed: what was worked out from the earlier state does not hold any more. */
export async function touch(tx: Tx, batchId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE import_batch SET version = version + 1, summary = NULL, problem = NULL WHERE id = ${batchId}::uuid`
}

/** Throws a list away that has not been written. @throws DomainError `not_found`, `forbidden`, `conflict` */
export async function discardBatch(actor: Actor, batchId: string): Promise<void> {
  await db().$transaction(async tx => {
    const id = knownId(batchId)
    const batch = found(
      await tx.importBatch.findFirst({
        where: { id, AND: visibleBatches(actor) },
        include: { orgUnit: { select: { id: true, kind: true } } },
      }),
    )
    allow(canImportFor(actor, batch.orgUnit))
    const { count } = await tx.importBatch.deleteMany({
      where: { id, status: { in: ['waiting', 'preview', 'failed'] } },
    })
    if (count === 0) throw conflict('imports.notOpen')
    await record(tx, actor.personId, 'import.discarded', { batchId: id, orgUnitId: batch.orgUnit.id })
  })
}
