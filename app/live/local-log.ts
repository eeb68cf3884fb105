import { mergeUpdates } from 'yjs'
import type { Clock } from './clock'
import type { LocalStore, StoredState, UnsentKey, UnsentRow } from './local-store'

/** A burst of keys becomes one row; none waits longer than this. */
const WRITE_AFTER = 40
const RETRY_AFTER = 5_000
const SETTLE_AFTER = 300
const SETTLE_WITHIN = 2_000

interface Waiting {
  seq: number
  bytes: Uint8Array
  epoch: number
}

interface Row {
  key: UnsentKey
  upTo: number
}

const nameOf = ({ tab, seq }: Pick<UnsentRow, 'tab' | 'seq'>): string => `${tab} ${String(seq)}`

export interface LocalLogOptions {
  store: LocalStore | null
  person: string
  document: string
  tab: string
  clock: Clock
  /** The acknowledged state, or null while something still waits. */
  state: () => { epoch: number; bytes: Uint8Array } | null
  changed: () => void
}

/** One page's hand on the local store: writes what is typed in small batches, and lets go of what is acknowledged. */
export class LocalLog {
  /** The store has refused a write. */
  failed: boolean
  #acknowledged = 0
  #waiting: Waiting[] = []
  /** By tab and number: after days without a network there are tens of thousands. */
  readonly #rows = new Map<string, Row>()
  #busy: Promise<void> = Promise.resolve()
  #cancelWrite: (() => void) | null = null
  #cancelSettle: (() => void) | null = null
  #settleBy: number | null = null
  #closed = false
  readonly #options: LocalLogOptions

  constructor(options: LocalLogOptions) {
    this.#options = options
    this.failed = options.store === null
  }

  /** Everything typed here is in the store or acknowledged. */
  get kept(): boolean {
    return this.#waiting.length === 0
  }

  append(seq: number, bytes: Uint8Array, epoch: number): void {
    this.#waiting.push({ seq, bytes, epoch })
    this.#writeSoon()
  }

  /** A row that another page left and this one has taken into its document as its update number `seq`. */
  adopt(row: UnsentRow, seq: number): void {
    this.#rows.set(nameOf(row), { key: [row.person, row.document, row.tab, row.seq], upTo: seq })
  }

  has(row: UnsentRow): boolean {
    return this.#rows.has(nameOf(row))
  }

  acknowledged(upTo: number): void {
    this.#acknowledged = upTo
    this.#waiting = this.#waiting.filter(({ seq }) => seq > upTo)
    this.settleSoon()
  }

  /** Keeps the acknowledged state soon, and soon enough even while somebody types without a pause. */
  settleSoon(): void {
    const now = this.#options.clock.now()
    this.#settleBy ??= now + SETTLE_WITHIN
    this.#cancelSettle?.()
    const wait = Math.max(0, Math.min(SETTLE_AFTER, this.#settleBy - now))
    this.#cancelSettle = this.#options.clock.after(wait, () => void this.settle())
  }

  /** Writes what waits now. Never throws: a store that refuses is a fact the page tells about. */
  flush(): Promise<void> {
    this.#cancelWrite?.()
    this.#cancelWrite = null
    return this.#inTurn(() => this.#write())
  }

  settle(): Promise<void> {
    this.#cancelSettle?.()
    this.#cancelSettle = this.#settleBy = null
    return this.#inTurn(() => this.#settle())
  }

  /** Nothing is written from now on; somebody has signed out. */
  close(): void {
    this.#closed = true
    this.#cancelWrite?.()
    this.#cancelSettle?.()
  }

  #writeSoon(): void {
    const wait = this.failed ? RETRY_AFTER : WRITE_AFTER
    this.#cancelWrite ??= this.#options.clock.after(wait, () => void this.flush())
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#busy = this.#busy.then(work).then(
      () => this.#options.changed(),
      () => {
        this.failed = true
        if (this.#waiting.length > 0) this.#writeSoon()
        this.#options.changed()
      },
    )
    return this.#busy
  }

  async #write(): Promise<void> {
    const { store, person, document, tab, clock } = this.#options
    const batch = this.#waiting
    const [first, last] = [batch[0], batch.at(-1)]
    if (!store || !first || !last || this.#closed) return
    const bytes = batch.length === 1 ? first.bytes : mergeUpdates(batch.map(update => update.bytes))
    const row: UnsentRow = {
      ...{ person, document, tab, bytes, at: clock.now() },
      ...{ seq: first.seq, upTo: last.seq, epoch: first.epoch },
    }
    await store.keepUnsent(row)
    this.failed = false
    this.#rows.set(nameOf(row), { key: [person, document, tab, first.seq], upTo: last.seq })
    this.#waiting = this.#waiting.filter(({ seq }) => seq > last.seq)
  }

  async #settle(): Promise<void> {
    const { store, person, document, clock } = this.#options
    const state = this.#options.state()
    if (!store || !state || this.#closed) return
    const settled = [...this.#rows].filter(([, { upTo }]) => upTo <= this.#acknowledged)
    const next: StoredState = {
      person,
      document,
      epoch: state.epoch,
      state: state.bytes,
      usedAt: clock.now(),
    }
    await store.settle(
      next,
      settled.map(([, { key }]) => key),
      mergeUpdates,
    )
    this.failed = false
    for (const [name] of settled) this.#rows.delete(name)
  }
}
