import { decodeRelativePosition } from 'yjs'
import { db, type Tx } from '~server/database/client'
import { asSystem } from '~server/database/reach'
import { record } from '~server/outbox/record'
import { databaseNow } from '../shared/clock'
import { conflict, forbidden, found } from '../shared/errors'
import type { OpenedDocument } from './opened'
import type { CommentForm } from './schema'

interface CommentRow {
  id: string
  /** Null when the person is gone. */
  name: string | null
  personId: string | null
  text: string
  createdAt: Date
  edited: boolean
}

/** A passage that is talked about, with what is said, oldest first. */
export interface Thread {
  id: string
  quote: string
  /** Yjs relative positions, as base64. */
  from: string
  to: string
  resolved: boolean
  resolvedBy: string | null
  comments: CommentRow[]
}

/** More than a table ever says; it keeps pages and forms of the ill-meaning small. */
const MOST_THREADS = 300
const MOST_REPLIES = 100
/** Of what stood there, so much is kept. */
const LONGEST_QUOTE = 300

/** Everything that is said about the document, in the order it was begun; for whoever reads it. */
export async function listThreads({ documentId }: OpenedDocument): Promise<Thread[]> {
  // Whoever reads here is told by name who says what, whatever their county.
  const person = { select: { name: true } }
  const rows = await asSystem(() =>
    db().commentThread.findMany({
      where: { documentId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      include: {
        resolvedBy: person,
        comments: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], include: { person } },
      },
    }),
  )
  return rows.map(row => ({
    id: row.id,
    quote: row.quote,
    from: Buffer.from(row.startsAt).toString('base64'),
    to: Buffer.from(row.endsAt).toString('base64'),
    resolved: row.resolvedAt !== null,
    resolvedBy: row.resolvedBy?.name ?? null,
    comments: row.comments.map(comment => ({
      id: comment.id,
      name: comment.person?.name ?? null,
      personId: comment.personId,
      text: comment.text,
      createdAt: comment.createdAt,
      edited: comment.editedAt !== null,
    })),
  }))
}

export function countOpenThreads({ documentId }: OpenedDocument): Promise<number> {
  return db().commentThread.count({ where: { documentId, resolvedAt: null } })
}

/**
 * Does what a form asks for.
 * @throws DomainError `forbidden` for somebody who only reads, or who would change another's words; `not_found` for what is not of
 *   this document; `conflict` when there is too much already
 */
export async function changeComments(opened: OpenedDocument, form: CommentForm): Promise<void> {
  const { documentId, actor, right } = opened
  if (right !== 'write') throw forbidden()
  await db().$transaction(async tx => {
    const threadId = await CHANGES[form.intent](tx, opened, form as never)
    await record(tx, actor.personId, 'comment.changed', { documentId, threadId })
  })
}

type Change<Intent extends CommentForm['intent']> = (
  tx: Tx,
  opened: OpenedDocument,
  form: Extract<CommentForm, { intent: Intent }>,
) => Promise<string>

const CHANGES: { [Intent in CommentForm['intent']]: Change<Intent> } = {
  async add(tx, opened, { quote, from, to, text, commentId }) {
    const before = await alreadySaid(tx, opened, commentId)
    if (before !== null) return before
    const { documentId, actor } = opened
    const there = await tx.commentThread.count({ where: { documentId } })
    if (there >= MOST_THREADS) throw conflict('comments_full')
    const { id } = await tx.commentThread.create({
      data: {
        documentId,
        quote: shortened(quote),
        startsAt: placeOf(from),
        endsAt: placeOf(to),
        comments: { create: { ...withId(commentId), personId: actor.personId, text } },
      },
    })
    return id
  },
  async reply(tx, opened, { threadId, text, commentId }) {
    const before = await alreadySaid(tx, opened, commentId)
    if (before !== null) return before
    await threadOf(tx, opened.documentId, threadId)
    if ((await tx.comment.count({ where: { threadId } })) >= MOST_REPLIES) throw conflict('comments_full')
    const { personId } = opened.actor
    await tx.comment.create({ data: { ...withId(commentId), threadId, personId, text } })
    return threadId
  },
  async edit(tx, opened, { commentId, text }) {
    const { threadId } = await ownComment(tx, opened, commentId)
    await tx.comment.update({ where: { id: commentId }, data: { text, editedAt: await databaseNow(tx) } })
    return threadId
  },
  async delete(tx, opened, { commentId }) {
    const { threadId } = await ownComment(tx, opened, commentId)
    await tx.comment.delete({ where: { id: commentId } })
    if ((await tx.comment.count({ where: { threadId } })) === 0)
      await tx.commentThread.delete({ where: { id: threadId } })
    return threadId
  },
  async resolve(tx, { documentId, actor: { personId } }, { threadId }) {
    await threadOf(tx, documentId, threadId)
    const resolvedAt = await databaseNow(tx)
    await tx.commentThread.update({ where: { id: threadId }, data: { resolvedAt, resolvedById: personId } })
    return threadId
  },
  async reopen(tx, { documentId }, { threadId }) {
    await threadOf(tx, documentId, threadId)
    await tx.commentThread.update({ where: { id: threadId }, data: { resolvedAt: null, resolvedById: null } })
    return threadId
  },
}

const withId = (id: string | undefined): { id?: string } => (id === undefined ? {} : { id })

/**
 * The thread a comment is in already: it was taken in, and the answer did not arrive. Two of one person at the same time wait for
 * each other.
 */
async function alreadySaid(
  tx: Tx,
  { documentId, actor: { personId } }: OpenedDocument,
  id: string | undefined,
): Promise<string | null> {
  if (id === undefined) return null
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${id}, 0))::text`
  const said = await tx.comment.findFirst({ where: { id, personId, thread: { documentId } } })
  return said?.threadId ?? null
}

async function threadOf(tx: Tx, documentId: string, id: string): Promise<void> {
  found(await tx.commentThread.findFirst({ where: { id, documentId }, select: { id: true } }))
}

async function ownComment(tx: Tx, { documentId, actor }: OpenedDocument, id: string) {
  const comment = found(await tx.comment.findFirst({ where: { id, thread: { documentId } } }))
  if (comment.personId !== actor.personId) throw forbidden()
  return comment
}

/** @throws DomainError `conflict` for what is no place in any text */
function placeOf(base64: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'))
  try {
    decodeRelativePosition(bytes)
  } catch {
    throw conflict('comment_without_place')
  }
  return bytes
}

function shortened(quote: string): string {
  const plain = quote.replace(/\s+/g, ' ').trim()
  return plain.length <= LONGEST_QUOTE ? plain : `${plain.slice(0, LONGEST_QUOTE).replace(/\p{Cs}$/u, '')}…`
}
