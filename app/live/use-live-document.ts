import { useEffect, useState, useSyncExternalStore } from 'react'
import type { DocumentSession } from './document-session'
import { earlySession, takeSession } from './early-session'
import type { Opening } from './opening'
import type { SessionView } from './session-view'

export interface LiveDocumentHandle {
  session: DocumentSession
  view: SessionView
}

const nothing = () => null
const never = () => () => undefined

/** Opens a document while the component is on the page. @returns null until this device's store has been asked. */
export function useLiveDocument(opening: Opening): LiveDocumentHandle | null {
  const { documentId, person } = opening
  // Only what the page began with: from the first hello on, the server says what holds.
  const [{ right, epoch }] = useState(opening)
  const [session, setSession] = useState(() => earlySession(opening))

  useEffect(() => {
    const opened = takeSession({ documentId, person: { id: person.id, name: person.name }, right, epoch })
    setSession(opened)
    return () => void opened.end()
  }, [documentId, person.id, person.name, right, epoch])

  const view = useSyncExternalStore(session?.subscribe ?? never, session?.view ?? nothing, nothing)
  return session && view ? { session, view } : null
}
