import { db } from '~server/database/client'
import { gathered } from '~server/database/gathered'
import { Prisma } from '~server/database/generated/client'
import type { DocumentOwner } from '~server/database/generated/enums'
import { tableRight } from './gatherings/rights'
import type { Actor } from './shared/actor'
import type { OpenedDocument } from './documents/opened'
import { isId } from './shared/authorize'
import { found } from './shared/errors'

export type DocumentRight = 'read' | 'write'

/** Whose business it is who reads and writes a document, by what owns it: `d` is its row, `asked` says who asks. */
const RULES: Record<DocumentOwner, Prisma.Sql> = {
  table: tableRight(Prisma.sql`asked.person_id`, Prisma.sql`d.owner_id`),
}

interface Question {
  personId: string
  documentId: string
}

const rightsOf = gathered<Question, DocumentRight | null>(async questions => {
  const cases = Object.entries(RULES).map(
    ([kind, rule]) => Prisma.sql`WHEN ${kind}::document_owner THEN ${rule}`,
  )
  const people = questions.map(({ personId }) => personId)
  const documents = questions.map(({ documentId }) => documentId)
  const rows = await db().$queryRaw<{ nr: number; right: DocumentRight | null }[]>`
    SELECT asked.nr::int, CASE d.owner_kind ${Prisma.join(cases, ' ')} END AS "right"
    FROM unnest(${people}::uuid[], ${documents}::uuid[]) WITH ORDINALITY AS asked (person_id, document_id, nr)
    JOIN document d ON d.id = asked.document_id
    JOIN person p ON p.id = asked.person_id AND p.disabled_at IS NULL`
  const rights = new Map(rows.map(({ nr, right }) => [nr, right]))
  return questions.map((_, at) => rights.get(at + 1) ?? null)
})

/**
 * What somebody may do with a live document at this moment; null = as if it did not exist. The same answer for pages,
 * document sockets and event sockets. Reads grants and seats anew by the database's clock, in one query for all who ask in
 * the same turn: the actor only says who asks. A disabled person may nothing.
 */
export async function documentRight(
  actor: Pick<Actor, 'personId'>,
  documentId: string,
): Promise<DocumentRight | null> {
  if (!isId(documentId) || !isId(actor.personId)) return null
  return rightsOf({ personId: actor.personId, documentId })
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
