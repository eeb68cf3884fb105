import crypto from 'node:crypto'
import { db, type Tx } from '~server/database/client'
import { asSystem } from '~server/database/reach'
import { found } from '~server/domain/shared/errors'
import { record } from '~server/outbox/record'
import type { Content } from './content'
import { loadDocument } from './load'
import { readable, seedUpdate, type Readable } from './render'
import { sha256 } from './storage'

/** Raised when the renderer changes: stored readings of another version are made anew. */
const RENDERER = 3

/** What owns a document; the owner's area decides who may read and write it (server/domain/access.ts). */
export interface DocumentOwner {
  kind: 'table'
  id: string
}

/**
 * Creates a document with its content, in the transaction that creates its owner: no client ever seeds one, so two of
 * them cannot seed it twice.
 */
export async function createDocument(
  tx: Tx,
  actorId: string | null,
  owner: DocumentOwner,
  content?: Content,
): Promise<{ id: string }> {
  const { id } = await tx.document.create({ data: { ownerKind: owner.kind, ownerId: owner.id } })
  await tx.documentHead.create({ data: { documentId: id, epoch: 1, seq: content === undefined ? 0 : 1 } })
  if (content !== undefined) {
    const bytes = new Uint8Array(seedUpdate(content))
    await tx.documentUpdate.create({
      data: {
        documentId: id,
        epoch: 1,
        seq: 1,
        personId: null,
        connectionId: crypto.randomUUID(),
        nFrom: 0,
        nTo: 0,
        bytes,
        sha256: new Uint8Array(sha256(bytes)),
      },
    })
  }
  await record(tx, actorId, 'document.created', { documentId: id })
  return { id }
}

export interface DocumentReading extends Readable {
  epoch: number
  /** Place in the log up to which the reading holds. */
  seq: number
}

/**
 * The saved text, for a page: HTML that is there before any socket, the bare text, and its words. Rendered from the
 * stored bytes when something was written since the last reading, which is kept. Asks nobody's rights: callers do.
 */
export async function readDocument(documentId: string): Promise<DocumentReading> {
  const head = found(await db().documentHead.findUnique({ where: { documentId } }))
  const kept = await db().documentText.findUnique({ where: { documentId } })
  if (kept?.epoch === head.epoch && kept.seq === head.seq && kept.renderer === RENDERER) {
    return { epoch: kept.epoch, seq: kept.seq, html: kept.html, text: kept.text, words: kept.words }
  }
  const { epoch, seq, updates } = await storedBytes(documentId)
  const reading = { epoch, seq, ...readable(updates) }
  await keep(documentId, reading)
  return reading
}

/** All that is stored of a document, as updates in their order. Asks nobody's rights: callers do. */
export async function storedBytes(
  documentId: string,
): Promise<{ epoch: number; seq: number; updates: Uint8Array[] }> {
  const stored = found(
    await loadDocument(({ text }, values) => db().$queryRawUnsafe<unknown[]>(text, ...values), documentId),
  )
  const updates = stored.updates.map(update => update.bytes)
  if (stored.snapshot !== null) updates.unshift(stored.snapshot.bytes)
  return { epoch: stored.epoch, seq: stored.seq, updates }
}

/** Two readers may render at once: the later place in the log wins. */
async function keep(documentId: string, { epoch, seq, html, text, words }: DocumentReading): Promise<void> {
  await db().$executeRaw`
    INSERT INTO document_text (document_id, epoch, seq, renderer, html, text, words)
    VALUES (${documentId}::uuid, ${epoch}, ${seq}, ${RENDERER}, ${html}, ${text}, ${words})
    ON CONFLICT (document_id) DO UPDATE
      SET epoch = excluded.epoch, seq = excluded.seq, renderer = excluded.renderer,
          html = excluded.html, text = excluded.text, words = excluded.words
      WHERE (document_text.epoch, document_text.seq, document_text.renderer)
        <= (excluded.epoch, excluded.seq, excluded.renderer)`
}

/**
 * Remembers who wrote last and when, for overviews; the words themselves are in the log. A document or person that has
 * gone meanwhile is left out.
 */
export async function touchContributors(
  pairs: readonly { documentId: string; personId: string }[],
): Promise<void> {
  const documentIds = pairs.map(pair => pair.documentId)
  const personIds = pairs.map(pair => pair.personId)
  await db().$executeRaw`
    INSERT INTO document_contributor (document_id, person_id, last_at)
    SELECT d.id, p.id, now()
    FROM unnest(${documentIds}::uuid[], ${personIds}::uuid[]) AS wrote (document_id, person_id)
    JOIN document d ON d.id = wrote.document_id JOIN person p ON p.id = wrote.person_id
    ON CONFLICT (document_id, person_id) DO UPDATE SET last_at = excluded.last_at`
}

/** Names of those who have written in it, also of other counties. */
export async function contributorNames(documentId: string): Promise<string[]> {
  const rows = await asSystem(() =>
    db().documentContributor.findMany({
      where: { documentId },
      select: { person: { select: { name: true } } },
    }),
  )
  return rows.map(({ person }) => person.name)
}
