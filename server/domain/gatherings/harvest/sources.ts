import type { Tx } from '~server/database/client'

/** What collecting brought. */
export interface Collected {
  fresh: number
  /** Whose source says something else than before, or has been taken back. */
  changed: number
}

/**
 * What the sources of statements say now. A statement that was taken back before anybody did anything with it goes: its table
 * does not say it, and nothing on the board would be lost.
 */
export async function rememberSources(
  tx: Tx,
  gatheringId: string,
  changed: readonly { id: string; sourceText: string | null }[],
): Promise<void> {
  if (changed.length === 0) return
  await tx.$executeRaw`
    UPDATE statement s SET source_text = x.text
    FROM unnest(${changed.map(({ id }) => id)}::uuid[], ${changed.map(({ sourceText }) => sourceText)}::text[]) AS x (id, text)
    WHERE s.id = x.id AND s.gathering_id = ${gatheringId}::uuid`
  await tx.statement.deleteMany({ where: { gatheringId, sourceText: null, turn: 0 } })
}
