import { reason, type Logger } from './logger'
import type { Room } from './room'
import type { DocumentStorage } from './storage'

/**
 * A restored backup gives documents other epochs, in whatever process that was done. A room in which somebody writes
 * learns of it from its next commit; the others are told here, at every heartbeat.
 */
export class Epochs {
  #asking = false

  constructor(
    private readonly storage: Pick<DocumentStorage, 'epochs'>,
    private readonly log: Logger,
  ) {}

  /** @returns the rooms that are of no use any more. Never rejects: what could not be asked is asked at the next beat. */
  async outlived(rooms: Iterable<Room>): Promise<Room[]> {
    const open = [...rooms]
    if (this.#asking || open.length === 0) return []
    this.#asking = true
    try {
      const present = await this.storage.epochs(open.map(room => room.documentId))
      return open.filter(room => present.get(room.documentId) !== room.epoch)
    } catch (error) {
      this.log.warn({ reason: reason(error) }, 'the epochs of open documents could not be asked')
      return []
    } finally {
      this.#asking = false
    }
  }
}
