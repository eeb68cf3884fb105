import { DocumentSession } from './document-session'
import { openingMark, type Opening } from './opening'

let early: { mark: string; session: DocumentSession } | null = null

/** Opens the document whose mark stands in the page: this device's store and the server answer while the page comes alive. */
export function openEarly(mark: string): void {
  early ??= { mark, session: open(JSON.parse(mark) as Opening) }
}

/** The session that was opened early for this, if there is one and nobody has taken it. */
export function earlySession(opening: Opening): DocumentSession | null {
  return early?.mark === openingMark(opening) ? early.session : null
}

/** A session for whoever will end it: the one that was opened early, or a new one. */
export function takeSession(opening: Opening): DocumentSession {
  const taken = earlySession(opening)
  if (taken === null) return open(opening)
  early = null
  return taken
}

function open(opening: Opening): DocumentSession {
  const { protocol, host } = window.location
  const socketUrl = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/collab`
  const session = new DocumentSession({ ...opening, socketUrl })
  void session.start()
  return session
}
