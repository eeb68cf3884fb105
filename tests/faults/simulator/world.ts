import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import * as Y from 'yjs'
import { createCollaboration, type Collaboration } from '~server/collaboration/collaboration'
import { fold } from '~server/collaboration/fold-replay'
import { defaultLimits, type Limits } from '~server/collaboration/limits'
import { MemoryStorage } from '~server/collaboration/memory-storage'
import type { DocumentStorage } from '~server/collaboration/storage'
import { FIELD, SCHEMA_VERSION } from '~server/domain/documents/content'
import { FakePeople } from '../../support/live-server'
import { Disk, type Weather } from './disk'
import { Line } from './line'
import { addParagraph, Writer } from './writer'

/** What a test plants to see whether the simulator finds it. */
export interface Planted {
  storage?: (storage: DocumentStorage) => DocumentStorage
  /** Nobody asks for rights again. */
  deafToRevocation?: boolean
}

interface Process {
  disk: Disk
  collaboration: Collaboration
  lines: Set<Line>
}

/** The server with its database, the network and the people, all in one process and on one virtual clock. */
export class World {
  readonly memory = new MemoryStorage()
  readonly people = new FakePeople()
  readonly writers: Writer[] = []
  /** What the server logged as an error, as message and reason. */
  readonly errors: string[] = []
  documentId = ''
  /** One way through the network, in milliseconds. */
  latency = 5
  /** No connection can be made before this moment. */
  offlineUntil = 0
  weather: Weather = { delay: () => 1, fault: () => null }
  private process: Process | null = null
  private readonly barred = new Set<string>()
  private readonly socket = new Socket()

  constructor(
    private readonly random: () => number,
    private readonly limits: Partial<Limits>,
    private readonly planted: Planted,
  ) {
    this.documentId = this.memory.create([this.seed()])
    this.boot()
  }

  // --- the server

  get isUp(): boolean {
    return this.process !== null
  }

  boot(): void {
    if (this.process) return
    const disk = new Disk(this.memory, {
      delay: () => this.weather.delay(),
      fault: () => this.weather.fault(),
    })
    const collaboration = createCollaboration({
      storage: this.planted.storage?.(disk) ?? disk,
      authenticate: request => this.people.authenticate(request),
      access: actor => (this.barred.has(actor.name) ? Promise.resolve(null) : this.people.access(actor)),
      originAllowed: () => true,
      limits: { ...defaultLimits, ...this.limits },
      schemaVersion: SCHEMA_VERSION,
      foldWorker: new URL('file:///none'),
      // The same work as the worker's, on this thread: another one has a clock of its own.
      folder: {
        fold: updates => Promise.resolve().then(() => fold(updates)),
        close: () => Promise.resolve(),
      },
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (fields, message) => this.errors.push(`${message}: ${JSON.stringify(fields)}`),
      },
    })
    this.process = { disk, collaboration, lines: new Set() }
  }

  /** kill −9: all that is in memory is gone. */
  kill(): void {
    const { process } = this
    if (!process) return
    this.process = null
    process.disk.kill()
    for (const line of process.lines) line.serverGone()
    // Its timers must not run for ever; nothing it says is heard any more.
    void process.collaboration.close()
  }

  /** SIGTERM: it may finish what it has begun. */
  async stop(): Promise<void> {
    const { process } = this
    if (!process) return
    await process.collaboration.close()
    if (this.process === process) this.kill()
  }

  /** Somebody may not see the document any more. */
  bar(name: string): void {
    this.barred.add(name)
    const actor = this.people.actors.get(name)
    if (actor && !this.planted.deafToRevocation) {
      void this.process?.collaboration.recheck({ personId: actor.personId })
    }
  }

  /** A backup is restored: the log begins anew. */
  async restore(): Promise<void> {
    const epoch = this.memory.bumpEpoch(this.documentId)
    const run = { documentId: this.documentId, epoch, personId: '', connectionId: '', nFrom: 1, nTo: 1 }
    for (const writer of this.writers) writer.restored()
    await this.memory.append([{ ...run, bytes: this.seed() }])
  }

  // --- the pages

  writer(name: string): Writer {
    const writer = new Writer({
      name,
      personId: name,
      documentId: this.documentId,
      random: this.random,
      dial: () => this.dial(name),
    })
    this.writers.push(writer)
    return writer
  }

  private dial(name: string): Line {
    const line = new Line(() => this.latency * (0.5 + this.random()))
    setTimeout(() => this.connect(line, name), this.latency)
    return line
  }

  private connect(line: Line, name: string): void {
    const { process } = this
    if (!process || performance.now() < this.offlineUntil) {
      line.refused()
      return
    }
    process.lines.add(line)
    const request = new IncomingMessage(this.socket)
    request.method = 'GET'
    request.url = `/collab/${this.documentId}`
    request.headers = {
      cookie: name,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    }
    process.collaboration.handleUpgrade(request, line.serverEnd, Buffer.alloc(0))
  }

  // --- the truth

  /** The document as it lies in the store. */
  async stored(): Promise<Y.Doc> {
    const stored = await this.memory.load(this.documentId)
    const doc = new Y.Doc()
    if (stored?.snapshot) Y.applyUpdate(doc, stored.snapshot.bytes)
    for (const row of stored?.updates ?? []) Y.applyUpdate(doc, row.bytes)
    return doc
  }

  private seed(): Uint8Array {
    const doc = new Y.Doc()
    doc.clientID = 1 + Math.floor(this.random() * 1_000)
    addParagraph(doc.getXmlFragment(FIELD))
    addParagraph(doc.getXmlFragment(FIELD))
    return Y.encodeStateAsUpdate(doc)
  }
}
