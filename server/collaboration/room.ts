import { awarenessFrame, syncFrame } from './frames'
import { readAwareness, type Spoken, type Told } from './awareness'
import type { ContentCheck } from './content-check'
import type { Queue } from './committer'
import type { Limits } from './limits'
import { Manuscript } from './manuscript'
import type { Meter } from './meter'
import { readStateVector } from './messages'
import { Relay } from './relay'
import { toRuns, type Entry } from './runs'
import { Seat, type Member } from './seat'
import type { Appended, Run, StoredDocument, StoredUpdate } from './storage'
import type { StoredText } from './stored-text'
import type { Refusal } from './wire'

/** What a room asks of its surroundings. */
export interface RoomHost {
  limits: Limits
  checkContent: ContentCheck | null
  meter: Meter | null
  /** Takes what other nodes are to know of those who are here; null when there are no others. */
  tellOthers: ((room: Room, news: Told[]) => void) | null
  /** It has been loaded and takes people in. */
  opened(room: Room): void
  /** Something is queued. */
  wake(room: Room): void
  committed(room: Room, personIds: string[]): void
  /** The document has another epoch now: the room is of no use any more. */
  outlived(room: Room): void
  /** What is stored makes no sense: the room is of no use. */
  unreadable(room: Room, error: unknown): void
  /** A frame was refused. */
  refused(room: Room, seat: Seat, fault: string): void
}

/**
 * One open document. Knows neither sockets nor the store; keeps no Yjs document, only stored bytes, how far each
 * client has written, and what waits for its commit.
 */
export class Room implements Queue {
  readonly seats = new Set<Seat>()
  readonly relay: Relay
  readonly epoch: number
  private readonly manuscript: Manuscript
  private readonly expecting = new Set<Seat>()
  private queue: Entry[] = []
  private underWay: Entry[] = []
  private runs: readonly Run[] = []
  private queuedBytes = 0
  private held = false
  private place = 0
  private committedPlace = 0
  private over = false

  constructor(
    readonly documentId: string,
    stored: StoredDocument,
    private readonly host: RoomHost,
  ) {
    this.epoch = stored.epoch
    const { tellOthers, limits, meter } = host
    this.manuscript = new Manuscript(stored, host, error => host.unreadable(this, error))
    const tell = tellOthers && ((news: Told[]) => tellOthers(this, news))
    this.relay = new Relay(this.seats, limits, () => this.textIsComing(), meter, tell)
  }

  get text(): StoredText {
    return this.manuscript.text
  }

  enter(member: Member): Seat {
    const seat = new Seat(member)
    this.seats.add(seat)
    if (this.held) member.hold(true)
    return seat
  }

  leave(seat: Seat): void {
    if (!this.seats.delete(seat)) return
    this.expecting.delete(seat)
    this.relay.awareness.leave(seat)
    this.relay.awarenessSoon()
  }

  /** Answers a sync step 1: what the client lacks, then (the first time) the question what the server lacks. */
  join(seat: Seat, vector: Uint8Array): void {
    const answer = this.text.answer(readStateVector(vector), vector, this.early())
    seat.member.write(answer)
    if (seat.joined) return
    seat.joined = true
    this.ask(seat)
    this.tellAwareness(seat)
  }

  /** Takes an update-carrying frame. */
  offer(seat: Seat, type: 'step2' | 'update', bytes: Uint8Array): void {
    const n = ++seat.received
    if (type === 'update' && seat.member.right !== 'write') {
      this.refuse(seat, 'readOnly', 'reader wrote')
      return
    }
    const verdict = this.manuscript.gate.judge(bytes, seat.member.right)
    switch (verdict.kind) {
      case 'refused':
        this.refuse(seat, verdict.refusal, verdict.fault)
        return
      case 'gap':
        this.gap(seat, type, n)
        return
      case 'new':
        this.manuscript.state.take(verdict.update)
        this.enqueue({ seat, n, bytes: new Uint8Array(verdict.bytes), at: performance.now(), relayed: false })
        break
      case 'known':
        break
    }
    seat.acks.expect(n, this.place)
    if (type === 'step2') this.resynced(seat)
    this.acknowledge(seat)
  }

  private enqueue(entry: Entry): void {
    this.queue.push(entry)
    this.place++
    this.queuedBytes += entry.bytes.length
    if (!this.held && this.queuedBytes > this.host.limits.queueBytes) this.holdAll(true)
    this.host.wake(this)
  }

  /** Asks once for everything; whoever then still leaves something out is not speaking Yjs. */
  private gap(seat: Seat, type: 'step2' | 'update', n: number): void {
    seat.acks.hold(n)
    if (seat.resync === 'done' || (seat.resync === 'asked' && type === 'step2')) {
      this.refuse(seat, 'gap', 'gap')
      return
    }
    if (seat.resync === 'asked') return
    seat.resync = 'asked'
    this.ask(seat)
  }

  private resynced(seat: Seat): void {
    if (seat.resync !== 'asked') return
    seat.resync = 'done'
    seat.acks.release(this.place)
  }

  private ask(seat: Seat): void {
    seat.member.write(syncFrame('step1', this.manuscript.state.stateVector()))
  }

  private refuse(seat: Seat, refusal: Refusal, fault: string): void {
    this.host.refused(this, seat, fault)
    seat.member.refuse(refusal)
  }

  /** Acknowledges what is committed of a connection's frames, and remembers whether more is to come. */
  private acknowledge(seat: Seat): void {
    const n = seat.acks.settle(this.committedPlace)
    if (n !== null) seat.member.saved(this.epoch, n)
    if (seat.acks.empty || !this.seats.has(seat)) this.expecting.delete(seat)
    else this.expecting.add(seat)
  }

  /** @returns the states this connection may speak for. @throws when the message is malformed. */
  spokenBy(seat: Seat, bytes: Uint8Array): Spoken[] {
    return readAwareness(bytes).filter(spoken => this.relay.awareness.owns(seat, spoken))
  }

  hear(seat: Seat, spoken: Spoken): void {
    if (!this.seats.has(seat) || !this.relay.awareness.owns(seat, spoken)) return
    this.relay.awareness.hear(seat, spoken)
    this.relay.awarenessSoon()
  }

  tellAwareness(seat: Seat): void {
    const everybody = this.relay.awareness.everybody()
    if (everybody) seat.member.write(awarenessFrame(everybody))
  }

  get uncommitted(): boolean {
    return !this.over && (this.queue.length > 0 || this.underWay.length > 0)
  }

  /** Whether something accepted is neither committed nor relayed yet. */
  private textIsComing(): boolean {
    for (const entry of this.waiting()) if (!entry.relayed) return true
    return false
  }

  get due(): number {
    return this.relay.restedAt - this.host.limits.commitLeadMs
  }

  take(): readonly Run[] {
    if (this.over || this.underWay.length > 0) return []
    this.underWay = this.queue
    this.queue = []
    this.runs = toRuns(this.documentId, this.epoch, this.underWay)
    return this.runs
  }

  settle(answers: readonly Appended[]): void {
    if (this.over) return
    const { underWay: entries, runs } = this
    this.underWay = []
    this.runs = []
    for (const [at, run] of runs.entries()) {
      const answer = answers[at]
      if (!answer) {
        this.host.outlived(this)
        return
      }
      this.text.append({ seq: answer.seq, bytes: run.bytes })
    }
    this.committedPlace += entries.length
    for (const entry of entries) {
      this.queuedBytes -= entry.bytes.length
      if (!entry.relayed) this.relay.edit(entry)
    }
    for (const seat of this.expecting) this.acknowledge(seat)
    this.relay.flushSoon()
    this.relay.awarenessSoon()
    if (this.held && this.queuedBytes < this.host.limits.queueBytes / 2) this.holdAll(false)
    this.host.committed(this, [...new Set(entries.map(entry => entry.seat.member.actor.personId))])
  }

  relayWaiting(acceptedBefore: number): void {
    let found = false
    for (const entry of this.waiting()) {
      if (entry.relayed || entry.at > acceptedBefore) continue
      entry.relayed = true
      this.relay.edit(entry)
      found = true
    }
    if (found) {
      this.text.changed()
      this.relay.flushSoon()
    }
    this.relay.awarenessSoon()
  }

  /** Takes rows that other nodes have written. */
  takeRows(rows: readonly StoredUpdate[]): void {
    try {
      for (const row of rows) {
        const news = this.manuscript.takeRow(row)
        if (news) this.relay.edit({ seat: null, bytes: news, at: performance.now() })
      }
    } catch (error) {
      this.host.unreadable(this, error)
    }
    this.relay.flushSoon()
    this.relay.awarenessSoon()
  }

  /** Closes everybody and forgets what is queued; to be left alone afterwards. */
  end(refusal: Refusal): void {
    this.over = true
    this.queue = []
    this.underWay = []
    for (const seat of [...this.seats]) seat.member.refuse(refusal)
    this.seats.clear()
    this.relay.stop()
  }

  /** Swaps in a fold that the store has taken. */
  takeFold(...fold: Parameters<Manuscript['takeFold']>): void {
    this.manuscript.takeFold(...fold)
  }

  get queued(): { updates: number; bytes: number } {
    return { updates: this.queue.length + this.underWay.length, bytes: this.queuedBytes }
  }

  private *waiting(): Generator<Entry> {
    yield* this.underWay
    yield* this.queue
  }

  /** Everything accepted, committed or not, as updates in their order. */
  accepted(): Uint8Array[] {
    const stored = this.text.rows.map(row => row.bytes)
    if (this.text.folded) stored.unshift(this.text.folded.bytes)
    return [...stored, ...Array.from(this.waiting(), entry => entry.bytes)]
  }

  private early(): Uint8Array[] {
    const early: Uint8Array[] = []
    for (const entry of this.waiting()) if (entry.relayed) early.push(entry.bytes)
    return early
  }

  private holdAll(held: boolean): void {
    this.held = held
    for (const seat of this.seats) seat.member.hold(held)
  }
}
