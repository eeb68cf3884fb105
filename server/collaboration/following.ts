import type { Folding } from './folding'
import { reason, type Logger } from './logger'
import type { Neighbours, Place } from './neighbours'
import type { Room } from './room'
import type { Rooms } from './rooms'

/** How often the ends of all open logs are looked at, in ms: while others are heard, and while they are not. */
const LOOK_MS = { heard: 10_000, alone: 1_000 }

/**
 * Sees to it that rooms have what other nodes write into their documents. The others say where they have written; what they
 * have written is read from the log, because the log alone is the truth. What they could not say is found by looking.
 */
export class Following {
  private readonly behind = new Set<Room>()
  private reading = false
  private looking = false
  private lookedAt = 0
  private readonly timer: NodeJS.Timeout

  constructor(
    private readonly rooms: Pick<Rooms, 'find' | 'drop' | 'forget' | typeof Symbol.iterator>,
    private readonly folding: Pick<Folding, 'consider'>,
    private readonly neighbours: Neighbours,
    private readonly logger: Logger,
  ) {
    const { bus } = neighbours
    bus?.hear('written', message => this.hear(message as [string, number, number]))
    bus?.onBack(() => void this.look())
    this.timer = setInterval(() => {
      const pause = bus?.connected === true ? LOOK_MS.heard : LOOK_MS.alone
      if (performance.now() - this.lookedAt >= pause) void this.look()
    }, LOOK_MS.alone)
    this.timer.unref()
  }

  stop(): void {
    clearInterval(this.timer)
  }

  /** Something was written here. */
  written(room: Room): void {
    const place: [string, number, number] = [room.documentId, room.epoch, room.text.rows.at(-1)?.seq ?? 0]
    this.neighbours.bus?.tell('written', place)
    if (room.text.hasGap) this.catchUp(room)
  }

  /** Reads what others have written and the room does not have. */
  catchUp(room: Room): void {
    this.behind.add(room)
    if (this.reading) return
    this.reading = true
    void this.read()
  }

  private hear([documentId, epoch, seq]: [string, number, number]): void {
    this.compare({ documentId, epoch, seq })
  }

  private compare({ documentId, epoch, seq }: Place): void {
    const room = this.rooms.find(documentId)
    if (!room) return
    if (epoch > room.epoch) this.rooms.forget(room)
    else if (epoch === room.epoch && seq > room.text.end) this.catchUp(room)
  }

  private async read(): Promise<void> {
    while (this.behind.size > 0) {
      const rooms = [...this.behind].filter(room => this.isOpen(room))
      this.behind.clear()
      try {
        await this.readInto(rooms)
      } catch (error) {
        // The next look finds them behind again.
        this.logger.warn({ rooms: rooms.length, reason: reason(error) }, 'the log could not be followed')
      }
    }
    this.reading = false
  }

  private async readInto(rooms: readonly Room[]): Promise<void> {
    const places = rooms.map(({ documentId, epoch, text }) => ({ documentId, epoch, seq: text.end }))
    const rows = await this.neighbours.log.rowsAfter(places)
    for (const room of rooms) {
      const own = rows.filter(row => row.documentId === room.documentId)
      if (own.length === 0 || !this.isOpen(room)) continue
      room.takeRows(own)
      // Rows so old that they have left the log: the next one to come gets the snapshot that covers them.
      if (room.text.end < (own.at(-1)?.seq ?? 0)) this.rooms.drop(room.documentId, 'unavailable')
      else this.folding.consider(room)
    }
  }

  private isOpen(room: Room): boolean {
    return this.rooms.find(room.documentId) === room
  }

  private async look(): Promise<void> {
    const open = [...this.rooms]
    if (this.looking || open.length === 0) return
    this.looking = true
    this.lookedAt = performance.now()
    try {
      for (const end of await this.neighbours.log.ends(open.map(room => room.documentId))) this.compare(end)
    } catch (error) {
      this.logger.warn({ rooms: open.length, reason: reason(error) }, 'the log could not be looked at')
    } finally {
      this.looking = false
    }
  }
}
