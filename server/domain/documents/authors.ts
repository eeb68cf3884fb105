import { parseUpdateMeta } from 'yjs'
import { db } from '~server/database/client'
import { asSystem } from '~server/database/reach'
import { found } from '../shared/errors'
import type { OpenedDocument } from './opened'

/** Who wrote what a Yjs client wrote; null for what stood there from the beginning. */
export interface Author {
  client: number
  personId: string | null
  name: string | null
}

/** Rows of the log read at once. */
const PORTION = 500

/** Whose each client of the document is, for whoever may read it. */
export async function listAuthors({ documentId }: OpenedDocument): Promise<Author[]> {
  await recordAuthors(documentId)
  // Whoever reads here is told by name who wrote, whatever their county.
  const rows = await asSystem(() =>
    db().documentAuthor.findMany({
      where: { documentId },
      select: { client: true, personId: true, person: { select: { name: true } } },
    }),
  )
  return rows.map(({ client, personId, person }) => ({
    client: Number(client),
    personId,
    name: person?.name ?? null,
  }))
}

/**
 * Reads what has come into the log for the clients it brings. The first person to introduce a client keeps it: whoever forges
 * another's later moves no text to them, and none to themselves. May run twice at once, and must run before rows go.
 */
export async function recordAuthors(documentId: string): Promise<void> {
  const head = found(await db().documentHead.findUnique({ where: { documentId } }))
  const read = await db().documentAuthorsRead.findUnique({ where: { documentId } })
  let seq = read?.epoch === head.epoch ? read.seq : 0
  while (seq < head.seq) {
    const rows = await db().documentUpdate.findMany({
      where: { documentId, epoch: head.epoch, seq: { gt: seq } },
      orderBy: { seq: 'asc' },
      take: PORTION,
      select: { seq: true, personId: true, bytes: true },
    })
    const last = rows.at(-1)
    if (!last) return
    await keep(documentId, head.epoch, last.seq, rows)
    seq = last.seq
  }
}

async function keep(
  documentId: string,
  epoch: number,
  seq: number,
  rows: readonly { personId: string | null; bytes: Uint8Array }[],
): Promise<void> {
  const whose = new Map<number, string | null>()
  for (const { personId, bytes } of rows)
    for (const client of parseUpdateMeta(bytes).from.keys())
      if (!whose.has(client)) whose.set(client, personId)
  const data = Array.from(whose, ([client, personId]) => ({ documentId, client: BigInt(client), personId }))
  await db().$transaction(async tx => {
    await tx.documentAuthor.createMany({ data, skipDuplicates: true })
    await tx.$executeRaw`
      INSERT INTO document_authors_read (document_id, epoch, seq) VALUES (${documentId}::uuid, ${epoch}, ${seq})
      ON CONFLICT (document_id) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq
        WHERE (document_authors_read.epoch, document_authors_read.seq) < (excluded.epoch, excluded.seq)`
  })
}
