import type { Ahead } from './ahead'
import { DocumentSession } from './document-session'
import { collabUrl, openingMark, type Opening } from './opening'

let early: { mark: string; session: DocumentSession } | null = null

/**
 * Opens the document whose mark stands in the page, with what has been asked for ahead: this device's store and the
 * server answer while the page comes alive.
 */
export function openEarly(mark: string, ahead: Ahead): void {
  early ??= {
    mark,
    session: start(JSON.parse(mark) as Opening, { store: () => ahead.store, open: ahead.open }),
  }
}

/** The session that was opened early for this, if there is one and nobody has taken it. */
export function earlySession(opening: Opening): DocumentSession | null {
  return early?.mark === openingMark(opening) ? early.session : null
}

/** A session for whoever will end it: the one that was opened early, or a new one. */
export function takeSession(opening: Opening): DocumentSession {
  const taken = earlySession(opening)
  if (taken === null) return start(opening)
  early = null
  return taken
}

type Sources = Partial<Pick<ConstructorParameters<typeof DocumentSession>[0], 'store' | 'open'>>

function start(opening: Opening, sources: Sources = {}): DocumentSession {
  const session = new DocumentSession({ ...opening, ...sources, socketUrl: collabUrl(window.location) })
  void session.start()
  return session
}
