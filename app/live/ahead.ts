import { browserLine } from './browser-line'
import { openLocalStore, type LocalStore } from './local-store'
import type { Transport } from './live-socket'
import { collabUrl, type Opening } from './opening'

/** Whoever is not ready by then opens a connection of their own. */
const HELD_FOR = 10_000
const CONNECTING = 0
const OPEN = 1

/** What a document needs and what takes a while to answer, asked for before the editor's script has been read. */
export interface Ahead {
  store: Promise<LocalStore | null>
  /** Opens a connection, the first time the one that is already on its way. */
  open: (url: string) => Transport
}

/** @param opening the document that stands in the page's HTML. */
export function askAhead({ documentId }: Opening, open = browserLine()): Ahead {
  return { store: openLocalStore(), open: heldLine(`${collabUrl(window.location)}/${documentId}`, open) }
}

/**
 * A connection that nobody speaks on yet. The server says nothing before the client's hello, so that there is only the
 * opening to tell of when somebody takes it. Where no websocket gets through it finds that out meanwhile.
 */
function heldLine(held: string, open: Ahead['open']): Ahead['open'] {
  const line = open(held)
  let untaken = true
  const letGo = setTimeout(() => {
    untaken = false
    line.close()
  }, HELD_FOR)
  return url => {
    clearTimeout(letGo)
    const lives = line.readyState === CONNECTING || line.readyState === OPEN
    if (!untaken || url !== held || !lives) return open(url)
    untaken = false
    // Its handlers are set in this turn.
    if (line.readyState === OPEN) queueMicrotask(() => line.onopen?.(new Event('open')))
    return line
  }
}
