import crypto from 'node:crypto'
import { db } from '~server/database/client'
import { record } from '~server/outbox/record'
import type { Actor } from '../../shared/actor'
import { knownId } from '../../shared/authorize'
import { databaseNow } from '../../shared/clock'
import { found } from '../../shared/errors'
import { seatedIn } from './rounds'
import type { Voice } from './schema'

/** What lies on the table: released, for those who sit there. */
export interface ReleasedView {
  id: string
  voice: Voice
  prompt: number
  text: string
  /** Whose name stands at it; null when it is said in the name of all or without any. */
  author: string | null
  /** The actor released it and can take it back. Never for an unnamed one: nothing tells whose it is. */
  mine: boolean
}

/** The points on the actor's own table, in no order that would tell when they came. @throws DomainError `not_found` without a seat */
export async function listReleased(actor: Actor, roundId: string): Promise<ReleasedView[]> {
  const { roundId: round, tableId } = await seatedIn(db(), actor, roundId)
  const rows = await db().releasedPoint.findMany({
    where: { roundId: round, tableId },
    select: {
      id: true,
      voice: true,
      prompt: true,
      text: true,
      authorId: true,
      author: { select: { name: true } },
    },
    // Ids are random: one more unnamed point does not stand last, where it would be known by its moment.
    orderBy: [{ prompt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(({ authorId, author, ...row }) => ({
    ...row,
    author: row.voice === 'me' ? (author?.name ?? null) : null,
    mine: authorId === actor.personId,
  }))
}

/**
 * Lays one of the actor's points on the table. Unnamed means stored without an author: the own copy goes in the same moment, so
 * that nothing is left that could be compared, and it cannot be taken back.
 *
 * @throws DomainError `not_found` (no seat, or not one's own point)
 */
export async function releasePoint(
  actor: Actor,
  roundId: string,
  pointId: string,
  voice: Voice,
): Promise<void> {
  await db().$transaction(async tx => {
    const { roundId: round, gatheringId, tableId } = await seatedIn(tx, actor, roundId)
    const own = { id: knownId(pointId), roundId: round, personId: actor.personId, kind: 'point' as const }
    const { prompt, text } = found(
      await tx.ownPoint.findFirst({ where: own, select: { prompt: true, text: true } }),
    )
    const gone = await tx.ownPoint.deleteMany({ where: own })
    // Pressed twice at once: the second finds nothing left.
    if (gone.count === 0) return
    const named = voice !== 'unnamed'
    await tx.releasedPoint.create({
      data: {
        id: crypto.randomUUID(),
        ...{ roundId: round, tableId, voice, prompt, text },
        authorId: named ? actor.personId : null,
        releasedAt: named ? await databaseNow(tx) : null,
      },
    })
    // Without whoever did it: the log of what happened would tell who the unnamed are.
    await record(tx, null, 'round.released', { gatheringId, roundId: round, tableId })
  })
}

/** Takes a point from the table back to oneself. @throws DomainError `not_found` (no seat, not one's own, or unnamed) */
export async function takeBackPoint(actor: Actor, roundId: string, releasedId: string): Promise<void> {
  await db().$transaction(async tx => {
    const { roundId: round, gatheringId } = await seatedIn(tx, actor, roundId)
    const where = { id: knownId(releasedId), roundId: round, authorId: actor.personId }
    const { id, tableId, prompt, text } = found(await tx.releasedPoint.findFirst({ where }))
    const gone = await tx.releasedPoint.deleteMany({ where })
    if (gone.count === 0) return
    await tx.ownPoint.create({
      data: { id, roundId: round, personId: actor.personId, kind: 'point', prompt, text },
    })
    await record(tx, null, 'round.released', { gatheringId, roundId: round, tableId })
  })
}
