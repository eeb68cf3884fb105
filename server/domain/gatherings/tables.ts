import { db, type Tx } from '~server/database/client'
import { Prisma } from '~server/database/generated/client'
import { record } from '~server/outbox/record'
import { createDocument } from '../documents/documents'
import type { Actor } from '../shared/actor'
import { knownId } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { found, notFound } from '../shared/errors'
import { arranged, lockGathering } from './gatherings'
import { visibleGatherings } from './policy'
import { tableRight } from './rights'
import type { NewTable, NewTableForm } from './schema'
import { templateChoices, templateContent, type TemplateChoice } from './templates'

export interface TableView {
  id: string
  number: number
  /** May be empty. */
  name: string
  openToGuests: boolean
  /** How many sit there now. */
  seats: number
  /** What the actor may do with its document, by the rule of `documentRight`. */
  right: 'read' | 'write' | null
  /** Null without a right. */
  documentId: string | null
}

/** The tables of a gathering, by number. A guest sees the own table only. @throws DomainError `not_found` */
export async function listTables(actor: Actor, gatheringId: string): Promise<TableView[]> {
  const where = { id: knownId(gatheringId), AND: visibleGatherings(actor, await databaseNow(db())) }
  const { id } = found(await db().gathering.findFirst({ where, select: { id: true } }))
  const rows = await db().$queryRaw<(TableView & { documentId: string })[]>`
    SELECT t.id::text AS id, t.number, t.name, t.open_to_guests AS "openToGuests", d.id::text AS "documentId",
      (SELECT count(*)::int FROM seat s WHERE s.table_id = t.id
        AND s.valid_from <= now() AND (s.valid_to IS NULL OR s.valid_to > now())) AS seats,
      ${tableRight(Prisma.sql`${actor.personId}::uuid`, Prisma.sql`t.id`)} AS "right"
    FROM gathering_table t JOIN document d ON d.owner_kind = 'table' AND d.owner_id = t.id
    WHERE t.gathering_id = ${id}::uuid ORDER BY t.number`
  return rows
    .map(row => ({ ...row, documentId: row.right === null ? null : row.documentId }))
    .filter(row => actor.kind !== 'guest' || row.right !== null)
}

/**
 * Sets up a table with the next free number and its one document, which begins with what the template asks about, in the
 * language of whoever sets it up.
 *
 * @throws DomainError `not_found` (also for a template that the programme does not offer), `forbidden`
 */
export async function createTable(
  actor: Actor,
  gatheringId: string,
  form: NewTable & Partial<Pick<NewTableForm, 'template'>>,
  locale: 'nb' | 'nn' | 'en' = 'nb',
): Promise<{ id: string; number: number; documentId: string }> {
  return db().$transaction(async tx => {
    const gathering = await arranged(tx, actor, gatheringId)
    await lockGathering(tx, gathering.id)
    const taken = await tx.gatheringTable.findMany({
      where: { gatheringId: gathering.id },
      select: { number: true },
    })
    const number = nextFree(taken.map(table => table.number))
    const { name, openToGuests } = form
    const data = { gatheringId: gathering.id, number, name, openToGuests }
    const { id } = await tx.gatheringTable.create({ data, select: { id: true } })
    const content = templateContent(
      await ownTemplates(tx, gathering.cohortId),
      form.template ?? 'blank',
      locale,
    )
    if (content === null) throw notFound()
    const document = await createDocument(tx, actor.personId, { kind: 'table', id }, content)
    const ids = { gatheringId: gathering.id, tableId: id, documentId: document.id }
    await record(tx, actor.personId, 'gathering.table_created', ids)
    return { id, number, documentId: document.id }
  })
}

async function ownTemplates(tx: Pick<Tx, 'cohort'>, cohortId: string): Promise<unknown> {
  const select = { programme: { select: { templates: true } } }
  return found(await tx.cohort.findUnique({ where: { id: cohortId }, select })).programme.templates
}

/** What the document of a new table of a gathering may begin with, for whoever arranges it. @throws DomainError `not_found`, `forbidden` */
export async function listTemplates(actor: Actor, gatheringId: string): Promise<TemplateChoice[]> {
  const { cohortId } = await arranged(db(), actor, gatheringId)
  return templateChoices(await ownTemplates(db(), cohortId))
}

/**
 * Renames a table of a gathering, and opens it to guests or closes it; those who sit there stay.
 *
 * @throws DomainError `not_found` (also for a table of another gathering), `forbidden`
 */
export async function changeTable(
  actor: Actor,
  gatheringId: string,
  tableId: string,
  { name, openToGuests }: NewTable,
): Promise<void> {
  await db().$transaction(async tx => {
    const gathering = await arranged(tx, actor, gatheringId)
    const ids = { gatheringId: gathering.id, tableId: await tableOf(tx, gathering.id, tableId) }
    await tx.gatheringTable.update({ where: { id: ids.tableId }, data: { name, openToGuests } })
    await record(tx, actor.personId, 'gathering.table_changed', ids)
  })
}

/** The table's id, when it is one of this gathering. @throws DomainError `not_found` */
export async function tableOf(tx: Tx, gatheringId: string, tableId: string): Promise<string> {
  const where = { id: knownId(tableId), gatheringId }
  return found(await tx.gatheringTable.findFirst({ where, select: { id: true } })).id
}

/** The smallest number from 1 that is not taken. */
function nextFree(taken: readonly number[]): number {
  let number = 1
  while (taken.includes(number)) number++
  return number
}
