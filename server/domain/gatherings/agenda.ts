import { db } from '~server/database/client'
import { record } from '~server/outbox/record'
import type { Actor } from '../shared/actor'
import { arranged, lockGathering } from './gatherings'
import type { NewAgendaItem } from './schema'

/**
 * Puts a new agenda, in this order, in the place of the old one.
 *
 * @throws DomainError `not_found`, `forbidden`
 */
export async function replaceAgenda(
  actor: Actor,
  gatheringId: string,
  items: readonly NewAgendaItem[],
): Promise<void> {
  await db().$transaction(async tx => {
    const { id, cohortId } = await arranged(tx, actor, gatheringId)
    await lockGathering(tx, id)
    await tx.agendaItem.deleteMany({ where: { gatheringId: id } })
    await tx.agendaItem.createMany({
      data: items.map(({ kind, title, minutes }, position) => ({
        gatheringId: id,
        position,
        kind,
        title,
        minutes,
      })),
    })
    await record(tx, actor.personId, 'gathering.changed', { gatheringId: id, cohortId })
  })
}
