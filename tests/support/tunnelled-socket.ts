import { EventEmitter } from 'node:events'
import { Tunnel } from '../../app/live/tunnel'

/** The browser's tunnel with the face of a `ws` socket. */
export class TunnelledSocket extends EventEmitter {
  readonly #tunnel: Tunnel

  constructor(url: string, headers: Record<string, string>) {
    super()
    this.#tunnel = new Tunnel(url, { extraHeaders: headers })
    this.#tunnel.onopen = () => this.emit('open')
    this.#tunnel.onmessage = ({ data }) => this.emit('message', Buffer.from(data as ArrayBuffer))
    this.#tunnel.onclose = ({ code, reason }) => {
      if (/^\d{3}$/.test(reason)) this.emit('refused', Number(reason))
      this.emit('close', code, reason)
    }
  }

  get readyState(): number {
    return this.#tunnel.readyState
  }

  send(bytes: Uint8Array): void {
    this.#tunnel.send(new Uint8Array(bytes))
  }

  close(): void {
    this.#tunnel.close()
  }

  terminate(): void {
    this.#tunnel.close()
  }
}
