import { openLocalStore, type LocalStore } from './local-store'
import type { Transport } from './live-socket'
import { collabUrl, type Opening } from './opening'

/** Whoever is not ready by then opens a connection of their own. */
const HELD_FOR = 10_000

/** What a document needs and what takes a while to answer, asked for before the editor's script has been read. */
export interface Ahead {
  store: Promise<LocalStore | null>
  /** Opens a connection, the first time the one that is already on its way. */
  open: (url: string) => Transport
}

/** @param opening the document that stands in the page's HTML. */
export function askAhead({ documentId }: Opening): Ahead {
  return { store: openLocalStore(), open: heldSocket(`${collabUrl(window.location)}/${documentId}`) }
}

/**
 * A connection that nobody speaks on yet. The server says nothing before the client's hello, so that there is only the
 * opening to tell of when somebody takes it.
 */
function heldSocket(held: string): (url: string) => Transport {
  const socket = new WebSocket(held)
  let untaken = true
  const letGo = setTimeout(() => {
    untaken = false
    socket.close()
  }, HELD_FOR)
  return url => {
    clearTimeout(letGo)
    const lives = socket.readyState === WebSocket.CONNECTING || socket.readyState === WebSocket.OPEN
    if (!untaken || url !== held || !lives) return new WebSocket(url)
    untaken = false
    // Its handlers are set in this turn.
    if (socket.readyState === WebSocket.OPEN) queueMicrotask(() => void socket.onopen?.(new Event('open')))
    return socket
  }
}
