import { db } from '~server/database/client'
import { recordAuthors } from './authors'
import { sittings } from './sittings'
import { loggedRuns, restorations } from './versions'
import { sha256 } from './storage'

/** Rows of the log are kept this long (SPEC.md); what they said stays as versions. */
const KEEP_DAYS = 30

/** Documents whose log has rows that may go: old, and covered by the snapshot. */
export async function documentsToTrim(): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT DISTINCT u.document_id::text AS id
    FROM document_update u
    JOIN document_head h ON h.document_id = u.document_id AND h.epoch = u.epoch
    JOIN document_snapshot s ON s.document_id = u.document_id AND s.epoch = u.epoch AND u.seq <= s.seq
    WHERE u.created_at < now() - ${KEEP_DAYS} * interval '1 day'`
  return rows.map(({ id }) => id)
}

/**
 * Takes the old sittings of a document out of its log, and keeps the state at the end of each as a version. Only whole
 * sittings, and only what the snapshot covers: a newcomer is answered with what comes after it.
 *
 * @param fold makes one update of several that build on each other
 * @returns rows that went
 */
export async function trimLog(
  documentId: string,
  fold: (updates: readonly Uint8Array[]) => Promise<Uint8Array>,
): Promise<number> {
  await recordAuthors(documentId)
  const head = await db().documentHead.findUnique({ where: { documentId } })
  const snapshot = await db().documentSnapshot.findUnique({
    where: { documentId },
    select: { epoch: true, seq: true },
  })
  if (!head || snapshot?.epoch !== head.epoch) return 0
  const { epoch } = head
  const last = await db().documentVersion.findFirst({
    where: { documentId, epoch },
    orderBy: { toSeq: 'desc' },
    select: { toSeq: true, bytes: true },
  })
  const runs = await loggedRuns(documentId, epoch, last?.toSeq ?? 0)
  const [clock] = await db().$queryRaw<{ before: Date }[]>`
    SELECT now() - ${KEEP_DAYS} * interval '1 day' AS before`
  const old = sittings(runs, await restorations(documentId)).filter(
    ({ toSeq, endedAt }) => toSeq <= snapshot.seq && clock !== undefined && endedAt < clock.before,
  )
  let state: Uint8Array[] = last ? [last.bytes] : []
  let gone = 0
  for (const sitting of old) {
    const rows = await db().documentUpdate.findMany({
      where: { documentId, epoch, seq: { gte: sitting.fromSeq, lte: sitting.toSeq } },
      orderBy: { seq: 'asc' },
      select: { bytes: true },
    })
    const bytes = new Uint8Array(await fold([...state, ...rows.map(row => row.bytes)]))
    await db().$transaction(async tx => {
      const hash = new Uint8Array(sha256(bytes))
      await tx.documentVersion.create({ data: { documentId, epoch, ...sitting, bytes, sha256: hash } })
      const { count } = await tx.documentUpdate.deleteMany({
        where: { documentId, epoch, seq: { gte: sitting.fromSeq, lte: sitting.toSeq } },
      })
      gone += count
    })
    state = [bytes]
  }
  return gone
}
