import type { IncomingMessage } from 'node:http'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { SCHEMA_VERSION } from '~server/domain/documents/content'
import { MESSAGE, SYNC, WIRE_VERSION, type Refusal } from '~server/collaboration/wire'
import { TunnelledSocket } from './tunnelled-socket'
import { until } from './until'

export interface LiveClientOptions {
  /** http(s)://host:port or ws(s)://host:port */
  server: string
  documentId: string
  /** Cookie, Origin and whatever else the upgrade request is to carry. */
  headers?: Record<string, string>
  doc?: Y.Doc
  /** Epoch to say in hello; 0 = none. `false` says no hello at all, as a standard client. */
  epoch?: number | false
  /** Version of the editor's schema; left out = the present one. */
  schema?: number
  version?: number
  /** Sends nothing by itself: neither hello nor sync step 1, nor answers. */
  silent?: boolean
  /** Comes through the tunnel, as where websockets are blocked. */
  tunnel?: boolean
}

/**
 * A document client without a browser that speaks the whole wire, for tests. Applies what comes, sends what `doc`
 * gets, and remembers what the server said.
 */
export class LiveClient {
  readonly doc: Y.Doc
  readonly ws: WebSocket
  hello: { version: number; epoch: number; schema: number; right: number } | null = null
  /** The highest frame number that was acknowledged. */
  saved = 0
  savedEpoch = 0
  /** Update-carrying frames sent. */
  sent = 0
  refused: Refusal | null = null
  closed: { code: number; reason: string } | null = null
  /** HTTP status of a refused upgrade. */
  status: number | null = null
  synced = false
  pongs: number[] = []
  /** Newest state per awareness id, as the server tells it; a removed one is null. */
  readonly awareness = new Map<number, unknown>()
  /** Every message that came, whole. */
  readonly received: Uint8Array[] = []

  constructor(private readonly options: LiveClientOptions) {
    this.doc = options.doc ?? new Y.Doc()
    const url = `${options.server.replace(/^http/, 'ws')}/collab/${options.documentId}`
    this.ws = options.tunnel
      ? (new TunnelledSocket(url, options.headers ?? {}) as unknown as WebSocket)
      : new WebSocket(url, { headers: options.headers ?? {}, perMessageDeflate: false })
    this.ws.on('error', () => undefined)
    this.ws.on('unexpected-response', (_: unknown, response: IncomingMessage) => {
      this.status = response.statusCode ?? null
      response.resume()
      this.ws.terminate()
    })
    this.ws.on('refused', (status: number) => (this.status = status))
    this.ws.on('close', (code: number, reason: Buffer | string) => {
      this.closed = { code, reason: reason.toString() }
    })
    this.ws.on('message', (data: unknown) => this.receive(data))
    this.ws.on('open', () => this.start())
    if (!options.silent) this.doc.on('update', this.onUpdate)
  }

  private readonly onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin !== this) this.sendSync('update', update)
  }

  private start(): void {
    if (this.options.silent) return
    if (this.options.epoch !== false) this.sayHello()
    this.sendSync('step1', Y.encodeStateVector(this.doc))
  }

  sayHello(): void {
    const { version = WIRE_VERSION, epoch = 0, schema = SCHEMA_VERSION } = this.options
    this.sendNumbers(MESSAGE.hello, version, epoch || 0, schema)
  }

  /** Any bytes at all, as one binary frame. */
  sendRaw(bytes: Uint8Array): void {
    if (this.ws.readyState === WebSocket.OPEN) this.ws.send(bytes)
  }

  sendNumbers(...numbers: readonly number[]): void {
    this.sendRaw(
      encoding.encode(encoder => {
        for (const number of numbers) encoding.writeVarUint(encoder, number)
      }),
    )
  }

  sendSync(kind: keyof typeof SYNC, bytes: Uint8Array): void {
    if (this.ws.readyState !== WebSocket.OPEN) return
    if (kind !== 'step1') this.sent++
    this.sendRaw(
      encoding.encode(encoder => {
        encoding.writeVarUint(encoder, MESSAGE.sync)
        encoding.writeVarUint(encoder, SYNC[kind])
        encoding.writeVarUint8Array(encoder, bytes)
      }),
    )
  }

  /** Says a state for an awareness id, whoever's it is. */
  sendAwareness(client: number, clock: number, state: unknown): void {
    this.sendRaw(
      encoding.encode(encoder => {
        encoding.writeVarUint(encoder, MESSAGE.awareness)
        encoding.writeVarUint8Array(
          encoder,
          encoding.encode(inner => {
            encoding.writeVarUint(inner, 1)
            encoding.writeVarUint(inner, client)
            encoding.writeVarUint(inner, clock)
            encoding.writeVarString(inner, JSON.stringify(state))
          }),
        )
      }),
    )
  }

  ping(nonce: number): void {
    this.sendNumbers(MESSAGE.ping, nonce)
  }

  /** The body as plain text: one line per block. */
  get text(): string {
    return bodyText(this.doc)
  }

  /** Types at the end of the last paragraph, making the first one if there is none. */
  type(text: string): void {
    typeInto(this.doc, text)
  }

  async untilSynced(): Promise<this> {
    await until('synced', () => this.synced || this.closed)
    if (!this.synced) throw new Error(`closed: ${this.closed?.code} ${this.closed?.reason}`)
    return this
  }

  /** Waits until all that was sent is acknowledged. */
  async untilSaved(): Promise<void> {
    await until('saved', () => this.saved === this.sent)
  }

  async untilClosed(withinMs?: number): Promise<{ code: number; reason: string }> {
    await until('closed', () => this.closed, withinMs)
    return this.closed ?? { code: 0, reason: '' }
  }

  /** As a tab that is closed properly. */
  close(): void {
    this.doc.off('update', this.onUpdate)
    this.ws.close()
  }

  /** As a cable that is pulled. */
  drop(): void {
    this.doc.off('update', this.onUpdate)
    this.ws.terminate()
  }

  private receive(data: unknown): void {
    const bytes = new Uint8Array(data as Buffer)
    this.received.push(bytes)
    const decoder = decoding.createDecoder(bytes)
    switch (decoding.readVarUint(decoder)) {
      case MESSAGE.sync:
        this.receiveSync(decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder))
        break
      case MESSAGE.awareness:
        this.receiveAwareness(decoding.createDecoder(decoding.readVarUint8Array(decoder)))
        break
      case MESSAGE.hello: {
        const [version = 0, epoch = 0, schema = 0, right = 0] = readNumbers(decoder, 4)
        this.hello = { version, epoch, schema, right }
        break
      }
      case MESSAGE.saved: {
        const [epoch = 0, n = 0] = readNumbers(decoder, 2)
        this.savedEpoch = epoch
        this.saved = n
        break
      }
      case MESSAGE.refused:
        this.refused = decoding.readVarString(decoder) as Refusal
        break
      case MESSAGE.pong:
        this.pongs.push(decoding.readVarUint(decoder))
    }
  }

  private receiveSync(kind: number, bytes: Uint8Array): void {
    if (kind === SYNC.step1) {
      if (!this.options.silent) this.sendSync('step2', Y.encodeStateAsUpdate(this.doc, bytes))
      return
    }
    Y.applyUpdate(this.doc, bytes, this)
    if (kind === SYNC.step2) this.synced = true
  }

  private receiveAwareness(decoder: decoding.Decoder): void {
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const client = decoding.readVarUint(decoder)
      decoding.readVarUint(decoder)
      this.awareness.set(client, JSON.parse(decoding.readVarString(decoder)))
    }
  }
}

/** The body of a document as plain text: one line per block. */
export function bodyText(doc: Y.Doc): string {
  const lines = doc.getXmlFragment('default').toArray() as Y.XmlElement[]
  return lines
    .map(line =>
      (line.toArray() as Y.XmlText[])
        .map(part => (part.toDelta() as { insert: string }[]).map(run => run.insert).join(''))
        .join(''),
    )
    .join('\n')
}

/** Types at the end of the last paragraph of the body, making the first one if there is none. */
export function typeInto(doc: Y.Doc, text: string): void {
  doc.transact(() => {
    const body = doc.getXmlFragment('default')
    if (body.length === 0) addParagraph(doc)
    const paragraph = body.get(body.length - 1) as Y.XmlElement
    if (paragraph.length === 0) paragraph.insert(0, [new Y.XmlText()])
    const last = paragraph.get(paragraph.length - 1) as Y.XmlText
    last.insert(last.length, text)
  })
}

/** Adds a paragraph at the end of the body. */
export function addParagraph(doc: Y.Doc, text = ''): void {
  doc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph')
    const content = new Y.XmlText()
    if (text) content.insert(0, text)
    paragraph.insert(0, [content])
    doc.getXmlFragment('default').push([paragraph])
  })
}

function readNumbers(decoder: decoding.Decoder, count: number): number[] {
  return Array.from({ length: count }, () => decoding.readVarUint(decoder))
}
