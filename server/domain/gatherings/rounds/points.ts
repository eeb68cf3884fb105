import { db } from '~server/database/client'
import type { Actor } from '../../shared/actor'
import { knownId } from '../../shared/authorize'
import { databaseNow } from '../../shared/clock'
import { DomainError, notFound } from '../../shared/errors'
import { seatedIn } from './rounds'
import { MOST_POINTS, type NewPoint, type PointKind } from './schema'

/** Something that the actor wrote for nobody else. */
export interface OwnPointView {
  id: string
  kind: PointKind
  prompt: number
  text: string
}

/** The actor's own points in a round, in the order in which they were begun. @throws DomainError `not_found` without a seat */
export async function listOwnPoints(actor: Actor, roundId: string): Promise<OwnPointView[]> {
  const round = await seatedIn(db(), actor, roundId)
  return db().ownPoint.findMany({
    where: { roundId: round.roundId, personId: actor.personId },
    select: { id: true, kind: true, prompt: true, text: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
}

/**
 * Saves what somebody wrote for themselves. Allowed in every step: late text counts, and nobody is locked out by a clock.
 * Sent again after a lost answer it changes nothing; an emptied point goes.
 *
 * @throws DomainError `not_found` (no seat, or the point is somebody else's), `conflict` when there are too many
 */
export async function savePoint(actor: Actor, roundId: string, form: NewPoint): Promise<void> {
  const id = knownId(form.pointId)
  await db().$transaction(async tx => {
    const { roundId: round, prompts } = await seatedIn(tx, actor, roundId)
    const held = await tx.ownPoint.findUnique({ where: { id }, select: { roundId: true, personId: true } })
    if (held !== null && (held.personId !== actor.personId || held.roundId !== round)) throw notFound()
    if (form.text === '') {
      await tx.ownPoint.deleteMany({ where: { id, personId: actor.personId } })
      return
    }
    const prompt = Math.min(form.prompt, prompts.length - 1)
    if (held === null) {
      const mine = await tx.ownPoint.count({ where: { roundId: round, personId: actor.personId } })
      if (mine >= MOST_POINTS) throw new DomainError('conflict', 'rounds.tooManyPoints')
      const { kind, text } = form
      await tx.ownPoint.create({ data: { id, roundId: round, personId: actor.personId, kind, prompt, text } })
      return
    }
    await tx.ownPoint.update({
      where: { id },
      data: { text: form.text, prompt, changedAt: await databaseNow(tx) },
    })
  })
}
