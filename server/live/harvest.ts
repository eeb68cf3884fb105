import type { LiveEvents } from '~server/events/events'
import type { Handlers } from '~server/outbox/drain'

/** Whoever has the board of a gathering open, or what it shows, asks anew. */
export function harvestHandlers(events: Pick<LiveEvents, 'harvestChanged'>): Handlers {
  const changed = ({ payload }: { payload: { gatheringId: string } }): Promise<void> => {
    events.harvestChanged(payload.gatheringId)
    return Promise.resolve()
  }
  return {
    'harvest.collected': [changed],
    'harvest.arranged': [changed],
    'harvest.revealed': [changed],
  }
}
