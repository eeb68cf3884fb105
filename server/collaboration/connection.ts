import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Actor } from '~server/domain/shared/actor'
import { AwarenessGate } from './awareness-gate'
import { helloFrame, pongFrame, refusedFrame, savedFrame, type Frame } from './frames'
import type { Limits } from './limits'
import { readMessage, type ClientMessage } from './messages'
import { Outlet } from './outlet'
import { whenLate } from './patience'
import { Reading } from './reading'
import type { Room } from './room'
import type { Lease } from './rooms'
import type { Member, Seat } from './seat'
import { REFUSALS, WIRE_VERSION, type Refusal, type Right } from './wire'

/** Who is at the other end, as the upgrade found it. */
export interface Visitor {
  /** What tells who it is, when it is asked again; no more of the request is kept. */
  request: Pick<IncomingMessage, 'headers'>
  actor: Actor
  right: Right
  documentId: string
  address: string
}

export interface ConnectionHost {
  limits: Limits
  schemaVersion: number
  open(documentId: string): Promise<Lease | null>
  refused(connection: Connection, refusal: Refusal): void
  closed(connection: Connection): void
}

/** One document socket: reads its messages, keeps its limits, and stands for it in the room. */
export class Connection implements Member {
  readonly id = randomUUID()
  readonly right: Right
  actor: Actor
  private readonly outlet: Outlet
  private readonly reading: Reading
  private readonly awareness: AwarenessGate
  private callOffSilence: () => void = () => undefined
  private goodbye: NodeJS.Timeout | null = null
  private lease: Lease | null = null
  private seat: Seat | null = null
  private spoke = false
  private saidHello = false
  private closing = false
  private gone = false
  private answered = true

  constructor(
    private readonly ws: WebSocket,
    stream: Duplex,
    readonly visitor: Visitor,
    private readonly host: ConnectionHost,
  ) {
    this.actor = visitor.actor
    this.right = visitor.right
    this.outlet = new Outlet(ws, stream, host.limits)
    this.reading = new Reading(ws, host.limits)
    this.awareness = new AwarenessGate(host.limits, spoken => this.hear(spoken))
    // Without this listener one bad frame ends the process; `close` follows in every case.
    ws.on('error', error => this.broken(error))
    ws.on('close', () => this.ended())
    ws.on('pong', () => (this.answered = true))
    ws.on('message', (data, isBinary) => this.receive(data, isBinary))
    this.reading.pause('loading')
  }

  /** Takes its seat in the room. Never rejects. */
  async enter(): Promise<void> {
    const lease = await this.host.open(this.visitor.documentId).catch(() => null)
    if (!lease) {
      this.refuse('unavailable')
      return
    }
    if (this.closing || this.gone) {
      lease.release()
      return
    }
    this.lease = lease
    this.seat = lease.room.enter(this)
    this.callOffSilence = whenLate(this.host.limits.firstFrameMs, () => this.refuse('silent'))
    this.reading.resume('loading')
  }

  // --- what the room asks of a member

  write(frames: Frame): void {
    if (this.closing) return
    if (this.outlet.tooSlow(performance.now())) this.refuse('slow')
    else this.outlet.write(frames)
  }

  congested(): boolean {
    return this.outlet.congested
  }

  saved(epoch: number, n: number): void {
    if (!this.saidHello || this.closing) return
    // The relay of the same commit mostly follows in this turn: one write for both.
    this.outlet.gather()
    this.outlet.write(savedFrame(epoch, n))
  }

  hold(held: boolean): void {
    if (held) this.reading.pause('queue')
    else this.reading.resume('queue')
  }

  refuse(refusal: Refusal): void {
    if (this.closing || this.gone) return
    if (this.saidHello) this.outlet.write(refusedFrame(refusal))
    this.closing = true
    this.leave()
    this.reading.resumeAll()
    this.ws.close(REFUSALS[refusal].code, refusal)
    this.goodbye = setTimeout(() => this.ws.terminate(), this.host.limits.goodbyeMs)
    this.host.refused(this, refusal)
  }

  // --- looked after from outside

  /** Pings; closes who has not answered the last ping or reads too slowly. */
  heartbeat(now: number): void {
    if (this.closing) return
    if (this.outlet.tooSlow(now)) {
      this.refuse('slow')
      return
    }
    if (!this.answered && !this.reading.paused) {
      this.ws.terminate()
      return
    }
    this.answered = false
    this.ws.ping()
  }

  /** Stops reading for good: the server is about to close. */
  stopReading(): void {
    this.reading.pause('stopping')
  }

  // --- what the client sends

  private receive(data: unknown, isBinary: boolean): void {
    const { seat, lease } = this
    if (this.closing || !seat || !lease) return
    this.answered = true
    if (!isBinary || !Buffer.isBuffer(data)) {
      this.refuse('malformed')
      return
    }
    if (data.length > this.host.limits.frameBytes) {
      this.refuse('tooLarge')
      return
    }
    this.reading.count('frame')
    try {
      this.handle(lease.room, seat, readMessage(data))
    } catch {
      this.refuse('malformed')
    }
  }

  private handle(room: Room, seat: Seat, message: ClientMessage): void {
    const first = !this.spoke
    this.spoke = true
    if (first) this.callOffSilence()
    switch (message.type) {
      case 'hello':
        if (first) this.hello(message, room.epoch)
        else this.refuse('malformed')
        break
      case 'step1':
        this.question(room, seat, message.vector)
        break
      case 'step2':
      case 'update':
        this.reading.count('update')
        room.offer(seat, message.type, message.bytes)
        break
      case 'awareness':
        if (!this.awareness.take(room.spokenBy(seat, message.bytes))) this.refuse('tooLarge')
        break
      case 'queryAwareness':
        room.tellAwareness(seat)
        break
      case 'ping':
        if (this.saidHello) this.outlet.write(pongFrame(message.nonce))
    }
  }

  private question(room: Room, seat: Seat, vector: Uint8Array): void {
    if (vector.length > this.host.limits.stateVectorBytes) {
      this.refuse('tooLarge')
      return
    }
    this.reading.count('question')
    room.join(seat, vector)
  }

  private hello(message: { version: number; epoch: number; schema: number }, epoch: number): void {
    this.saidHello = true
    const { schemaVersion } = this.host
    if (message.version !== WIRE_VERSION || message.schema < schemaVersion) this.refuse('outdated')
    // A page of the version that is being rolled out: this process is about to be replaced.
    else if (message.schema > schemaVersion) this.refuse('restart')
    else if (message.epoch !== 0 && message.epoch !== epoch) this.refuse('epoch')
    else this.outlet.write(helloFrame(epoch, this.host.schemaVersion, this.right))
  }

  private hear(spoken: Parameters<Lease['room']['hear']>[1]): void {
    if (!this.seat || this.closing) return
    try {
      this.lease?.room.hear(this.seat, spoken)
    } catch {
      this.refuse('malformed')
    }
  }

  /** `ws` has said goodbye itself: with 1009 to a message of which it read no more than its head. */
  private broken(error: Error): void {
    const unread = 'code' in error && error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'
    if (!this.closing) this.host.refused(this, unread ? 'tooLarge' : 'malformed')
  }

  // --- the end

  private leave(): void {
    this.callOffSilence()
    this.awareness.stop()
    if (this.seat) this.lease?.room.leave(this.seat)
    this.lease?.release()
    this.seat = null
    this.lease = null
  }

  private ended(): void {
    this.gone = true
    if (this.goodbye) clearTimeout(this.goodbye)
    this.reading.resumeAll()
    this.leave()
    this.host.closed(this)
  }
}
