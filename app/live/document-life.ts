import { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import { applyUpdate, Doc, encodeStateAsUpdate, type Transaction } from 'yjs'
import { SCHEMA_VERSION } from '~server/domain/documents/content'
import { MESSAGE, REFUSALS, type Right } from '~server/collaboration/wire'
import { Backoff } from './backoff'
import type { Clock } from './clock'
import type { Hello, UpdateKind } from './frames'
import { LocalLog } from './local-log'
import type { LocalStore, StoredState, UnsentRow } from './local-store'
import { liveSocketClass, type LiveSocket, type Loss, type Transport } from './live-socket'
import { ownText } from './plain-text'
import type { SaveFacts, StopReason } from './save-state'
import { takenText } from './taken-text'
import { Unacknowledged } from './unacknowledged'

/** Origin of what comes from this device's store: neither typed now nor told by the server. */
const STORED = 'stored on this device'
const PATIENCE = 1_500

export interface LifeOptions {
  documentId: string
  person: { id: string; name: string }
  right: Right
  socketUrl: string
  open: (url: string) => Transport
  clock: Clock
  store: LocalStore | null
  acknowledged: StoredState | null
  unsent: readonly UnsentRow[]
  isOffline: () => boolean
  changed: () => void
  stop: (reason: StopReason) => void
  epochChanged: () => void
  /** The connection is gone, or could not be made at all. */
  lost: (loss: Loss) => void
  /** Others took away what one had written and the server had not. */
  taken: (words: string) => void
}

/** One Y.Doc and its connection, from being filled to being given up; a new epoch is a new life. */
export class DocumentLife {
  readonly doc = new Doc()
  readonly awareness = new Awareness(this.doc)
  readonly log: LocalLog
  right: Right
  filled = false
  epoch: number
  #onlineSince: number | null = null
  #pendingSince: number | null = null
  #socket: LiveSocket | null = null
  #ended = false
  /** There is no connection, and it is no longer a matter of waiting a moment. */
  offline = false
  readonly #tab = crypto.randomUUID()
  readonly #hasStored: boolean
  readonly #cancelPatience: () => void
  readonly #options: LifeOptions
  readonly #unacknowledged = new Unacknowledged()
  readonly #provider: WebsocketProvider
  readonly #backoff: Backoff

  constructor(options: LifeOptions) {
    this.#options = options
    this.right = options.right
    const { acknowledged, unsent, clock } = options
    this.epoch = acknowledged?.epoch ?? Math.max(0, ...unsent.map(row => row.epoch))
    this.log = new LocalLog({
      ...{
        store: options.store,
        person: options.person.id,
        document: options.documentId,
        tab: this.#tab,
        clock,
      },
      state: () => this.#acknowledgedState(),
      changed: options.changed,
    })
    if (acknowledged) applyUpdate(this.doc, acknowledged.state, STORED)
    this.adopt(unsent)
    // Without the text they belong in, updates alone show nothing whole.
    this.#hasStored = acknowledged !== null || (unsent.length > 0 && this.doc.store.pendingStructs === null)
    // Before the provider: an update has its number when its frame leaves.
    this.doc.on('update', (bytes: Uint8Array, origin: unknown) => this.#updated(bytes, origin))
    this.doc.on('afterTransaction', transaction => this.#after(transaction))
    this.#backoff = new Backoff(clock)
    this.#provider = this.#makeProvider()
    this.#cancelPatience = clock.after(PATIENCE, () => this.#withoutConnection())
    if (options.isOffline()) this.#withoutConnection()
  }

  connect(): void {
    this.#provider.connect()
  }

  /** Stops sending and receiving; the text stays on the page. */
  disconnect(): void {
    this.#ended = true
    this.#provider.disconnect()
  }

  /** The page is looked at again or the network is back. */
  wake(): void {
    this.#socket?.wake()
  }

  /** Whether this row is part of what is on the page. */
  holds(row: UnsentRow): boolean {
    return row.tab === this.#tab || this.log.has(row)
  }

  /** Takes in what another tab of the same person has left unsent. @returns whether there was any. */
  adopt(rows: readonly UnsentRow[]): boolean {
    const { clock } = this.#options
    const found = rows.filter(row => row.epoch === this.epoch && !this.holds(row))
    // In one transaction: two days of writing are tens of thousands of rows.
    this.doc.transact(() => {
      for (const row of found) {
        this.log.adopt(row, this.#unacknowledged.add(row.bytes, clock.now()))
        applyUpdate(this.doc, row.bytes, STORED)
      }
    }, STORED)
    // Only a new step 2 is certain to carry them: some may hang on content this page has not seen.
    if (found.length > 0 && this.#onlineSince !== null) this.#socket?.renew()
    return found.length > 0
  }

  facts(stopped: StopReason | null): SaveFacts {
    const waits = [this.#unacknowledged.since, this.#pendingSince].filter(since => since !== null)
    return {
      stopped,
      filled: this.filled,
      right: this.right,
      onlineSince: this.#onlineSince,
      confirmed: this.#unacknowledged.confirmed,
      waitingSince: waits.length > 0 ? Math.min(...waits) : null,
      kept: this.log.kept,
    }
  }

  /** One's own text that is not on the server, or all of the text when nothing is missing there. */
  ownText(): string {
    return ownText(this.doc, this.#unacknowledged.bytes)
  }

  get hasUnsent(): boolean {
    return this.#unacknowledged.since !== null
  }

  destroy(): void {
    this.#ended = true
    this.#cancelPatience()
    this.#provider.destroy()
    this.awareness.destroy()
    this.doc.destroy()
  }

  #makeProvider(): WebsocketProvider {
    const { socketUrl, documentId, clock, open } = this.#options
    const provider = new WebsocketProvider(socketUrl, documentId, this.doc, {
      connect: false,
      awareness: this.awareness,
      // Tabs must not pass text to each other behind the server's back.
      disableBc: true,
      // The socket itself waits, with jitter.
      maxBackoffTime: 0,
      shouldReconnect: () => !this.#ended,
      WebSocketPolyfill: liveSocketClass({
        ...{ open, clock, backoff: this.#backoff, schemaVersion: SCHEMA_VERSION, epoch: () => this.epoch },
        made: socket => (this.#socket = socket),
        listener: {
          hello: hello => this.#hello(hello),
          sent: (n: number, kind: UpdateKind) => this.#unacknowledged.sent(n, kind),
          saved: (epoch: number, n: number) => this.#saved(epoch, n),
          lost: (loss: Loss) => this.#lost(loss),
        },
      }),
    })
    for (const type of [MESSAGE.hello, MESSAGE.saved, MESSAGE.refused, MESSAGE.ping, MESSAGE.pong]) {
      provider.messageHandlers[type] = () => undefined
    }
    provider.on('sync', synced => synced && this.#synced())
    return provider
  }

  #hello({ epoch, schemaVersion, right }: Hello): boolean {
    const { stop, epochChanged, clock, changed } = this.#options
    // Our editor would delete the elements it does not know.
    if (schemaVersion > SCHEMA_VERSION) {
      stop('outdated')
      return false
    }
    if (this.epoch !== 0 && this.epoch !== epoch) {
      epochChanged()
      return false
    }
    if (right === 'read' && this.hasUnsent) {
      stop('readOnly')
      return false
    }
    this.epoch = epoch
    this.right = right
    this.#onlineSince = clock.now()
    this.offline = false
    this.#unacknowledged.connected()
    changed()
    return true
  }

  #synced(): void {
    this.#backoff.reset()
    this.filled = true
    if (!this.hasUnsent) this.log.settleSoon()
    this.#options.changed()
  }

  #saved(epoch: number, n: number): void {
    if (epoch !== this.epoch) return
    this.log.acknowledged(this.#unacknowledged.saved(n))
    this.#options.changed()
  }

  #lost(loss: Loss): void {
    this.#onlineSince = null
    if (this.#ended) return
    const { stop, epochChanged, lost, changed } = this.#options
    this.#withoutConnection()
    if (loss.refusal === 'epoch') epochChanged()
    else if (loss.refusal && !REFUSALS[loss.refusal].retry) stop(loss.refusal)
    else lost(loss)
    changed()
  }

  #updated(bytes: Uint8Array, origin: unknown): void {
    const { clock, changed } = this.#options
    if (origin === STORED) return
    if (origin === this.#provider) {
      this.log.settleSoon()
      return
    }
    if (this.right === 'read') return
    const seq = this.#unacknowledged.add(bytes, clock.now())
    this.log.append(seq, bytes, this.epoch)
    changed()
  }

  #after(transaction: Transaction): void {
    this.#notePending()
    if (transaction.origin !== this.#provider || !this.hasUnsent) return
    const words = takenText(transaction, this.#unacknowledged.bytes)
    if (words !== '') this.#options.taken(words)
  }

  #notePending(): void {
    const pending = this.doc.store.pendingStructs !== null || this.doc.store.pendingDs !== null
    if (pending === (this.#pendingSince !== null)) return
    this.#pendingSince = pending ? this.#options.clock.now() : null
    this.#options.changed()
  }

  #withoutConnection(): void {
    if (this.#onlineSince !== null && this.filled) return
    this.offline = this.#onlineSince === null
    this.filled ||= this.#hasStored
    this.#options.changed()
  }

  #acknowledgedState(): { epoch: number; bytes: Uint8Array } | null {
    const { waitingSince, confirmed } = this.facts(null)
    const whole = waitingSince === null && (confirmed || (this.right === 'read' && this.#provider.synced))
    return whole && this.epoch !== 0 ? { epoch: this.epoch, bytes: encodeStateAsUpdate(this.doc) } : null
  }
}
