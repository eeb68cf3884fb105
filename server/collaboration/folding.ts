import { Ranges } from './ranges'
import type { Folder } from './folder'
import type { Limits } from './limits'
import { reason, type Logger } from './logger'
import type { Room } from './room'
import type { DocumentStorage, StoredUpdate } from './storage'
import { sizeOf } from './stored-text'

/** After a failure the pause is this many times as long. */
const FAILED_PAUSES = 30

/** Decides when a document is folded, and sees to it that only a stored fold takes the place of its log. */
export class Folding {
  private readonly underWay = new Map<Room, Promise<void>>()
  private readonly later = new WeakSet<Room>()
  private readonly notBefore = new WeakMap<Room, number>()
  done = 0
  failed = 0

  constructor(
    private readonly folder: Pick<Folder, 'fold'>,
    private readonly storage: Pick<DocumentStorage, 'saveSnapshot'>,
    private readonly limits: Limits,
    private readonly log: Logger,
    /** No other process writes: what is missing between two rows is an answer of the store that was lost. */
    private readonly alone = true,
  ) {}

  /** To be called when the log has grown, or somebody has left. */
  consider(room: Room): void {
    if (this.underWay.has(room)) return
    if (room.seats.size === 0 && !room.uncommitted) void this.fold(room)
    else if (this.isLong(room)) this.foldInTime(room)
  }

  private isLong(room: Room): boolean {
    const { overlapping, folded } = room.text
    const { foldRows, foldBytes, foldShare } = this.limits
    const rows = this.foldable(room)
    if (overlapping) return rows.length > 0
    const size = rows === room.text.rows ? room.text.tailBytes : sizeOf(rows)
    if (rows.length <= foldRows && size <= foldBytes) return false
    return size > (folded?.bytes.length ?? 0) * foldShare
  }

  private foldable({ text }: Room): readonly StoredUpdate[] {
    return this.alone ? text.rows : text.whole
  }

  private foldInTime(room: Room): void {
    const pause = (this.notBefore.get(room) ?? -Infinity) - performance.now()
    if (pause <= 0) {
      void this.fold(room)
      return
    }
    if (this.later.has(room)) return
    this.later.add(room)
    const look = (): void => {
      this.later.delete(room)
      if (this.isLong(room)) void this.fold(room)
    }
    setTimeout(look, pause).unref()
  }

  /** Folds what there is. Never rejects: a document that cannot be folded keeps its log. */
  async fold(room: Room): Promise<void> {
    const running = this.underWay.get(room) ?? this.run(room)
    this.underWay.set(room, running)
    await running
    this.underWay.delete(room)
    if (this.isLong(room)) this.foldInTime(room)
  }

  private async run(room: Room): Promise<void> {
    const rows = this.foldable(room)
    const last = rows.at(-1)
    if (!last) return
    this.notBefore.set(room, performance.now() + this.limits.foldPauseMs)
    try {
      const updates = rows.map(row => row.bytes)
      if (room.text.folded) updates.unshift(room.text.folded.bytes)
      const { bytes, clocks, deletes } = await this.folder.fold(updates)
      const snapshot = { seq: last.seq, bytes }
      // Not kept: another node's fold reaches as far. It is of the same rows.
      if (await this.storage.saveSnapshot(room.documentId, room.epoch, snapshot)) this.done++
      room.takeFold(snapshot, new Map(clocks), new Ranges(deletes))
    } catch (error) {
      this.failed++
      // It will most likely fail again, and each try costs a replay.
      this.notBefore.set(room, performance.now() + this.limits.foldPauseMs * FAILED_PAUSES)
      this.log.error({ documentId: room.documentId, reason: reason(error) }, 'document not folded')
    }
  }
}
