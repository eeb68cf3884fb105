import { roundState } from '~server/domain/gatherings/rounds/rounds'
import type { LiveEvents } from '~server/events/events'
import type { Handlers } from '~server/outbox/drain'

type Told = Pick<LiveEvents, 'roundStepped' | 'roundSignalled'>

/** Phones, wall and projector are told how a round stands; what lies on a table each table asks for itself. */
export function roundHandlers(events: Told): Handlers {
  const stepped = async ({ payload }: { payload: { roundId: string } }): Promise<void> => {
    const state = await roundState(payload.roundId)
    if (state === null) return
    const { id, gatheringId, turn, step, stepEndsAt, now } = state
    events.roundStepped({
      ...{ gatheringId, roundId: id, turn, step },
      stepEndsAt: stepEndsAt?.toISOString() ?? null,
      now: now.toISOString(),
    })
  }
  const signalled = ({ payload }: Signalled): Promise<void> => {
    events.roundSignalled(payload.gatheringId, payload.roundId, payload.tableId)
    return Promise.resolve()
  }
  return {
    'round.stepped': [stepped],
    'round.changed': [stepped],
    'round.released': [signalled],
    'round.signalled': [signalled],
  }
}

interface Signalled {
  payload: { gatheringId: string; roundId: string; tableId: string }
}
