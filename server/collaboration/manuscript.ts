import * as Y from 'yjs'
import { isOfNewerSchema, type ContentCheck } from './content-check'
import type { DocumentState } from './document-state'
import { UpdateGate } from './gate'
import type { Limits } from './limits'
import type { Ranges } from './ranges'
import type { StoredDocument, StoredUpdate } from './storage'
import { StoredText } from './stored-text'
import { readUpdate, type DecodedUpdate } from './update-reader'

/** What is stored was written by a newer version of the product: this one would lose what it does not know. */
export class Outgrown extends Error {
  override name = 'Outgrown'
}

interface Host {
  checkContent: ContentCheck | null
  limits: Limits
  /** Null where this process is the only one. */
  tellOthers: unknown
}

/** All that a room knows of its document: the stored bytes, how far they go, and the gate before them. */
export class Manuscript {
  readonly text: StoredText
  private lazyState: DocumentState | null = null
  private lazyGate: UpdateGate | null = null

  constructor(
    stored: StoredDocument,
    private readonly host: Host,
    private readonly unreadable: (error: unknown) => void,
  ) {
    this.text = new StoredText(stored.snapshot, stored.updates)
  }

  /**
   * How far the document goes. Reading it costs more than answering a newcomer from stored bytes, so it is put off
   * until it is needed.
   * @throws when what is stored cannot be read
   */
  get state(): DocumentState {
    if (this.lazyState) return this.lazyState
    try {
      return (this.lazyState = this.text.read(update => this.understand(update)))
    } catch (error) {
      this.unreadable(error)
      throw error
    }
  }

  get gate(): UpdateGate {
    this.lazyGate ??= new UpdateGate(this.state, this.host.checkContent, this.text, this.host.limits)
    return this.lazyGate
  }

  /**
   * Takes a row that another node has written.
   * @returns what is new in it to those who are here, or null
   * @throws when it cannot be read
   */
  takeRow(row: StoredUpdate): Uint8Array | null {
    // As long as nobody is here nothing has been read.
    const state = this.lazyState
    if (!this.text.append(row) || !state) return null
    const update = readUpdate(row.bytes)
    this.understand(update)
    if (state.compare(update) === 'known') return null
    // On a struct half of which has been collected Yjs fails: those who are here get the rest alone.
    const overlaps = state.overlaps(update)
    if (overlaps) this.text.overlapping = true
    const bytes = overlaps ? Y.diffUpdate(row.bytes, state.stateVector()) : row.bytes
    state.take(update)
    return bytes
  }

  /** Swaps in a fold that the store has taken. */
  takeFold(snapshot: StoredUpdate, clocks: ReadonlyMap<number, number>, deletes: Ranges): void {
    this.text.replace(snapshot, clocks)
    // Replaying finds deletions that no update names (what was typed into a deleted paragraph).
    this.lazyState?.deletes.addAll(deletes)
  }

  private understand(update: DecodedUpdate): void {
    const { checkContent, tellOthers } = this.host
    // Only another node can be of another version.
    const fault = tellOthers && checkContent ? checkContent(update) : null
    if (fault !== null && isOfNewerSchema(fault)) throw new Outgrown(fault)
  }
}
