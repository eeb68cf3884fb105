import type { IncomingMessage, Server as HttpServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import type { Limits } from '~server/collaboration/limits'
import { duplexPair } from './duplex-pair'
import type { TunnelSocket } from './tunnel'

/** So much may be on its way to the other end before the document socket is not read any more. */
const UNDERWAY_BYTES = 64 * 1024
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** One tunnel: carries frames between somebody's long polls and a document socket inside this process. */
export class Carriage {
  #socket: TunnelSocket | null = null
  #ws: WebSocket | null = null
  #near: Duplex | null = null
  /** Frames for the other end, as base64, that wait for a poll to leave with. */
  #waiting: string[] = []
  #waitingBytes = 0
  /** Bytes of the last answer to a poll; the next poll shows that it has come through. */
  #underwayBytes = 0
  #held = false
  #over = false
  #taken = 0

  constructor(
    private readonly line: TunnelSocket['conn'],
    /** The session in which it was opened. */
    readonly session: string | null,
    private readonly limits: Pick<Limits, 'frameBurst'>,
  ) {}

  /** Opens the document socket, by an upgrade request like any other. */
  start(socket: TunnelSocket, server: HttpServer, origin: string): void {
    const { line } = this
    const [near, far] = duplexPair()
    server.emit('connection', Object.assign(far, { remoteAddress: line.request.socket.remoteAddress }))
    const ws = new WebSocket(`ws://tunnel/collab/${documentOf(socket)}`, {
      createConnection: () => near,
      headers: headersOf(line.request, origin),
      perMessageDeflate: false,
    })
    this.#socket = socket
    this.#ws = ws
    this.#near = near
    ws.on('error', () => undefined)
    ws.on('unexpected-response', (_, { statusCode }) => {
      this.#end(1006, String(statusCode))
      ws.terminate()
    })
    ws.on('open', () => socket.emit('open'))
    ws.on('message', data => this.#bring(data as Buffer))
    ws.on('close', (code, reason) => this.#end(code, reason.toString()))
    socket.onAny((name, ...said: unknown[]) => this.#take(name === 'frames' ? said : []))
    line.once('close', () => ws.close())
    line.transport.on('ready', () => {
      this.#underwayBytes = 0
      this.#pump()
    })
  }

  /**
   * Calls back when what was sent before has been taken: whoever is not read does not get rid of more.
   * @returns false when somebody sends on without waiting for that
   */
  whenTaken(next: () => void): boolean {
    this.#taken = 0
    const near = this.#near
    if (near?.writableNeedDrain !== true) {
      next()
      return true
    }
    if (this.#held) return false
    this.#held = true
    const go = (): void => {
      if (!this.#held) return
      this.#held = false
      next()
    }
    near.once('drain', go)
    near.once('close', go)
    return true
  }

  /** What comes from the other end may be anything. What is no list of frames goes on as text, which no document takes. */
  #take([frames, ...more]: unknown[]): void {
    const isList = Array.isArray(frames) && more.length === 0
    for (const frame of isList ? (frames as unknown[]) : [null]) {
      if (this.#ws?.readyState !== WebSocket.OPEN) return
      // One request holds what is sent in a moment. Who packs in more wants to keep this process busy.
      if (++this.#taken > this.limits.frameBurst * 2) {
        this.line.close(true)
        return
      }
      this.#ws.send(typeof frame === 'string' ? Buffer.from(frame, 'base64') : 'no frame')
    }
  }

  #bring(data: Buffer): void {
    this.#waiting.push(data.toString('base64'))
    this.#waitingBytes += data.length
    if (this.#waitingBytes + this.#underwayBytes > UNDERWAY_BYTES) this.#ws?.pause()
    // What else comes in this turn leaves with it.
    if (this.#waiting.length === 1) setImmediate(() => this.#pump())
  }

  #pump(): void {
    if (this.#waiting.length > 0 && this.line.transport.writable) this.#sendWaiting()
    if (this.#waitingBytes + this.#underwayBytes <= UNDERWAY_BYTES) this.#ws?.resume()
  }

  #sendWaiting(): void {
    this.#underwayBytes = this.#waitingBytes
    this.#waitingBytes = 0
    this.#socket?.emit('frames', this.#waiting.splice(0))
  }

  /** Refused by the upgrade: the reason is its status. */
  #end(code: number, reason: string): void {
    if (this.#over) return
    this.#over = true
    if (this.#waiting.length > 0) this.#sendWaiting()
    this.#socket?.emit('end', code, reason)
    this.line.close()
  }
}

function documentOf({ handshake: { query } }: TunnelSocket): string {
  const asked = query['document']
  return typeof asked === 'string' && UUID.test(asked) ? asked : 'unknown'
}

/** Who asks is told by the request that opened the tunnel. */
function headersOf({ headers }: IncomingMessage, origin: string): Record<string, string> {
  const { cookie, 'x-forwarded-for': forwarded } = headers
  return {
    origin,
    ...(cookie === undefined ? {} : { cookie }),
    ...(forwarded === undefined ? {} : { 'x-forwarded-for': String(forwarded) }),
  }
}
