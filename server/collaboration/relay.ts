import { AwarenessStates, type Told } from './awareness'
import { awarenessFrame, syncFrame, type Frame } from './frames'
import type { Limits } from './limits'
import type { Meter } from './meter'
import { mergeCheaply, type Entry } from './runs'
import type { Seat } from './seat'

/** More updates than this in one tick are merged: less work for the browsers at no cost here. */
const FRAMES_UNMERGED = 3

/** `seat` is null for what was written on another node. */
type Edit = Pick<Entry, 'bytes' | 'at'> & { seat: Seat | null }

/**
 * What goes out to a room. At once when the room has rested, otherwise after a rest that grows with the number of
 * sockets: at little load nobody waits, at much load many updates share a write. Frames are made once for all.
 */
export class Relay {
  readonly awareness = new AwarenessStates()
  private edits: Edit[] = []
  private timer: NodeJS.Timeout | null = null
  private cursorTimer: NodeJS.Timeout | null = null
  private cursorTurn: NodeJS.Immediate | null = null
  private renewal: NodeJS.Timeout | null = null
  /** Until then the room rests (performance.now()). */
  restedAt = 0
  private awarenessAt = 0
  sent = 0

  constructor(
    private readonly seats: ReadonlySet<Seat>,
    private readonly limits: Limits,
    /** Whether text waits for its commit. */
    private readonly textIsComing: () => boolean = () => false,
    private readonly meter: Meter | null = null,
    /** Takes what has changed about those who are here, for the other nodes. */
    private readonly tellOthers: ((news: Told[]) => void) | null = null,
  ) {}

  /** Takes an edit for the next tick. */
  edit(edit: Edit): void {
    this.edits.push(edit)
  }

  /** Sends in this turn if the room has rested. For when a batch is complete. */
  flushSoon(): void {
    if (this.timer || this.edits.length === 0) return
    const wait = this.restedAt - performance.now()
    if (wait <= 0) this.flush()
    else this.timer = setTimeout(() => this.flush(), wait)
  }

  /**
   * Sends what awareness has to tell when its time has come. A cursor that moved because something was typed waits for
   * that text and goes out with it: on its own it would point at what the others do not have, and keep their screens
   * busy at the moment the text arrives.
   */
  awarenessSoon(): void {
    if (this.awareness.hasRenewals) {
      this.renewal ??= setTimeout(() => this.renewAll(), this.limits.awarenessRenewMs)
    }
    if (this.cursorTimer || this.cursorTurn || !this.awareness.hasNews || this.textIsComing()) return
    const wait = Math.max(this.restedAt, this.awarenessAt) - performance.now()
    if (wait <= 0) this.cursorTurn = setImmediate(() => this.flushCursors())
    else this.cursorTimer = setTimeout(() => this.flushCursors(), wait)
  }

  /** Drops what is not sent and all timers. */
  stop(): void {
    this.clearTimers()
    if (this.renewal) clearTimeout(this.renewal)
    this.renewal = null
    this.edits = []
  }

  private clearTimers(): void {
    if (this.timer) clearTimeout(this.timer)
    if (this.cursorTimer) clearTimeout(this.cursorTimer)
    if (this.cursorTurn) clearImmediate(this.cursorTurn)
    this.timer = this.cursorTimer = this.cursorTurn = null
  }

  private renewAll(): void {
    this.renewal = null
    this.awareness.renew()
    this.awarenessSoon()
  }

  private flushCursors(): void {
    this.cursorTimer = this.cursorTurn = null
    if (!this.textIsComing()) this.flush()
  }

  private flush(): void {
    this.clearTimers()
    const now = performance.now()
    const edits = this.edits
    this.edits = []
    const [oldest] = edits
    const text = oldest ? textFrames(edits.map(edit => edit.bytes)) : null
    if (oldest) this.meter?.relayed((now - oldest.at) / 1000)
    const news = now >= this.awarenessAt ? this.takeNews() : null
    const cursors = news ? awarenessFrame(news) : null
    const writer = onlyWriter(edits)
    if (text || cursors) this.broadcast(text, cursors, writer)
    const { restMicrosPerSocket, restMicrosPerSocketTogether } = this.limits
    const micros = oldest && !writer ? restMicrosPerSocketTogether : restMicrosPerSocket
    this.restedAt = now + (this.seats.size * micros) / 1000
    if (cursors) this.awarenessAt = now + this.awarenessPause()
    this.awarenessSoon()
  }

  private takeNews(): Uint8Array | null {
    if (this.tellOthers && this.awareness.hasNews) this.tellOthers(this.awareness.ownNews())
    return this.awareness.takeNews()
  }

  private broadcast(text: Frame | null, cursors: Frame | null, writer: Seat | null): void {
    const both = text && cursors ? Buffer.concat([text, cursors]) : (text ?? cursors)
    for (const seat of this.seats) {
      if (!seat.joined) continue
      const own = seat === writer
      if (cursors && seat.member.congested()) seat.behind = true
      const frame = seat.behind ? (own ? null : text) : own ? cursors : both
      if (frame) {
        seat.member.write(frame)
        this.sent++
      }
      if (seat.behind && !seat.member.congested()) this.catchUp(seat)
    }
  }

  private catchUp(seat: Seat): void {
    seat.behind = false
    const everybody = this.awareness.everybody()
    if (everybody) seat.member.write(awarenessFrame(everybody))
  }

  private awarenessPause(): number {
    const { crowd, awarenessEveryMs, awarenessEveryMsInCrowd } = this.limits
    return this.seats.size >= crowd ? awarenessEveryMsInCrowd : awarenessEveryMs
  }
}

function textFrames(updates: readonly Uint8Array[]): Frame {
  const merged = updates.length > FRAMES_UNMERGED ? mergeCheaply(updates) : updates
  const frames = merged.map(update => syncFrame('update', update))
  const [only] = frames
  return only && frames.length === 1 ? only : Buffer.concat(frames)
}

/** The one whose edits these all are: has them already. */
function onlyWriter(edits: readonly { seat: Seat | null }[]): Seat | null {
  const [first] = edits
  return first && edits.every(edit => edit.seat === first.seat) ? first.seat : null
}
