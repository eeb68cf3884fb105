import { useEffect, useState } from 'react'
import type { Socket } from 'socket.io-client'
import type { ClientMessages, PersonHere, ServerMessages } from '~server/events/messages'
import { websocketsBlocked } from './line-memory'

type EventSocket = Socket<ServerMessages, ClientMessages>

let shared: Promise<EventSocket> | null = null
const TRY_AGAIN_MS = 4_000
const OPEN_WITHIN = 8_000
const POLLING = ['polling']

/** One event socket per page, opened when something first wants to follow something. */
function eventSocket(): Promise<EventSocket> {
  shared ??= import('socket.io-client').then(
    ({ io }) => {
      const socket: EventSocket = io({
        transports: websocketsBlocked() ? POLLING : ['websocket', ...POLLING],
        // Without this polling is not tried where the websocket is refused.
        tryAllTransports: true,
        timeout: OPEN_WITHIN,
        requestTimeout: REQUEST_WITHIN,
      })
      // Neither refused nor opened: what lies between has swallowed it. Where it has worked, the server is busy.
      const swallowed = ({ message }: Error): void => {
        if (message === 'timeout') socket.io.opts.transports = POLLING
      }
      socket.on('connect_error', swallowed)
      socket.once('connect', () => void socket.off('connect_error', swallowed))
      return socket
    },
    (error: unknown) => {
      shared = null
      throw error
    },
  )
  return shared
}

/** The server pings every ten seconds; what waits longer takes one of the few connections that a browser has for us. */
const REQUEST_WITHIN = 14_000

/**
 * Follows something until it is told to stop. `enter` runs at once and again after every reconnect, because the server
 * forgets with the connection what was followed.
 */
export function follow(enter: (socket: EventSocket) => () => void): () => void {
  let stopped = false
  let stop: (() => void) | null = null
  let later: ReturnType<typeof setTimeout> | undefined
  const use = (socket: EventSocket): void => {
    if (stopped) return
    let leave = socket.connected ? enter(socket) : null
    const again = (): void => {
      leave?.()
      leave = enter(socket)
    }
    socket.on('connect', again)
    stop = () => {
      socket.off('connect', again)
      leave?.()
    }
  }
  // Without a network the program itself may not come.
  const begin = (): void =>
    void eventSocket().then(use, () => {
      if (!stopped) later = setTimeout(begin, TRY_AGAIN_MS)
    })
  begin()
  return () => {
    stopped = true
    clearTimeout(later)
    stop?.()
  }
}

export interface GatheringNow {
  /** Who has the gathering open; null until the server has answered. */
  people: readonly PersonHere[] | null
  /** When something was last written at a table while one watched, by the table's id (ISO 8601). */
  changedAt: Readonly<Record<string, string>>
}

/** Who is here and where something is being written, as long as the page is open. */
export function useGatheringNow(gatheringId: string): GatheringNow {
  const [people, setPeople] = useState<readonly PersonHere[] | null>(null)
  const [changedAt, setChangedAt] = useState<Record<string, string>>({})
  useEffect(
    () =>
      follow(socket => {
        const onPeople: ServerMessages['gathering:people'] = message => {
          if (message.gatheringId === gatheringId) setPeople(message.people)
        }
        const onChange: ServerMessages['table:changed'] = message => {
          if (message.gatheringId !== gatheringId) return
          setChangedAt(before => ({ ...before, [message.tableId]: message.at }))
        }
        socket.on('gathering:people', onPeople)
        socket.on('table:changed', onChange)
        socket.emit('gathering:enter', gatheringId, entered => {
          if (entered.ok) setPeople(entered.people)
        })
        return () => {
          socket.off('gathering:people', onPeople)
          socket.off('table:changed', onChange)
          socket.emit('gathering:leave', gatheringId)
        }
      }),
    [gatheringId],
  )
  return { people, changedAt }
}

/** When somebody of an assigned unit last wrote while one watched, by the unit's id (ISO 8601). */
export function useDeskNow(): Readonly<Record<string, string>> {
  const [activeAt, setActiveAt] = useState<Record<string, string>>({})
  useEffect(
    () =>
      follow(socket => {
        const onActive: ServerMessages['unit:active'] = ({ unitId, at }) =>
          setActiveAt(before => ({ ...before, [unitId]: at }))
        socket.on('unit:active', onActive)
        socket.emit('desk:enter', () => undefined)
        return () => void socket.off('unit:active', onActive)
      }),
    [],
  )
  return activeAt
}

/** Calls back when something was said about a document, as long as the page is open. */
export function useCommentsChanged(documentId: string, changed: () => void): void {
  useEffect(
    () =>
      follow(socket => {
        const onChange: ServerMessages['document:commented'] = message => {
          if (message.documentId === documentId) changed()
        }
        socket.on('document:commented', onChange)
        socket.emit('document:enter', documentId, () => undefined)
        return () => {
          socket.off('document:commented', onChange)
          socket.emit('document:leave', documentId)
        }
      }),
    [documentId, changed],
  )
}
