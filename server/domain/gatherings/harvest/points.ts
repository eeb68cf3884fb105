import type { Tx } from '~server/database/client'
import { rememberSources, type Collected } from './sources'

/** From this step on a round is the hall's: before it, what lies on a table is the table's alone. */
const IN_THE_HALL = ['plenum', 'again', 'closed'] as const

/** Points stand behind what a table has agreed on. */
const BEHIND_BLOCKS = 1_000_000

/**
 * Collects the points on the tables of rounds that have come to the plenum. They come without a name, whoever laid them there;
 * one that was taken back is remembered as that.
 */
export async function collectPoints(tx: Tx, gatheringId: string): Promise<Collected> {
  const points = await tx.releasedPoint.findMany({
    where: { round: { gatheringId } },
    select: {
      id: true,
      tableId: true,
      roundId: true,
      prompt: true,
      text: true,
      round: { select: { step: true, prompts: true } },
    },
    // Ids are random: the order tells nothing of when.
    orderBy: { id: 'asc' },
  })
  const held = await tx.statement.findMany({
    where: { gatheringId, kind: 'point' },
    select: { id: true, sourceId: true, sourceText: true },
  })
  const known = new Set(held.map(({ sourceId }) => sourceId))
  const there = new Set(points.map(({ id }) => id))
  const inTheHall = points.filter(({ round }) => IN_THE_HALL.some(step => step === round.step))
  const fresh = inTheHall.filter(({ id }) => !known.has(id))
  await tx.statement.createMany({
    data: fresh.map(({ id, tableId, roundId, prompt, text, round }, at) => ({
      ...{ gatheringId, tableId, roundId, kind: 'point' as const, sourceId: id },
      ...{ asked: round.prompts[prompt] ?? '', text, sourceText: text, position: BEHIND_BLOCKS + at },
    })),
  })
  const gone = held.filter(({ sourceId, sourceText }) => sourceText !== null && !there.has(sourceId))
  await rememberSources(
    tx,
    gatheringId,
    gone.map(({ id }) => ({ id, sourceText: null })),
  )
  return { fresh: fresh.length, changed: gone.length }
}
