import { Ranges } from './ranges'
import type { Folder } from './folder'
import type { Limits } from './limits'
import { reason, type Logger } from './logger'
import type { Room } from './room'
import type { DocumentStorage } from './storage'

/** Decides when a document is folded, and sees to it that only a stored fold takes the place of its log. */
export class Folding {
  private readonly underWay = new Set<Room>()
  private readonly lastTry = new WeakMap<Room, number>()
  done = 0
  failed = 0

  constructor(
    private readonly folder: Pick<Folder, 'fold'>,
    private readonly storage: Pick<DocumentStorage, 'saveSnapshot'>,
    private readonly limits: Limits,
    private readonly log: Logger,
  ) {}

  /** To be called when the log has grown. */
  grown(room: Room): void {
    const { rows, tailBytes, folded } = room.text
    const { foldRows, foldBytes, foldShare, foldPauseMs } = this.limits
    if (rows.length <= foldRows && tailBytes <= foldBytes) return
    if (tailBytes <= (folded?.bytes.length ?? 0) * foldShare) return
    if (performance.now() - (this.lastTry.get(room) ?? -Infinity) < foldPauseMs) return
    void this.fold(room)
  }

  /** Folds what there is. Never rejects: a document that cannot be folded keeps its log. */
  async fold(room: Room): Promise<void> {
    const last = room.text.rows.at(-1)
    if (!last || this.underWay.has(room)) return
    this.underWay.add(room)
    this.lastTry.set(room, performance.now())
    try {
      const updates = room.text.rows.map(row => row.bytes)
      if (room.text.folded) updates.unshift(room.text.folded.bytes)
      const { bytes, clocks, deletes } = await this.folder.fold(updates)
      const snapshot = { seq: last.seq, bytes }
      if (await this.storage.saveSnapshot(room.documentId, room.epoch, snapshot)) {
        room.takeFold(snapshot, new Map(clocks), new Ranges(deletes))
        this.done++
      }
    } catch (error) {
      this.failed++
      this.log.error({ documentId: room.documentId, reason: reason(error) }, 'document not folded')
    } finally {
      this.underWay.delete(room)
    }
  }
}
