import { db, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import type { Actor } from '../../shared/actor'
import { databaseNow } from '../../shared/clock'
import { tableOf } from '../tables'
import { led, seatedIn } from './rounds'

/** What a table tells the facilitator without words. */
export type Signal = 'done' | 'called'

/** The actor's own table says that it is done, or calls; or takes that back. @throws DomainError `not_found` without a seat */
export async function signal(actor: Actor, roundId: string, what: Signal, on: boolean): Promise<void> {
  await db().$transaction(async tx => {
    const seat = await seatedIn(tx, actor, roundId)
    await setSignal(tx, actor, seat, what, on)
  })
}

/** The facilitator is on the way: the call of a table is answered. @throws DomainError `not_found`, `forbidden` */
export async function answerCall(actor: Actor, roundId: string, tableId: string): Promise<void> {
  await db().$transaction(async tx => {
    const { id, gatheringId } = await led(tx, actor, roundId)
    const table = await tableOf(tx, gatheringId, tableId)
    await setSignal(tx, actor, { roundId: id, gatheringId, tableId: table }, 'called', false)
  })
}

/** How the actor's table stands. @throws DomainError `not_found` without a seat */
export async function ownSignals(actor: Actor, roundId: string): Promise<{ done: boolean; called: boolean }> {
  const { roundId: round, tableId } = await seatedIn(db(), actor, roundId)
  const row = await db().tableRound.findUnique({ where: { roundId_tableId: { roundId: round, tableId } } })
  return { done: row?.doneAt != null, called: row?.calledAt != null }
}

async function setSignal(
  tx: Tx,
  actor: Actor,
  { roundId, gatheringId, tableId }: { roundId: string; gatheringId: string; tableId: string },
  what: Signal,
  on: boolean,
): Promise<void> {
  const at = on ? await databaseNow(tx) : null
  const data = what === 'done' ? { doneAt: at } : { calledAt: at }
  await tx.tableRound.upsert({
    where: { roundId_tableId: { roundId, tableId } },
    create: { roundId, tableId, ...data },
    update: data,
  })
  await record(tx, actor.personId, 'round.signalled', { gatheringId, roundId, tableId })
}
