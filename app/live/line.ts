import type { Clock } from './clock'
import { REMEMBERED_FOR, type LineMemory } from './line-memory'
import type { Transport } from './live-socket'

export interface LineOptions {
  websocket: (url: string) => Transport
  tunnel: (url: string) => Transport
  clock: Clock
  memory: LineMemory
  /** How long the server took to answer with the page (ms); 0 when nobody knows. */
  serverTook: () => number
  isOffline: () => boolean
}

/** A websocket that says nothing for so long gets a rival: where websockets have worked, and at the latest anywhere. */
const SILENT_FOR = 2_000
/** Elsewhere it gets one when it has taken so many times what the page took, which also was a way there and back… */
const TIMES_THE_PAGE = 4
/** …but so much at least. */
const SILENT_FOR_AT_LEAST = 300
/** Where none came through some hours ago: a head start. */
const HEAD_START = 100
/** A router that has forgotten a browser's connections leaves it with several dead ones, of which each new request gets one. */
const MOST_TUNNELS = 4
/** A network is asked again this often whether it lets websockets through by now, and when woken at the earliest. */
const AGAIN_AFTER = 5 * 60_000
const AGAIN_WHEN_WOKEN = 60_000
/** Where websockets have worked on this page, so many must fail in a row: mostly it is the server that is away. */
const FAILURES = 2

/** Opens connections by the way that the network allows: a websocket, or else a tunnel through plain HTTP. */
export function lineOpener(options: LineOptions): (url: string) => Transport {
  const ways = new Ways(options)
  return url => new Line(url, ways)
}

/** What is known of the network. */
class Ways {
  #worked = false
  #failures = 0

  constructor(readonly options: LineOptions) {}

  get tunnelFirst(): boolean {
    return this.#blockedWithin(AGAIN_AFTER)
  }

  /** How long a websocket may say nothing before a tunnel is tried beside it. */
  get silentFor(): number {
    // A hall whose server is slow to take it back must not come twice.
    if (this.#worked) return SILENT_FOR
    if (this.#blockedWithin(REMEMBERED_FOR)) return HEAD_START
    const slow = this.options.serverTook() * TIMES_THE_PAGE
    return Math.min(SILENT_FOR, Math.max(SILENT_FOR_AT_LEAST, slow))
  }

  get mayTunnel(): boolean {
    return !this.options.isOffline() && (!this.#worked || this.#failures >= FAILURES)
  }

  opened(way: 'websocket' | 'tunnel'): void {
    const { memory, clock } = this.options
    if (way === 'websocket') {
      this.#worked = true
      this.#failures = 0
      memory.write(null)
    } else if (!this.tunnelFirst) memory.write(clock.now())
  }

  failed(way: 'websocket' | 'tunnel'): void {
    if (way === 'websocket') this.#failures++
    else this.options.memory.write(null)
  }

  #blockedWithin(milliseconds: number): boolean {
    const { memory, clock } = this.options
    const age = clock.now() - (memory.read() ?? -Infinity)
    return age >= 0 && age < milliseconds
  }
}

class Line implements Transport {
  binaryType = 'arraybuffer'
  onopen: Transport['onopen'] = null
  onmessage: Transport['onmessage'] = null
  onerror: Transport['onerror'] = null
  onclose: Transport['onclose'] = null
  readonly #url: string
  readonly #ways: Ways
  /** Those that may still open. */
  readonly #tried = new Set<Transport>()
  #chosen: Transport | null = null
  #tunnelled = false
  #tunnels = 0
  #over = false
  #askedAt = 0
  #cancel: () => void = () => undefined

  constructor(url: string, ways: Ways) {
    this.#url = url
    this.#ways = ways
    if (ways.tunnelFirst && ways.mayTunnel) this.#try('tunnel')
    else {
      this.#try('websocket')
      this.#after(ways.silentFor, () => this.#tunnelToo())
    }
  }

  get readyState(): number {
    return this.#over ? 3 : (this.#chosen?.readyState ?? 0)
  }

  send(bytes: Uint8Array<ArrayBuffer>): void {
    this.#chosen?.send(bytes)
  }

  close(): void {
    this.#over = true
    this.#cancel()
    for (const transport of [...this.#tried, this.#chosen]) if (transport) letGo(transport)
    this.#tried.clear()
  }

  wake(): void {
    const { clock } = this.#ways.options
    if (this.#tunnelled && clock.now() - this.#askedAt >= AGAIN_WHEN_WOKEN) this.#askAgain()
  }

  #try(way: 'websocket' | 'tunnel'): void {
    const transport = this.#ways.options[way](this.#url)
    this.#tunnelled ||= way === 'tunnel'
    this.#tried.add(transport)
    transport.binaryType = 'arraybuffer'
    transport.onopen = event => this.#choose(way, transport, event)
    transport.onerror = () => undefined
    transport.onclose = event => this.#failed(way, transport, event)
    if (way === 'tunnel' && ++this.#tunnels < MOST_TUNNELS) this.#after(SILENT_FOR, () => this.#try('tunnel'))
  }

  #tunnelToo(): boolean {
    if (this.#tunnelled || !this.#ways.mayTunnel) return false
    this.#try('tunnel')
    return true
  }

  #choose(way: 'websocket' | 'tunnel', transport: Transport, event: Event): void {
    this.#cancel()
    this.#tried.delete(transport)
    for (const slower of this.#tried) letGo(slower)
    this.#tried.clear()
    this.#chosen = transport
    this.#tunnelled = way === 'tunnel'
    this.#ways.opened(way)
    transport.onmessage = message => this.onmessage?.(message)
    transport.onerror = error => this.onerror?.(error)
    transport.onclose = closed => this.#end(closed)
    if (this.#tunnelled) this.#askLater()
    this.onopen?.(event)
  }

  #failed(way: 'websocket' | 'tunnel', transport: Transport, event: CloseEvent): void {
    this.#tried.delete(transport)
    this.#ways.failed(way)
    if (way === 'websocket' && this.#tunnelToo()) return
    if (this.#tried.size === 0) this.#end(event)
  }

  #end(event: CloseEvent): void {
    this.close()
    this.onclose?.(event)
  }

  #askLater(): void {
    this.#askedAt = this.#ways.options.clock.now()
    this.#after(AGAIN_AFTER, () => this.#askAgain())
  }

  /** Whether websockets get through by now: if so, this line ends, and the next one is a websocket. */
  #askAgain(): void {
    this.#askLater()
    const probe = this.#ways.options.websocket(this.#url)
    this.#tried.add(probe)
    probe.onopen = () => {
      this.#ways.opened('websocket')
      this.#end(Object.assign(new Event('close'), { code: 4000, reason: '', wasClean: true }))
    }
    probe.onclose = () => this.#tried.delete(probe)
  }

  #after(milliseconds: number, callback: () => void): void {
    this.#cancel()
    this.#cancel = this.#ways.options.clock.after(milliseconds, callback)
  }
}

function letGo(transport: Transport): void {
  transport.onopen = transport.onmessage = transport.onclose = null
  transport.onerror = () => undefined
  transport.close()
}
