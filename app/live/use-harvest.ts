import { useEffect, useRef } from 'react'
import type { ServerMessages } from '~server/events/messages'
import { follow } from './use-live-events'
import { useRefresh } from './use-refresh'

/** However many arrange the board at once, each page asks once a second at most. */
const ASK_EVERY_MS = 1_000

/** Keeps a page that shows a gathering's harvest up to date, also after a reconnect. */
export function useHarvestNow(gatheringId: string): void {
  const refresh = useRefresh()
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null)
  useEffect(() => {
    let entered = false
    const ask = (): void => {
      waiting.current ??= setTimeout(() => {
        waiting.current = null
        refresh()
      }, ASK_EVERY_MS)
    }
    const stop = follow(socket => {
      const onChange: ServerMessages['harvest:changed'] = message => {
        if (message.gatheringId === gatheringId) ask()
      }
      socket.on('harvest:changed', onChange)
      socket.emit('gathering:enter', gatheringId, () => {
        // The first time the page is as fresh as the answer.
        if (entered) ask()
        entered = true
      })
      return () => {
        socket.off('harvest:changed', onChange)
        socket.emit('gathering:leave', gatheringId)
      }
    })
    return () => {
      stop()
      if (waiting.current !== null) clearTimeout(waiting.current)
      waiting.current = null
    }
  }, [gatheringId, refresh])
}
