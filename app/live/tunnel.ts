import type { ManagerOptions, Socket, SocketOptions } from 'socket.io-client'
import type { TunnelClientMessages, TunnelServerMessages } from '~server/live/tunnel-messages'
import { BROKEN, NOT_READ } from './close-codes'
import type { Transport } from './live-socket'

type TunnelSocket = Socket<TunnelServerMessages, TunnelClientMessages>

/** What is sent in one turn leaves together, as long as it stays well below what the server reads at once. */
const TOGETHER = 256 * 1024

/**
 * A request is answered within ten seconds, by a ping if by nothing else. One that is not has met a connection that a router has
 * forgotten; as long as it waits it takes one of the six that a browser has for us.
 */
const REQUEST_WITHIN = 14_000

/** Carries frames over long polling, for networks that let no websocket through. Behaves like a websocket. */
export class Tunnel implements Transport {
  binaryType = 'arraybuffer'
  readyState = 0
  onopen: Transport['onopen'] = null
  onmessage: Transport['onmessage'] = null
  onerror: Transport['onerror'] = null
  onclose: Transport['onclose'] = null
  #socket: TunnelSocket | null = null
  #leaving: string[] = []
  #leavingLength = 0

  /** @param url of the websocket in whose place this one stands: …/collab/<documentId> */
  constructor(url: string, options: Partial<ManagerOptions & SocketOptions> = {}) {
    this.#open(new URL(url), options).catch(() => this.#end(BROKEN, ''))
  }

  send(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.readyState !== 1) return
    const frame = toBase64(bytes)
    if (this.#leavingLength + frame.length > TOGETHER) this.#flush()
    if (this.#leaving.length === 0) queueMicrotask(() => this.#flush())
    this.#leaving.push(frame)
    this.#leavingLength += frame.length
  }

  close(): void {
    if (this.readyState === 3) return
    this.#flush()
    this.readyState = 3
    this.#socket?.disconnect()
  }

  async #open(
    { protocol, host, pathname }: URL,
    options: Partial<ManagerOptions & SocketOptions>,
  ): Promise<void> {
    const { io } = await import('socket.io-client')
    if (this.readyState === 3) return
    const socket: TunnelSocket = io(`${protocol === 'wss:' ? 'https' : 'http'}://${host}`, {
      path: '/collab-http/',
      query: { document: pathname.slice(pathname.lastIndexOf('/') + 1) },
      transports: ['polling'],
      // A document's connection is its own, and coming back is decided elsewhere.
      forceNew: true,
      reconnection: false,
      requestTimeout: REQUEST_WITHIN,
      ...options,
    })
    this.#socket = socket
    socket.on('open', () => {
      this.readyState = 1
      this.onopen?.(new Event('open'))
    })
    socket.on('frames', frames => {
      for (const frame of frames) this.onmessage?.(new MessageEvent('message', { data: fromBase64(frame) }))
    })
    socket.on('end', (code, reason) => this.#end(code, reason))
    socket.on('connect_error', () => this.#end(BROKEN, ''))
    socket.on('disconnect', (_, why) => this.#end(isTooLarge(why) ? NOT_READ : BROKEN, ''))
  }

  #flush(): void {
    this.#leavingLength = 0
    if (this.#leaving.length > 0) this.#socket?.emit('frames', this.#leaving.splice(0))
  }

  #end(code: number, reason: string): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.#socket?.disconnect()
    this.onclose?.(Object.assign(new Event('close'), { code, reason, wasClean: code !== BROKEN }))
  }
}

/** Answered with 413, by our server or by a proxy before it. */
function isTooLarge(why: unknown): boolean {
  return typeof why === 'object' && why !== null && 'description' in why && why.description === 413
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8_192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  }
  return btoa(text)
}

function fromBase64(text: string): ArrayBuffer {
  return Uint8Array.from(atob(text), letter => letter.charCodeAt(0)).buffer
}
