import { db } from '~server/database/client'
import { Prisma } from '~server/database/generated/client'
import type { DocumentOwner } from '~server/database/generated/enums'
import { tableRight } from './gatherings/rights'
import type { Actor } from './shared/actor'
import type { OpenedDocument } from './documents/opened'
import { isId } from './shared/authorize'
import { found } from './shared/errors'

export type DocumentRight = 'read' | 'write'

/** Whose business it is who reads and writes a document, by what owns it. `d` is the document's row. */
const RULES: Record<DocumentOwner, (personId: string) => Prisma.Sql> = {
  table: personId => tableRight(personId, Prisma.sql`d.owner_id`),
}

/**
 * What somebody may do with a live document at this moment; null = as if it did not exist. The same answer for pages,
 * document sockets and event sockets. Reads grants and seats anew by the database's clock, in one query: the actor only
 * says who asks. A disabled person may nothing.
 */
export async function documentRight(
  actor: Pick<Actor, 'personId'>,
  documentId: string,
): Promise<DocumentRight | null> {
  if (!isId(documentId) || !isId(actor.personId)) return null
  const cases = Object.entries(RULES).map(
    ([kind, rule]) => Prisma.sql`WHEN ${kind}::document_owner THEN ${rule(actor.personId)}`,
  )
  const rows = await db().$queryRaw<{ right: DocumentRight | null }[]>`
    SELECT CASE d.owner_kind ${Prisma.join(cases, ' ')} END AS "right"
    FROM document d JOIN person p ON p.id = ${actor.personId}::uuid AND p.disabled_at IS NULL
    WHERE d.id = ${documentId}::uuid`
  return rows[0]?.right ?? null
}

/**
 * A document for somebody who may read it; every page and file of a document begins here.
 * @throws DomainError `not_found` for an unknown id and for one without a right alike
 */
export async function openDocument(
  actor: Pick<Actor, 'personId'>,
  documentId: string,
): Promise<OpenedDocument> {
  const right = found(await documentRight(actor, documentId))
  return { actor, documentId: documentId.toLowerCase(), right }
}
