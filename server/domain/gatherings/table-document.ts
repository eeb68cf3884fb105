import { db } from '~server/database/client'
import { asSystem } from '~server/database/reach'
import { Prisma } from '~server/database/generated/client'
import type { Actor } from '../shared/actor'
import { knownId, validAt } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import type { When } from '../shared/dates'
import { found } from '../shared/errors'
import { readersOfTable, tableRight } from './rights'

interface Named {
  id: string
  name: string
}

/** What stands around a table's document, and who reads it. */
export interface TableDocument {
  documentId: string
  right: 'read' | 'write'
  table: { id: string; number: number; name: string }
  gathering: { id: string; title: string; place: string; when: When }
  /** Who sits there now, and writes. */
  seated: Named[]
  /** Who reads along without sitting there. */
  readers: Named[]
}

/** @throws DomainError `not_found` unless the actor may read or write it (the rule of `documentRight`) */
export async function getTableDocument(actor: Actor, documentId: string): Promise<TableDocument> {
  const id = knownId(documentId)
  const rows = await db().$queryRaw<{ tableId: string; right: 'read' | 'write' | null }[]>`
    SELECT d.owner_id::text AS "tableId", ${tableRight(Prisma.sql`${actor.personId}::uuid`, Prisma.sql`d.owner_id`)} AS "right"
    FROM document d WHERE d.id = ${id}::uuid AND d.owner_kind = 'table'`
  const { tableId, right } = found(rows[0])
  const table = await db().gatheringTable.findUniqueOrThrow({
    where: { id: tableId },
    select: {
      id: true,
      number: true,
      name: true,
      gathering: { select: { id: true, title: true, place: true, precision: true, startsAt: true } },
      seats: {
        where: validAt(await databaseNow(db())),
        orderBy: { validFrom: 'asc' },
        select: { person: { select: { id: true, name: true } } },
      },
    },
  })
  const { gathering, seats, ...own } = table
  return {
    documentId: id,
    right: found(right),
    table: own,
    gathering: {
      id: gathering.id,
      title: gathering.title,
      place: gathering.place,
      when: { precision: gathering.precision, startsAt: gathering.startsAt },
    },
    seated: seats.map(({ person }) => person),
    // Who reads along may belong to another county: whoever writes here is told by name all the same.
    readers: await asSystem(() => db().$queryRaw<Named[]>(readersOfTable(tableId))),
  }
}
