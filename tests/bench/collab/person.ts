import net from 'node:net'
import crypto from 'node:crypto'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { MESSAGE, SYNC, WIRE_VERSION } from '~server/collaboration/wire'
import { SCHEMA_VERSION } from '~server/domain/documents/content'

export interface Place {
  port: number
  documentId: string
  headers: Readonly<Record<string, string>>
}

/**
 * The least a client can be that says hello and counts what is saved: a bare socket without a Yjs document, so that
 * hundreds of them take little from the server beside them.
 */
export class Person {
  /** Frames sent that carry updates. */
  sent = 0
  private readonly socket: net.Socket
  private rest: Buffer = Buffer.alloc(0)
  private open = false
  private synced: (() => void) | null = null

  private constructor(
    { port, documentId, headers }: Place,
    /** Frames up to n are saved. */
    private readonly saved: (n: number) => void,
    fail: (error: Error) => void,
  ) {
    this.socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    this.socket.write(
      `GET /collab/${documentId} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${crypto.randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n${lines.join('')}\r\n`,
    )
    this.socket.on('data', chunk => this.read(chunk, fail))
    this.socket.on('error', fail)
    this.socket.on('close', () => fail(new Error('closed')))
  }

  /** Resolves when everything there is has come. */
  static join(place: Place, saved: (n: number) => void = () => undefined): Promise<Person> {
    return new Promise((resolve, reject) => {
      const person = new Person(place, saved, reject)
      person.synced = () => resolve(person)
    })
  }

  update(bytes: Uint8Array): void {
    this.sent++
    this.send(encoder => {
      encoding.writeVarUint(encoder, MESSAGE.sync)
      encoding.writeVarUint(encoder, SYNC.update)
      encoding.writeVarUint8Array(encoder, bytes)
    })
  }

  ping(): void {
    this.send(encoder => {
      encoding.writeVarUint(encoder, MESSAGE.ping)
      encoding.writeVarUint(encoder, 1)
    })
  }

  leave(): void {
    this.socket.removeAllListeners('close')
    this.socket.destroy()
  }

  private start(): void {
    this.send(encoder => {
      for (const n of [MESSAGE.hello, WIRE_VERSION, 0, SCHEMA_VERSION]) encoding.writeVarUint(encoder, n)
    })
    this.send(encoder => {
      encoding.writeVarUint(encoder, MESSAGE.sync)
      encoding.writeVarUint(encoder, SYNC.step1)
      encoding.writeVarUint8Array(encoder, Uint8Array.of(0))
    })
  }

  private send(write: (encoder: encoding.Encoder) => void): void {
    this.frame(0x82, encoding.encode(write))
  }

  /** Masked with zeros, as a client has to. */
  private frame(head: number, content: Uint8Array): void {
    const { length } = content
    const size = length < 126 ? [0x80 | length] : [0x80 | 126, length >> 8, length & 255]
    this.socket.write(Buffer.concat([Buffer.from([head, ...size, 0, 0, 0, 0]), content]))
  }

  private read(chunk: Buffer, fail: (error: Error) => void): void {
    let data = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk
    if (!this.open) {
      const end = data.indexOf('\r\n\r\n')
      if (end < 0) {
        this.rest = data
        return
      }
      const [line = ''] = data.toString('latin1', 0, end).split('\r\n')
      if (!line.includes(' 101')) fail(new Error(`refused: ${line}`))
      this.open = true
      data = data.subarray(end + 4)
      this.start()
    }
    this.rest = this.frames(data)
  }

  /** @returns what is left of a frame that has not come whole */
  private frames(data: Buffer): Buffer {
    let at = 0
    while (data.length - at >= 2) {
      const short = (data[at + 1] ?? 0) & 127
      const head = short < 126 ? 2 : short === 126 ? 4 : 10
      if (data.length - at < head) break
      const length =
        short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2))
      if (data.length - at < head + length) break
      this.message((data[at] ?? 0) & 15, data.subarray(at + head, at + head + length))
      at += head + length
    }
    return at === data.length ? Buffer.alloc(0) : Buffer.from(data.subarray(at))
  }

  private message(opcode: number, content: Buffer): void {
    if (opcode === 9) this.frame(0x8a, content)
    else if (content[0] === MESSAGE.saved) {
      const decoder = decoding.createDecoder(content)
      decoding.readVarUint(decoder)
      decoding.readVarUint(decoder)
      this.saved(decoding.readVarUint(decoder))
    } else if (content[0] === MESSAGE.sync && content[1] === SYNC.step2) {
      this.synced?.()
      this.synced = null
    }
  }
}
