import * as Y from 'yjs'
import { DocumentState } from './document-state'
import { EMPTY_UPDATE, syncFrame, type Frame } from './frames'
import type { StoredUpdate } from './storage'
import { readUpdate, type DecodedUpdate } from './update-reader'

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
  /**
   * Two nodes have taken the same words of somebody who moved over, one of them with more. Given one after the other they
   * may be too much for Yjs (`Item.integrate` behind what has been collected), folded they are not.
   */
  overlapping = false
  /** The place up to which nothing is missing, and how many rows of the tail that is. */
  private wholeTo: number
  private wholeRows = 0

  constructor(snapshot: StoredUpdate | null, tail: readonly StoredUpdate[]) {
    this.snapshot = snapshot
    this.tail = [...tail]
    this.tailBytes = sizeOf(tail)
    this.wholeTo = snapshot?.seq ?? 0
    this.reach()
  }

  /** Reads all of it. @param each is shown every update. @throws when it cannot be read, or `each` does */
  read(each: (update: DecodedUpdate) => void): DocumentState {
    const state = new DocumentState()
    const take = ({ bytes }: StoredUpdate): void => {
      const update = readUpdate(bytes)
      each(update)
      state.take(update)
    }
    if (this.snapshot) take(this.snapshot)
    this.snapshotClocks ??= state.copyClocks()
    this.tail.forEach(take)
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

  /** Up to here nothing is missing. */
  get end(): number {
    return this.wholeTo
  }

  /** Whether somebody else has written between what is here. */
  get hasGap(): boolean {
    return this.wholeRows < this.tail.length
  }

  /** The rows up to the first gap: what may be folded. */
  get whole(): readonly StoredUpdate[] {
    return this.hasGap ? this.tail.slice(0, this.wholeRows) : this.tail
  }

  /** @returns false when the row is here already */
  append(row: StoredUpdate): boolean {
    const at = this.tail.findLastIndex(({ seq }) => seq <= row.seq)
    if (row.seq <= this.wholeTo || this.tail[at]?.seq === row.seq) return false
    this.tail.splice(at + 1, 0, row)
    this.tailBytes += row.bytes.length
    this.reach()
    this.changed()
    return true
  }

  private reach(): void {
    while (this.tail[this.wholeRows]?.seq === this.wholeTo + 1) {
      this.wholeRows++
      this.wholeTo++
    }
  }

  /** Puts a fold in the place of what it was made from. */
  replace(snapshot: StoredUpdate, clocks: ReadonlyMap<number, number>): void {
    this.snapshot = snapshot
    this.snapshotClocks = clocks
    this.tail = this.tail.filter(row => row.seq > snapshot.seq)
    this.tailBytes = sizeOf(this.tail)
    this.wholeTo = Math.max(this.wholeTo, snapshot.seq)
    this.wholeRows = this.tail.filter(row => row.seq <= this.wholeTo).length
    this.diffs.clear()
    this.overlapping = false
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

export function sizeOf(rows: readonly StoredUpdate[]): number {
  return rows.reduce((sum, row) => sum + row.bytes.length, 0)
}

function remember<T>(cache: Map<string, T>, key: string, value: T): void {
  if (cache.size >= KEPT_ANSWERS) {
    const [oldest] = cache.keys()
    if (oldest !== undefined) cache.delete(oldest)
  }
  cache.set(key, value)
}
