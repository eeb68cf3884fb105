import * as encoding from 'lib0/encoding'
import type { Transport } from '../live-socket'

/** A connection whose other end is the test. */
export class FakeTransport implements Transport {
  binaryType = ''
  readyState = 1
  onopen: Transport['onopen'] = null
  onmessage: Transport['onmessage'] = null
  onerror: Transport['onerror'] = null
  onclose: Transport['onclose'] = null
  readonly sent: number[][] = []
  closed = false
  send(bytes: Uint8Array): void {
    this.sent.push([...bytes])
  }
  close(): void {
    this.closed = true
  }
  say(...numbers: number[]): void {
    const data = encoding.encode(encoder => numbers.forEach(number => encoding.writeVarUint(encoder, number)))
    this.deliver(data)
  }
  deliver(data: Uint8Array): void {
    this.onmessage?.(new MessageEvent('message', { data: new Uint8Array(data).buffer }))
  }
  end(code: number): void {
    this.onclose?.(Object.assign(new Event('close'), { code, reason: '', wasClean: true }))
  }
}
