/**
 * What the rooms need of a store. The real one is server/domain/documents/storage.ts (PostgreSQL), handed in by main;
 * `storage-contract.ts` is the suite that every storage must pass.
 */

/** One connection's run of update frames within one group commit; becomes one row of the log. */
export interface Run {
  documentId: string
  /** The epoch the room holds; a run for another epoch is not written. */
  epoch: number
  personId: string
  /** Identity of the socket (uuid), so that a resent frame can be told from a new one. */
  connectionId: string
  /** First and last update-carrying frame of that connection in this run (1-based, inclusive). */
  nFrom: number
  nTo: number
  /** Yjs update, format v1. */
  bytes: Uint8Array
}

/** What became of a run: its place in the document's log, or `null` when its epoch is no longer the current one. */
export type Appended = { seq: number } | null

export interface StoredUpdate {
  seq: number
  bytes: Uint8Array
}

export interface StoredDocument {
  epoch: number
  /** Last place in the log (0 = empty). */
  seq: number
  /** Folded state up to and including `seq`, or null when nothing has been folded yet. */
  snapshot: StoredUpdate | null
  /** Rows after the snapshot, in order. */
  updates: readonly StoredUpdate[]
}

export interface DocumentStorage {
  /** @returns null when no such document exists. @throws when the store cannot be reached or a row fails its hash. */
  load(documentId: string): Promise<StoredDocument | null>
  /**
   * Writes all runs in one transaction and resolves after COMMIT, one answer per run in the same order.
   * Sequence numbers come from the store and grow without gaps per document and epoch.
   */
  append(runs: readonly Run[]): Promise<readonly Appended[]>
  /** Present epochs of these documents; one that does not exist is left out. */
  epochs(documentIds: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** Keeps a folded state. @returns false when the epoch has moved on or a newer snapshot is there already. */
  saveSnapshot(documentId: string, epoch: number, snapshot: StoredUpdate): Promise<boolean>
}
