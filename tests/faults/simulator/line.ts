import { Duplex } from 'node:stream'
import type { Transport } from '~/live/live-socket'
import { clientFrame, ServerStream, type ServerFrame } from './socket-frames'

const [CONNECTING, OPEN, CLOSING, CLOSED] = [0, 1, 2, 3]
const [BINARY, CLOSE, PING, PONG] = [2, 8, 9, 10]
const LOST = 1006

type Write = (error?: Error | null) => void

/** The server's side of a line, as a socket of its HTTP server. */
class ServerEnd extends Duplex {
  constructor(private readonly line: Line) {
    super({ allowHalfOpen: true })
  }

  override _read(): void {
    // What arrives is pushed.
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: Write): void {
    this.line.toClient(Buffer.from(chunk), done)
  }

  override _final(done: Write): void {
    this.line.serverIsDone()
    done()
  }

  override _destroy(_: Error | null, done: Write): void {
    this.line.serverIsDone()
    done()
  }
}

/**
 * A TCP connection between one page and the server: bytes arrive late but in order, and it can be cut, go dead without
 * a word, stall, or have a piece of a frame torn out. The page's side is what a browser's WebSocket is to the product.
 */
export class Line implements Transport {
  binaryType = 'arraybuffer'
  readyState = CONNECTING
  onopen: ((event: Event) => void) | null = null
  onmessage: ((event: MessageEvent) => void) | null = null
  onerror: ((event: Event) => void) | null = null
  onclose: ((event: CloseEvent) => void) | null = null
  readonly serverEnd: Duplex = new ServerEnd(this)
  private readonly stream = new ServerStream()
  private serverAt = 0
  private clientAt = 0
  private stalledUntil = 0
  /** `ending`: the server has said its last word, which is still under way. */
  private state: 'alive' | 'ending' | 'dead' | 'gone' = 'alive'
  private closeCode = LOST
  private tearNext = false

  constructor(private readonly delay: () => number) {}

  // --- what a page does

  send(bytes: Uint8Array): void {
    if (this.readyState === OPEN) this.toServer(clientFrame(BINARY, this.torn(bytes)))
  }

  close(): void {
    if (this.readyState >= CLOSING) return
    const unopened = this.readyState === CONNECTING
    this.readyState = CLOSING
    if (unopened) this.cut()
    else this.toServer(clientFrame(CLOSE, Buffer.from([3, 232])))
  }

  // --- what happens to it

  /** No server there. */
  refused(): void {
    setTimeout(() => this.lost(), this.delay())
  }

  /** Reset: what is under way is lost, both sides are told. */
  cut(): void {
    if (this.state === 'gone') return
    const silent = this.state === 'dead'
    this.state = 'gone'
    if (silent) return
    setTimeout(() => this.lost(), this.delay())
    setTimeout(() => this.serverEnd.destroy(), this.delay())
  }

  /** The cable is out: nobody is told anything any more. */
  goDead(): void {
    if (this.state === 'alive' || this.state === 'ending') this.state = 'dead'
  }

  /** The server's process is gone: what it wrote still arrives, then the end. */
  serverGone(): void {
    this.serverIsDone()
    if (this.state === 'alive') this.state = 'ending'
  }

  /** The page takes nothing for a while. */
  stall(milliseconds: number): void {
    this.stalledUntil = performance.now() + milliseconds
  }

  /** The next update that leaves loses its end on the way. */
  tear(): void {
    this.tearNext = true
  }

  // --- the wire

  toClient(bytes: Buffer, done: Write): void {
    const at = this.arrival('client')
    const stalled = this.stalledUntil > performance.now()
    if (this.state !== 'alive') {
      done()
      return
    }
    if (!stalled) done()
    this.at(at, () => {
      if (stalled) done()
      this.arrive(bytes)
    })
  }

  serverIsDone(): void {
    if (this.state !== 'alive') return
    this.at(this.arrival('client'), () => {
      this.ending()
      this.lost()
    })
  }

  private ending(): void {
    if (!this.serverEnd.destroyed && !this.serverEnd.readableEnded) this.serverEnd.push(null)
    this.state = 'gone'
  }

  private toServer(bytes: Buffer): void {
    if (this.state !== 'alive') return
    this.at(this.arrival('server'), () => {
      if (this.state === 'alive' && !this.serverEnd.destroyed) this.serverEnd.push(bytes)
    })
  }

  private at(time: number, act: () => void): void {
    setTimeout(() => {
      if (this.state === 'alive' || this.state === 'ending') act()
    }, time - performance.now())
  }

  private arrival(side: 'server' | 'client'): number {
    const now = performance.now()
    const soonest = now + this.delay()
    if (side === 'server') return (this.serverAt = Math.max(this.serverAt, soonest))
    return (this.clientAt = Math.max(this.clientAt, soonest, this.stalledUntil))
  }

  private torn(bytes: Uint8Array): Uint8Array {
    const isUpdate = bytes[0] === 0 && (bytes[1] ?? 0) > 0
    if (!this.tearNext || !isUpdate || bytes.length < 12 || bytes.length > 100) return bytes
    this.tearNext = false
    // The length before the payload says the shorter length: only what is inside is broken.
    const shorter = bytes.slice(0, bytes.length - 2)
    shorter[2] = (shorter[2] ?? 0) - 2
    return shorter
  }

  private arrive(bytes: Buffer): void {
    if (this.readyState === CLOSED) return
    const frames = this.stream.feed(bytes)
    if (this.readyState === CONNECTING && this.stream.status === 101) {
      this.readyState = OPEN
      this.onopen?.({} as Event)
    }
    for (const frame of frames) this.take(frame)
  }

  private take({ opcode, payload }: ServerFrame): void {
    if (opcode === PING) this.toServer(clientFrame(PONG, payload))
    if (opcode === CLOSE) {
      this.closeCode = payload.length > 1 ? payload.readUInt16BE(0) : 1005
      this.readyState = CLOSING
      this.toServer(clientFrame(CLOSE, payload))
    }
    if (opcode === BINARY) this.onmessage?.({ data: new Uint8Array(payload).buffer } as MessageEvent)
  }

  private lost(): void {
    if (this.readyState === CLOSED) return
    this.readyState = CLOSED
    this.onclose?.({ code: this.closeCode } as CloseEvent)
  }
}
