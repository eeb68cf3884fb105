import type { StoredUpdate } from './storage'

/** Where a document's log ends. */
export interface Place {
  documentId: string
  epoch: number
  seq: number
}

/** The log as all nodes write it. The real one is server/domain/documents/shared-log.ts (PostgreSQL). */
export interface SharedLog {
  /** Where these logs end now. What is not named does not exist. */
  ends(documentIds: readonly string[]): Promise<readonly Place[]>
  /** All rows behind these places, in order. @throws when the store cannot be reached or a row fails its hash */
  rowsAfter(places: readonly Place[]): Promise<readonly (StoredUpdate & { documentId: string })[]>
}

/** The way on which nodes tell each other what cannot wait; server/nodes/bus.ts. Whatever it loses is found in the log. */
export interface NodeBus {
  readonly connected: boolean
  tell(topic: string, message: unknown): void
  hear(topic: string, listener: (message: unknown, node: string) => void): void
  onBack(listener: () => void): void
  onCame(listener: (node: string) => void): void
  onGone(listener: (node: string) => void): void
}

/** The other nodes of the installation, as the rooms see them; handed in by main where there may be some. */
export interface Neighbours {
  log: SharedLog
  /** Null: nothing but the log joins the nodes. It is looked at every second then, and nobody is seen across nodes. */
  bus: NodeBus | null
  namesOf(personIds: readonly string[]): Promise<ReadonlyMap<string, string>>
}
