import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs'
import { WebSocketServer, type WebSocket } from 'ws'
import { MESSAGE, REFUSALS, SYNC, WIRE_VERSION, type Refusal, type Right } from '~server/collaboration/wire'

interface Client {
  socket: WebSocket
  n: number
  greeted: boolean
}

const frame = (write: (encoder: encoding.Encoder) => void) => encoding.encode(write)

/** A document server of a hundred lines that speaks the wire: one document, no disk, faults on demand. */
export class LiveServer {
  epoch = 1
  schemaVersion = 1
  right: Right = 'write'
  /** While true, nothing is acknowledged. */
  withhold = false
  /** While true, handshakes are refused with this status. */
  refuseWith: number | null = null
  /** While true, the server reads and says nothing at all: a half-open line. */
  mute = false
  doc = new Doc()
  /** Update-carrying frames of all connections. */
  readonly received: Uint8Array[] = []
  hellos = 0
  readonly clients = new Set<Client>()
  readonly #server: WebSocketServer

  private constructor(server: WebSocketServer) {
    this.#server = server
    server.on('connection', socket => this.#welcome(socket))
  }

  static async start(port = 0): Promise<LiveServer> {
    let live: LiveServer | null = null
    const server = new WebSocketServer({
      port,
      verifyClient: (_info: unknown, answer: (granted: boolean, status?: number) => void) =>
        live?.refuseWith ? answer(false, live.refuseWith) : answer(true),
    })
    live = new LiveServer(server)
    await new Promise(resolve => server.once('listening', resolve))
    return live
  }

  get port(): number {
    const address = this.#server.address()
    return typeof address === 'object' && address ? address.port : 0
  }

  get url(): string {
    return `ws://localhost:${String(this.port)}/documents`
  }

  refuse(reason: Refusal): void {
    for (const { socket } of this.clients) {
      socket.send(
        frame(encoder => {
          encoding.writeVarUint(encoder, MESSAGE.refused)
          encoding.writeVarString(encoder, reason)
        }),
      )
      socket.close(REFUSALS[reason].code)
    }
  }

  /** Cuts every line without a word. */
  cut(): void {
    for (const { socket } of this.clients) socket.terminate()
  }

  /** Acknowledges everything received so far. */
  acknowledge(): void {
    for (const client of this.clients) this.#saved(client)
  }

  recreate(): void {
    this.epoch += 1
    this.doc = new Doc()
    this.cut()
  }

  /** Text written by somebody else. */
  write(change: (doc: Doc) => void): void {
    const before = encodeStateVector(this.doc)
    change(this.doc)
    this.#relay(encodeStateAsUpdate(this.doc, before), null)
  }

  async stop(): Promise<void> {
    this.cut()
    await new Promise(resolve => this.#server.close(resolve))
  }

  #welcome(socket: WebSocket): void {
    const client: Client = { socket, n: 0, greeted: false }
    this.clients.add(client)
    socket.on('close', () => this.clients.delete(client))
    socket.on('error', () => socket.terminate())
    socket.on('message', (data: Buffer) => {
      if (!this.mute) this.#receive(client, new Uint8Array(data))
    })
  }

  #receive(client: Client, data: Uint8Array): void {
    const decoder = decoding.createDecoder(data)
    const type = decoding.readVarUint(decoder)
    if (type === MESSAGE.hello) this.#hello(client)
    else if (type === MESSAGE.ping) this.#say(client, [MESSAGE.pong, decoding.readVarUint(decoder)])
    else if (type === MESSAGE.awareness) this.#send(data, client)
    else if (type === MESSAGE.sync)
      this.#sync(client, decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder))
  }

  #hello(client: Client): void {
    this.hellos += 1
    client.greeted = true
    const right = this.right === 'write' ? 1 : 0
    this.#say(client, [MESSAGE.hello, WIRE_VERSION, this.epoch, this.schemaVersion, right])
  }

  #sync(client: Client, kind: number, bytes: Uint8Array): void {
    if (kind === SYNC.step1) {
      this.#sendSync(client, SYNC.step2, encodeStateAsUpdate(this.doc, bytes))
      this.#sendSync(client, SYNC.step1, encodeStateVector(this.doc))
      return
    }
    client.n += 1
    this.received.push(bytes)
    applyUpdate(this.doc, bytes)
    this.#relay(bytes, client)
    if (!this.withhold) this.#saved(client)
  }

  #saved(client: Client): void {
    if (client.greeted && client.n > 0) this.#say(client, [MESSAGE.saved, this.epoch, client.n])
  }

  #relay(bytes: Uint8Array, from: Client | null): void {
    for (const client of this.clients) if (client !== from) this.#sendSync(client, SYNC.update, bytes)
  }

  #send(data: Uint8Array, from: Client): void {
    for (const client of this.clients) if (client !== from) client.socket.send(data)
  }

  #say(client: Client, numbers: number[]): void {
    client.socket.send(frame(encoder => numbers.forEach(number => encoding.writeVarUint(encoder, number))))
  }

  #sendSync(client: Client, kind: number, bytes: Uint8Array): void {
    client.socket.send(
      frame(encoder => {
        encoding.writeVarUint(encoder, MESSAGE.sync)
        encoding.writeVarUint(encoder, kind)
        encoding.writeVarUint8Array(encoder, bytes)
      }),
    )
  }
}
