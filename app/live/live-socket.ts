import { WIRE_VERSION, type Refusal } from '~server/collaboration/wire'
import type { Backoff } from './backoff'
import type { Clock } from './clock'
import {
  helloFrame,
  pingFrame,
  readFrame,
  refusalOf,
  updateKind,
  type Frame,
  type Hello,
  type UpdateKind,
} from './frames'

/** What carries frames: a browser's WebSocket, or whatever behaves like one. */
export interface Transport {
  binaryType: string
  /** As a WebSocket's: 1 = open. Between the other side's goodbye and `onclose` it is 2. */
  readonly readyState: number
  onopen: ((event: Event) => void) | null
  onmessage: ((event: MessageEvent) => void) | null
  onerror: ((event: Event) => void) | null
  onclose: ((event: CloseEvent) => void) | null
  send(bytes: Uint8Array<ArrayBuffer>): void
  close(): void
  /** The network may have changed: look whether there is a better way than the present one. */
  wake?(): void
}

export interface Loss {
  /** False when not even the handshake came through: no network, or no access. */
  opened: boolean
  refusal: Refusal | null
}

/** Who is told what happens on the socket. */
export interface LiveSocketListener {
  /** @returns false when what this page holds must not meet the server's document; the socket is then closed. */
  hello(hello: Hello): boolean
  /** Frame number n of this connection left. */
  sent(n: number, kind: UpdateKind): void
  saved(epoch: number, n: number): void
  lost(loss: Loss): void
}

export interface LiveSocketOptions {
  open: (url: string) => Transport
  clock: Clock
  backoff: Backoff
  listener: LiveSocketListener
  schemaVersion: number
  /** The epoch of what this page holds; 0 when it holds nothing. */
  epoch: () => number
  /** Told of every socket the provider makes, so that it can be woken. */
  made: (socket: LiveSocket) => void
}

function tryReadFrame(data: ArrayBuffer): Frame | null {
  try {
    return readFrame(new Uint8Array(data))
  } catch {
    return null
  }
}

const PING_EVERY = 4_000
const PROBE_WITHIN = 2_000
const OPEN_WITHIN = 8_000
/** A timer that rings so late has slept with its page: what it waited for had no chance to come. */
const SLEPT = 2_000

/**
 * The socket that y-websocket's provider is given instead of the browser's own. It says hello, counts and reports what
 * is acknowledged, notices a silent loss within ten seconds and waits a jittered while before it opens. Nothing with
 * content passes in either direction before the server's hello has shown that both hold the same document.
 */
export class LiveSocket {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSED = 3
  readonly OPEN = 1

  binaryType = 'arraybuffer'
  readyState = LiveSocket.CONNECTING
  onopen: ((event: Event) => void) | null = null
  onmessage: ((event: MessageEvent) => void) | null = null
  onerror: ((event: Event) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null

  readonly #url: string
  readonly #options: LiveSocketOptions
  #transport: Transport | null = null
  #cancelTimer: () => void
  #hello: Hello | null = null
  #refusal: Refusal | null = null
  #heldIn: MessageEvent[] = []
  #heldOut: Uint8Array<ArrayBuffer>[] = []
  #n = 0
  #pings = 0
  /** When the transport was asked for that has not opened yet. */
  #openSince: number | null = null
  #heard = true

  constructor(url: string, options: LiveSocketOptions) {
    this.#url = url
    this.#options = options
    this.#cancelTimer = options.clock.after(options.backoff.next(), () => this.#open())
    options.made(this)
  }

  /** The network is back, or the page is looked at again: open now, or find out at once whether the line is dead. */
  wake(): void {
    this.#transport?.wake?.()
    if (this.readyState === LiveSocket.OPEN) this.#ping(PROBE_WITHIN)
    else if (this.readyState === LiveSocket.CONNECTING && this.#transport === null) this.#open()
    else if (this.#openSince !== null && this.#options.clock.now() - this.#openSince > OPEN_WITHIN)
      this.#lose(4000)
  }

  /** Gives up this connection so that the provider makes a new one. */
  renew(): void {
    if (this.readyState !== LiveSocket.CLOSED) this.#lose(4000)
  }

  send(data: Uint8Array<ArrayBuffer>): void {
    // What is typed while the other side says goodbye stays unacknowledged, and goes with the next connection.
    if (this.readyState !== LiveSocket.OPEN || this.#transport?.readyState !== LiveSocket.OPEN) return
    const kind = updateKind(data)
    if (!kind) {
      this.#transport.send(data)
      return
    }
    if (!this.#hello) return void this.#heldOut.push(data)
    // The server would close the socket of a reader that sends anything but questions.
    if (this.#hello.right === 'read') return
    this.#n += 1
    this.#transport.send(data)
    this.#options.listener.sent(this.#n, kind)
  }

  close(): void {
    if (this.readyState === LiveSocket.CLOSED) return
    this.#release()
    this.#options.listener.lost({ opened: true, refusal: null })
  }

  #open(): void {
    this.#cancelTimer()
    const transport = this.#options.open(this.#url)
    this.#transport = transport
    this.#openSince = this.#options.clock.now()
    transport.binaryType = 'arraybuffer'
    transport.onopen = event => {
      this.readyState = LiveSocket.OPEN
      this.#openSince = null
      transport.send(helloFrame(this.#options.epoch(), this.#options.schemaVersion))
      this.onopen?.(event)
    }
    transport.onmessage = event => this.#receive(event)
    transport.onerror = event => this.onerror?.(event)
    transport.onclose = event => this.#lose(event.code)
    this.#after(OPEN_WITHIN, () => this.#lose(4000))
  }

  #receive(event: MessageEvent): void {
    if (!(event.data instanceof ArrayBuffer)) return
    this.#heard = true
    const frame = tryReadFrame(event.data)
    if (!frame) {
      this.#lose(4000)
      return
    }
    if (frame.type === 'standard' && !this.#hello) return void this.#heldIn.push(event)
    // The provider has handlers that do nothing for our own types: it only notes that the line is alive.
    this.onmessage?.(event)
    if (frame.type === 'hello') this.#greet(frame)
    else if (frame.type === 'saved') this.#options.listener.saved(frame.epoch, frame.n)
    else if (frame.type === 'refused') this.#refusal = frame.reason
  }

  #greet(hello: Hello & { wireVersion: number }): void {
    if (this.#hello) return
    if (hello.wireVersion !== WIRE_VERSION) this.#refusal = 'outdated'
    if (this.#refusal || !this.#options.listener.hello(hello)) {
      this.#lose(4000)
      return
    }
    this.#hello = hello
    this.#ping(PING_EVERY)
    for (const event of this.#heldIn.splice(0)) this.onmessage?.(event)
    for (const data of this.#heldOut.splice(0)) this.send(data)
  }

  #ping(within: number): void {
    if (!this.#hello) return
    this.#heard = false
    if (this.#transport?.readyState === LiveSocket.OPEN) this.#transport.send(pingFrame(++this.#pings))
    const due = this.#options.clock.now() + within
    this.#after(within, () => {
      // After sleep nobody knows: what was heard is old, and what was not heard may lie ready to be read.
      if (this.#options.clock.now() - due > SLEPT) this.#ping(PROBE_WITHIN)
      else if (this.#heard) this.#ping(PING_EVERY)
      else this.#lose(4000)
    })
  }

  #after(milliseconds: number, callback: () => void): void {
    this.#cancelTimer()
    this.#cancelTimer = this.#options.clock.after(milliseconds, callback)
  }

  #release(): void {
    this.readyState = LiveSocket.CLOSED
    this.#cancelTimer()
    const transport = this.#transport
    if (!transport) return
    transport.onopen = transport.onmessage = transport.onclose = null
    transport.onerror = () => undefined
    transport.close()
  }

  #lose(code: number): void {
    if (this.readyState === LiveSocket.CLOSED) return
    const opened = this.readyState === LiveSocket.OPEN
    this.#release()
    this.#options.listener.lost({ opened, refusal: this.#refusal ?? refusalOf(code) })
    this.onclose?.({ code, reason: this.#refusal ?? '' })
  }
}

/** The class that y-websocket's provider makes its sockets of. */
export function liveSocketClass(options: LiveSocketOptions): typeof WebSocket {
  class BoundLiveSocket extends LiveSocket {
    constructor(url: string) {
      super(url, options)
    }
  }
  return BoundLiveSocket as unknown as typeof WebSocket
}
