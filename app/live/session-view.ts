import type { Awareness } from 'y-protocols/awareness'
import type { Doc } from 'yjs'
import type { Right } from '~server/collaboration/wire'
import type { SaveState, StopReason } from './save-state'

/** What the page shows; a new object whenever something in it has changed. */
export interface SessionView {
  state: SaveState
  reason: StopReason | null
  /** There is no connection, and not only for a moment. */
  offline: boolean
  /** This device keeps nothing: the browser has refused. */
  storageRefused: boolean
  /** One's own words whose passage others took away before they had come to the server; empty for none. */
  taken: string
  filled: boolean
  right: Right
  doc: Doc
  awareness: Awareness
  /** Grows when the document is opened anew; an editor belongs to one life. */
  life: number
}
