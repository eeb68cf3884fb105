import { db } from '~server/database/client'
import type { Actor } from '../shared/actor'
import { isId } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { visibleGatherings } from './policy'

/** Tables to which these documents belong; documents of other owners have none. */
export async function tablesOfDocuments(
  documentIds: readonly string[],
): Promise<{ documentId: string; gatheringId: string; tableId: string }[]> {
  return db().$queryRaw<{ documentId: string; gatheringId: string; tableId: string }[]>`
    SELECT d.id::text AS "documentId", t.gathering_id::text AS "gatheringId", t.id::text AS "tableId"
    FROM document d JOIN gathering_table t ON d.owner_kind = 'table' AND d.owner_id = t.id
    WHERE d.id = ANY (${[...documentIds]}::uuid[])`
}

/** Person and unit: where these people are members now. Their schools and kindergartens show that something happens. */
export async function unitsOfPeople(personIds: readonly string[]): Promise<[string, string][]> {
  const rows = await db().$queryRaw<{ personId: string; id: string }[]>`
    SELECT DISTINCT person_id::text AS "personId", org_unit_id::text AS id FROM "grant"
    WHERE person_id = ANY (${[...personIds]}::uuid[]) AND cohort_id IS NULL
      AND valid_from <= now() AND (valid_to IS NULL OR valid_to > now())`
  return rows.map(row => [row.personId, row.id])
}

/** Documents of the tables at which somebody sits or sat: who may read along there depends on who they are. */
export async function documentsOfPerson(personId: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT d.id::text AS id FROM seat s JOIN document d ON d.owner_kind = 'table' AND d.owner_id = s.table_id
    WHERE s.person_id = ${personId}::uuid`
  return rows.map(row => row.id)
}

/** May this actor follow the gathering's live events? The rule of its page. */
export async function maySeeGathering(actor: Actor, gatheringId: string): Promise<boolean> {
  if (!isId(gatheringId)) return false
  const where = { id: gatheringId, AND: visibleGatherings(actor, await databaseNow(db())) }
  return (await db().gathering.findFirst({ where, select: { id: true } })) !== null
}
