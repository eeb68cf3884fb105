import { db, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import { plenumBlocks } from '../../documents/plenum'
import { storedContents, type StoredContent } from '../../documents/stored-contents'
import type { Actor } from '../../shared/actor'
import { databaseNow } from '../../shared/clock'
import { arrangedHarvest, onBoard } from './harvests'
import { matchBlocks } from './matching'
import { collectPoints } from './points'
import { LONGEST_STATEMENT } from './schema'
import { rememberSources, type Collected } from './sources'

/**
 * Brings what the tables say to the hall onto the board: the blocks they have marked, and the points on the tables of rounds that
 * have come to the plenum. Collecting again adds what is new; what was collected keeps its words and its place, and only
 * remembers what its source says by now.
 *
 * @throws DomainError `not_found`, `forbidden`
 */
export async function collect(actor: Actor, gatheringId: string): Promise<Collected> {
  const id = await arrangedHarvest(db(), actor, gatheringId)
  const written = await writtenSince(db(), id)
  const contents = await storedContents(written.map(({ documentId }) => documentId))
  return onBoard(actor, id, async tx => {
    // Somebody else may have collected meanwhile, and later words than these.
    const still = new Map((await writtenSince(tx, id)).map(source => [source.documentId, source]))
    const read = [...contents].flatMap(([documentId, content]) => {
      const source = still.get(documentId)
      return source === undefined ? [] : [{ ...source, ...content }]
    })
    const blocks = await collectBlocks(tx, id, read)
    const points = await collectPoints(tx, id)
    const sum = { fresh: blocks.fresh + points.fresh, changed: blocks.changed + points.changed }
    await tx.harvest.update({ where: { gatheringId: id }, data: { collectedAt: await databaseNow(tx) } })
    await record(tx, actor.personId, 'harvest.collected', { gatheringId: id })
    return sum
  })
}

interface Source {
  documentId: string
  tableId: string
}

/** The tables that have written something since their document was last collected from. */
async function writtenSince(tx: Pick<Tx, '$queryRaw'>, gatheringId: string): Promise<Source[]> {
  return tx.$queryRaw<Source[]>`
    SELECT d.id::text AS "documentId", t.id::text AS "tableId"
    FROM gathering_table t
    JOIN document d ON d.owner_kind = 'table' AND d.owner_id = t.id
    JOIN document_head h ON h.document_id = d.id
    LEFT JOIN harvest_source s ON s.document_id = d.id
    WHERE t.gathering_id = ${gatheringId}::uuid
      AND (s.document_id IS NULL OR (s.epoch, s.seq) < (h.epoch, h.seq))`
}

/** How many tables have something new since the last collecting; nobody reads what. */
export async function countWaiting(tx: Pick<Tx, '$queryRaw'>, gatheringId: string): Promise<number> {
  return (await writtenSince(tx, gatheringId)).length
}

async function collectBlocks(
  tx: Tx,
  gatheringId: string,
  read: readonly (Source & StoredContent)[],
): Promise<Collected> {
  const held = await tx.statement.findMany({
    where: { gatheringId, kind: 'block', sourceId: { in: read.map(({ documentId }) => documentId) } },
    select: { id: true, sourceId: true, text: true, sourceText: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  const matched = read.map(source => {
    const own = held.filter(({ sourceId }) => sourceId === source.documentId)
    return { source, ...matchBlocks(own, saidTo(source)) }
  })
  const fresh = matched.flatMap(({ source: { documentId, tableId }, fresh: blocks }) =>
    blocks.map(({ position, asked, text }) => ({
      ...{ gatheringId, tableId, kind: 'block' as const, sourceId: documentId },
      ...{ asked, text, sourceText: text, position },
    })),
  )
  await tx.statement.createMany({ data: fresh })
  const changed = matched.flatMap(each => each.changed)
  await rememberSources(tx, gatheringId, changed)
  await tx.$executeRaw`
    INSERT INTO harvest_source (document_id, gathering_id, epoch, seq)
    SELECT x.id, ${gatheringId}::uuid, x.epoch, x.seq
    FROM unnest(${read.map(({ documentId }) => documentId)}::uuid[], ${read.map(({ epoch }) => epoch)}::int[],
      ${read.map(({ seq }) => seq)}::int[]) AS x (id, epoch, seq)
    ON CONFLICT (document_id) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq`
  return { fresh: fresh.length, changed: changed.length }
}

/** What a document says to the hall; a marked block without words says nothing. */
function saidTo({ content }: StoredContent): { position: number; asked: string; text: string }[] {
  return plenumBlocks(content)
    .map(({ position, heading, text }) => ({ position, asked: heading ?? '', text: short(text) }))
    .filter(({ text }) => text !== '')
}

const short = (text: string): string => {
  const plain = text.trim()
  return plain.length <= LONGEST_STATEMENT ? plain : `${plain.slice(0, LONGEST_STATEMENT - 1)}…`
}
