import { db, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import type { Actor } from '../../shared/actor'
import { databaseNow } from '../../shared/clock'
import { led, stateOf, type RoundState } from './rounds'
import type { Step } from './schema'
import { endOf, later, stepAfter, stepBefore } from './steps'

export type Move = 'next' | 'back' | 'more'

/** Minutes that "more time" gives. */
export const MORE_MINUTES = 2

/**
 * Leads a round on, back, or gives the step more time. Whoever pressed says which state they saw: of two facilitators who
 * press at the same moment one makes the step, and the other learns how it stands.
 *
 * @param seen the `turn` that the presser's page showed
 * @returns the state afterwards; `moved`: this press made it
 * @throws DomainError `not_found`, `forbidden`
 */
export async function leadRound(
  actor: Actor,
  roundId: string,
  move: Move,
  seen: number,
): Promise<{ moved: boolean; state: RoundState }> {
  return db().$transaction(async tx => {
    const round = await led(tx, actor, roundId)
    const now = await databaseNow(tx)
    if (round.turn !== seen) return { moved: false, state: stateOf(round, now) }
    if (move === 'more') {
      const stepEndsAt = later(round.stepEndsAt, MORE_MINUTES, now)
      return { moved: true, state: await turnTo(tx, actor, round.id, { stepEndsAt }, now) }
    }
    const step: Step | null = move === 'next' ? stepAfter(round.step) : stepBefore(round.step)
    if (step === null) return { moved: false, state: stateOf(round, now) }
    const change = { step, stepBeganAt: now, stepEndsAt: endOf(step, round, now) }
    return { moved: true, state: await turnTo(tx, actor, round.id, change, now) }
  })
}

async function turnTo(
  tx: Tx,
  actor: Actor,
  id: string,
  change: { step?: Step; stepBeganAt?: Date; stepEndsAt: Date | null },
  now: Date,
): Promise<RoundState> {
  const row = await tx.round.update({ where: { id }, data: { ...change, turn: { increment: 1 } } })
  await record(tx, actor.personId, 'round.stepped', {
    gatheringId: row.gatheringId,
    roundId: id,
    step: row.step,
  })
  return stateOf(row, now)
}
