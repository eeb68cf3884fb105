import { db } from '~server/database/client'
import { asSystem } from '~server/database/reach'
import { record } from '~server/outbox/record'
import { forbidden, found, notFound } from '../shared/errors'
import type { OpenedDocument } from './opened'
import { sittings, type LoggedRun, type Sitting } from './sittings'
import { sha256 } from './storage'

/** A version as the list shows it; `seq` is its place in the log and its name in addresses. */
export interface Version {
  seq: number
  beganAt: Date
  endedAt: Date
  people: string[]
  /** Its text was brought back from an older version. */
  restored: boolean
}

/** How the text has grown is the business of those who write it. @throws DomainError `forbidden` for a reader */
function allowHistory({ right }: OpenedDocument): void {
  if (right !== 'write') throw forbidden()
}

/** All versions, newest first. @throws DomainError `forbidden` for somebody who only reads */
export async function listVersions(opened: OpenedDocument): Promise<Version[]> {
  allowHistory(opened)
  const all = await sittingsOf(opened.documentId)
  const ids = [...new Set(all.flatMap(({ personIds }) => personIds))]
  // Whoever writes here is told by name who wrote with them, whatever their county.
  const people = await asSystem(() =>
    db().person.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
  )
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return all
    .map(({ toSeq, beganAt, endedAt, personIds, restoredSeq }) => ({
      seq: toSeq,
      beganAt,
      endedAt,
      people: personIds.flatMap(id => names.get(id) ?? []),
      restored: restoredSeq !== null,
    }))
    .reverse()
}

/**
 * The text as it was at a place in the log, as updates in their order: the last kept state before it, and what was written
 * after that.
 *
 * @throws DomainError `forbidden` for somebody who only reads, `not_found` for a place that there is not
 */
export async function versionBytes(opened: OpenedDocument, seq: number): Promise<Uint8Array[]> {
  allowHistory(opened)
  return bytesAt(opened.documentId, seq)
}

async function bytesAt(documentId: string, seq: number): Promise<Uint8Array[]> {
  const head = found(await db().documentHead.findUnique({ where: { documentId } }))
  if (!Number.isSafeInteger(seq) || seq < 1 || seq > head.seq) throw notFound()
  const { epoch } = head
  const kept = await db().documentVersion.findFirst({
    where: { documentId, epoch, toSeq: { lte: seq } },
    orderBy: { toSeq: 'desc' },
    select: { toSeq: true, bytes: true, sha256: true },
  })
  const after = kept?.toSeq ?? 0
  const rows = await db().documentUpdate.findMany({
    where: { documentId, epoch, seq: { gt: after, lte: seq } },
    orderBy: { seq: 'asc' },
    select: { bytes: true, sha256: true },
  })
  // Between two kept states of a time that has gone from the log.
  if (rows.length !== seq - after) throw notFound()
  const all = kept === null ? rows : [kept, ...rows]
  for (const row of all)
    if (!sha256(row.bytes).equals(row.sha256)) throw new Error(`document ${documentId}: a row has changed`)
  return all.map(({ bytes }) => bytes)
}

/** What writes into a live document (server/collaboration); resolves with the connection it did so under. */
type Amend = (
  documentId: string,
  personId: string,
  change: (state: Uint8Array) => Promise<Uint8Array | null>,
) => Promise<string | null>

/**
 * Brings the text of an old version back, as a change on top: nothing of the log goes, everybody there sees it, and it is
 * undone by bringing back the version before.
 *
 * @param change builds the change from the present state and the old text
 * @returns false when the text is like that already
 * @throws DomainError `forbidden` for somebody who only reads, `not_found` for a place that there is not
 */
export async function restoreVersion(
  opened: OpenedDocument,
  seq: number,
  amend: Amend,
  change: (state: Uint8Array, updates: readonly Uint8Array[]) => Promise<Uint8Array | null>,
): Promise<boolean> {
  const updates = await versionBytes(opened, seq)
  const { documentId, actor } = opened
  const connectionId = await amend(documentId, actor.personId, state => change(state, updates))
  if (connectionId === null) return false
  await db().$transaction(async tx => {
    await tx.documentRestoration.create({ data: { documentId, connectionId, seq } })
    await record(tx, actor.personId, 'document.restored', { documentId, seq })
  })
  return true
}

/** Kept ones, then what is still in the log. */
async function sittingsOf(documentId: string): Promise<Sitting[]> {
  const { epoch } = found(await db().documentHead.findUnique({ where: { documentId } }))
  const kept = await db().documentVersion.findMany({
    where: { documentId, epoch },
    orderBy: { toSeq: 'asc' },
    omit: { bytes: true, sha256: true },
  })
  const runs = await loggedRuns(documentId, epoch, kept.at(-1)?.toSeq ?? 0)
  return [...kept, ...sittings(runs, await restorations(documentId))]
}

export async function loggedRuns(documentId: string, epoch: number, after: number): Promise<LoggedRun[]> {
  const rows = await db().documentUpdate.findMany({
    where: { documentId, epoch, seq: { gt: after } },
    orderBy: { seq: 'asc' },
    select: { seq: true, personId: true, connectionId: true, createdAt: true },
  })
  return rows.map(({ createdAt, ...run }) => ({ ...run, at: createdAt }))
}

export async function restorations(documentId: string): Promise<Map<string, number>> {
  const rows = await db().documentRestoration.findMany({ where: { documentId } })
  return new Map(rows.map(({ connectionId, seq }) => [connectionId, seq]))
}
