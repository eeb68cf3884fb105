import { db, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import { FACTS } from '../../organisations/units'
import type { Actor } from '../../shared/actor'
import { allow, knownId, validAt } from '../../shared/authorize'
import { databaseNow } from '../../shared/clock'
import { found } from '../../shared/errors'
import { canArrangeHarvest, faceOf, visibleHarvests, type HarvestFace } from './policy'

/** A gathering's harvest, as much as everybody who may know of it knows. */
export interface HarvestView {
  gathering: { id: string; title: string }
  face: HarvestFace
  /** Null = nothing has been collected yet. */
  collectedAt: Date | null
  /** Null = only those who lead the gathering see it. */
  revealedAt: Date | null
}

/** @throws DomainError `not_found` */
export async function getHarvest(actor: Actor, gatheringId: string): Promise<HarvestView> {
  const now = await databaseNow(db())
  const row = found(
    await db().gathering.findFirst({
      where: { id: knownId(gatheringId), AND: visibleHarvests(actor, now) },
      select: {
        id: true,
        title: true,
        host: { select: FACTS },
        harvest: { select: { collectedAt: true, revealedAt: true } },
        seats: { where: { personId: actor.personId, ...validAt(now) }, select: { tableId: true } },
      },
    }),
  )
  return {
    gathering: { id: row.id, title: row.title },
    face: faceOf(actor, { host: row.host, seated: row.seats.length > 0 }),
    collectedAt: row.harvest?.collectedAt ?? null,
    revealedAt: row.harvest?.revealedAt ?? null,
  }
}

/** The gathering whose harvest the actor arranges. @throws DomainError `not_found`, `forbidden` */
export async function arrangedHarvest(tx: Tx, actor: Actor, gatheringId: string): Promise<string> {
  const where = { id: knownId(gatheringId), AND: visibleHarvests(actor, await databaseNow(tx)) }
  const { id, host } = found(
    await tx.gathering.findFirst({ where, select: { id: true, host: { select: { id: true } } } }),
  )
  allow(canArrangeHarvest(actor, { host }))
  return id
}

/**
 * Does something on the board. Several arrange it at once: each act is short, and they wait for each other.
 *
 * @throws DomainError `not_found`, `forbidden`
 */
export async function onBoard<Answer>(
  actor: Actor,
  gatheringId: string,
  act: (tx: Tx, gatheringId: string) => Promise<Answer>,
): Promise<Answer> {
  return db().$transaction(async tx => {
    const id = await arrangedHarvest(tx, actor, gatheringId)
    await tx.harvest.createMany({ data: [{ gatheringId: id }], skipDuplicates: true })
    await tx.$queryRaw`SELECT 1 FROM harvest WHERE gathering_id = ${id}::uuid FOR UPDATE`
    return act(tx, id)
  })
}

/** Shows the harvest to the hall and to those above, or takes that back. @throws DomainError `not_found`, `forbidden` */
export async function revealHarvest(actor: Actor, gatheringId: string, on: boolean): Promise<void> {
  await onBoard(actor, gatheringId, async (tx, id) => {
    const { revealedAt } = await tx.harvest.findUniqueOrThrow({ where: { gatheringId: id } })
    if ((revealedAt !== null) === on) return
    const at = on ? await databaseNow(tx) : null
    await tx.harvest.update({ where: { gatheringId: id }, data: { revealedAt: at } })
    await record(tx, actor.personId, 'harvest.revealed', { gatheringId: id, revealed: on })
  })
}
