import * as Y from 'yjs'
import { DocumentState } from './document-state'
import { EMPTY_UPDATE, syncFrame, type Frame } from './frames'
import type { StoredUpdate } from './storage'
import { readUpdate } from './update-reader'

/** How many different answers are kept; a storm of reconnects asks for two or three. */
const KEPT_ANSWERS = 32

/**
 * A document as it lies in the store: the folded state and the rows after it. Newcomers are answered with these bytes;
 * no document is built for them.
 */
export class StoredText {
  private snapshot: StoredUpdate | null
  private snapshotClocks: ReadonlyMap<number, number> | null = null
  private tail: StoredUpdate[]
  private readonly answers = new Map<string, Frame>()
  private readonly diffs = new Map<string, Uint8Array>()
  tailBytes: number

  constructor(snapshot: StoredUpdate | null, tail: readonly StoredUpdate[]) {
    this.snapshot = snapshot
    this.tail = [...tail]
    this.tailBytes = sizeOf(tail)
  }

  /** Reads all of it. @throws when it cannot be read */
  read(): DocumentState {
    const state = new DocumentState()
    if (this.snapshot) state.take(readUpdate(this.snapshot.bytes))
    this.snapshotClocks ??= state.copyClocks()
    for (const row of this.tail) state.take(readUpdate(row.bytes))
    return state
  }

  /** Bytes of all of it. */
  get size(): number {
    return (this.snapshot?.bytes.length ?? 0) + this.tailBytes
  }

  get rows(): readonly StoredUpdate[] {
    return this.tail
  }

  get folded(): StoredUpdate | null {
    return this.snapshot
  }

  append(row: StoredUpdate): void {
    this.tail.push(row)
    this.tailBytes += row.bytes.length
    this.changed()
  }

  /** Puts a fold in the place of what it was made from. */
  replace(snapshot: StoredUpdate, clocks: ReadonlyMap<number, number>): void {
    this.snapshot = snapshot
    this.snapshotClocks = clocks
    this.tail = this.tail.filter(row => row.seq > snapshot.seq)
    this.tailBytes = sizeOf(this.tail)
    this.diffs.clear()
    this.changed()
  }

  /** To be called when what `answer` is given as `early` has changed. */
  changed(): void {
    this.answers.clear()
  }

  /**
   * All that someone with these clocks lacks, as one buffer of frames. The last frame is the sync step 2, so that a
   * client calls itself synced only when it has everything.
   * @param early updates that were relayed before their commit
   */
  answer(clocks: ReadonlyMap<number, number>, vector: Uint8Array, early: readonly Uint8Array[]): Frame {
    const key = Buffer.from(vector).toString('latin1')
    const cached = this.answers.get(key)
    if (cached) return cached
    const after = [...this.tail.map(row => row.bytes), ...early]
    const pieces =
      clocks.size === 0 ? after : after.map(update => lacking(update, vector)).filter(isSomething)
    const folded = this.foldedFor(clocks, vector)
    if (folded) pieces.unshift(folded)
    const last = pieces.pop() ?? EMPTY_UPDATE
    const answer = Buffer.concat([
      ...pieces.map(piece => syncFrame('update', piece)),
      syncFrame('step2', last),
    ])
    remember(this.answers, key, answer)
    return answer
  }

  private foldedFor(clocks: ReadonlyMap<number, number>, vector: Uint8Array): Uint8Array | null {
    if (!this.snapshot) return null
    if (clocks.size === 0) return this.snapshot.bytes
    // Someone who has been here before mostly has all of the snapshot's structs, whatever came after it.
    let complete = this.snapshotClocks !== null
    for (const [client, clock] of this.snapshotClocks ?? []) {
      if ((clocks.get(client) ?? 0) < clock) complete = false
    }
    const key = complete ? 'complete' : Buffer.from(vector).toString('latin1')
    let diff = this.diffs.get(key)
    if (!diff) {
      diff = lacking(this.snapshot.bytes, vector)
      remember(this.diffs, key, diff)
    }
    return isSomething(diff) ? diff : null
  }
}

function lacking(update: Uint8Array, vector: Uint8Array): Uint8Array {
  return Y.diffUpdate(update, vector)
}

function isSomething(update: Uint8Array): boolean {
  return update.length > EMPTY_UPDATE.length
}

function sizeOf(rows: readonly StoredUpdate[]): number {
  return rows.reduce((sum, row) => sum + row.bytes.length, 0)
}

function remember<T>(cache: Map<string, T>, key: string, value: T): void {
  if (cache.size >= KEPT_ANSWERS) {
    const [oldest] = cache.keys()
    if (oldest !== undefined) cache.delete(oldest)
  }
  cache.set(key, value)
}
