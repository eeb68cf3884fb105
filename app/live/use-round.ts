import { useEffect, useState } from 'react'
import type { RoundNow, ServerMessages } from '~server/events/messages'
import { follow } from './use-live-events'

/**
 * Follows a round: how it stands, as the server tells it, and a callback for what each page asks for itself. After a reconnect
 * the page asks anew, so that no step is lost.
 *
 * @param told a table of the round has something new; `null` = anything may have happened
 */
export function useRoundNow(
  gatheringId: string,
  roundId: string,
  told: (tableId: string | null) => void,
): RoundNow | null {
  const [now, setNow] = useState<RoundNow | null>(null)
  useEffect(() => {
    let entered = false
    return follow(socket => {
      const onStep: ServerMessages['round:stepped'] = message => {
        if (message.roundId === roundId) setNow(message)
      }
      const onSignal: ServerMessages['round:signalled'] = message => {
        if (message.roundId === roundId) told(message.tableId)
      }
      socket.on('round:stepped', onStep)
      socket.on('round:signalled', onSignal)
      socket.emit('gathering:enter', gatheringId, () => {
        // The first time the page is as fresh as the answer.
        if (entered) told(null)
        entered = true
      })
      return () => {
        socket.off('round:stepped', onStep)
        socket.off('round:signalled', onSignal)
        socket.emit('gathering:leave', gatheringId)
      }
    })
  }, [gatheringId, roundId, told])
  return now
}
