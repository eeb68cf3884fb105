import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Right } from '~server/collaboration/wire'
import { DocumentSession, type SessionView } from './document-session'

export interface LiveDocumentOptions {
  documentId: string
  person: { id: string; name: string }
  right: Right
  epoch: number
  /** Where document sockets are opened; the document's id is appended. */
  socketPath: string
}

export interface LiveDocumentHandle {
  session: DocumentSession
  view: SessionView
}

const nothing = () => null
const never = () => () => undefined

/** Opens a document while the component is on the page. @returns null until this device's store has been asked. */
export function useLiveDocument(options: LiveDocumentOptions): LiveDocumentHandle | null {
  const { documentId, person, socketPath } = options
  // Only what the page began with: from the first hello on, the server says what holds.
  const [{ right, epoch }] = useState(options)
  const [session, setSession] = useState<DocumentSession | null>(null)

  useEffect(() => {
    const { protocol, host } = window.location
    const socketUrl = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${socketPath}`
    const opened = new DocumentSession({
      ...{ documentId, right, epoch, socketUrl },
      person: { id: person.id, name: person.name },
    })
    setSession(opened)
    void opened.start()
    return () => void opened.end()
  }, [documentId, person.id, person.name, right, epoch, socketPath])

  const view = useSyncExternalStore(session?.subscribe ?? never, session?.view ?? nothing, nothing)
  return session && view ? { session, view } : null
}
