import { applyUpdate, Doc } from 'yjs'
import type { Right } from '~server/collaboration/wire'
import { checkAccess, type Access } from './access-check'
import { browserLine } from './browser-line'
import { systemClock, type Clock } from './clock'
import { DocumentLife } from './document-life'
import { openLocalStore, type LocalStore, type UnsentRow } from './local-store'
import type { Loss, Transport } from './live-socket'
import { browserPage, type PageEvents } from './page-events'
import { ownText } from './plain-text'
import { nextChange, saveState, type StopReason } from './save-state'
import type { SessionView } from './session-view'
import { onForgotten } from './sign-out'
import { putBelow } from './taken-text'

export interface DocumentSessionOptions {
  documentId: string
  person: { id: string; name: string }
  /** What the page was rendered with; the server's hello decides. */
  right: Right
  /** The epoch the page was rendered in; 0 when it was not rendered by a server. */
  epoch: number
  socketUrl: string
  /** Opens a connection by whatever way the network allows. */
  open?: (url: string) => Transport
  clock?: Clock
  page?: PageEvents
  store?: () => Promise<LocalStore | null>
  access?: (documentId: string) => Promise<Access>
}

const LOOK_FOR_ROWS_EVERY = 30_000
/** Younger rows belong to a tab that is most likely sending them itself. */
const LEFT_BEHIND_AFTER = 15_000
/** A server that is away is not asked about access with every attempt to connect. */
const ASK_EVERY = 20_000
const STORE_WITHIN = 1_500
/** After these there is nothing for this person to read here. */
const FORGET_AFTER: readonly StopReason[] = ['signedOut', 'noAccess']

type Stored = Awaited<ReturnType<LocalStore['read']>>

/** A document open on a page: its text, its connection, what is kept on this device, and what may truly be said about it. */
export class DocumentSession {
  #view: SessionView | null = null
  #life: DocumentLife | null = null
  #lives = 0
  #stopped: StopReason | null = null
  #store: LocalStore | null = null
  /** Rows of an epoch that is gone; they can only be offered as a copy. */
  #strays: UnsentRow[] = []
  #taken = ''
  #ended = false
  #askAgainAt = 0
  #cancelTick: () => void = () => undefined
  readonly #listeners = new Set<() => void>()
  readonly #cleanups: (() => void)[] = []
  readonly #options: Required<DocumentSessionOptions>

  constructor(options: DocumentSessionOptions) {
    this.#options = {
      open: browserLine(),
      clock: systemClock,
      page: browserPage,
      store: openLocalStore,
      access: checkAccess,
      ...options,
    }
  }

  /** Null until the local store has been asked, which is a matter of milliseconds. */
  view = (): SessionView | null => this.#view

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async start(): Promise<void> {
    const { page, clock, person } = this.#options
    this.#store = await this.#openStore()
    if (this.#ended) return this.#store?.close()
    this.#cleanups.push(
      page.onWake(() => this.#wake()),
      page.onHide(() => void this.flush()),
      onForgotten(person.id, () => this.#forgotten()),
    )
    await this.#begin()
    // Keeping the store in order can wait until the connection is on its way.
    await this.#quietly(store => store.rememberPerson({ ...person, usedAt: clock.now() }))
    await this.#quietly(store => store.forgetUnused(clock.now()))
    this.#lookForRows()
  }

  /** Writes to this device all that is not there yet. */
  async flush(): Promise<void> {
    await this.#life?.log.flush()
    await this.#life?.log.settle()
  }

  /** One's own text, to be copied elsewhere. */
  ownText(): string {
    const lost = this.#strays.map(row => row.bytes)
    if (lost.length === 0) return this.#life?.ownText() ?? ''
    const doc = new Doc()
    for (const bytes of lost) applyUpdate(doc, bytes)
    return ownText(doc, lost)
  }

  /** Puts what others took away below the text. */
  putBack(): void {
    if (this.#life && this.#taken !== '') putBelow(this.#life.doc, this.#taken)
    this.letGo()
  }

  letGo(): void {
    this.#taken = ''
    this.#refresh()
  }

  /** Tries again after a refusal, from what this device holds. */
  async retry(): Promise<void> {
    await this.flush()
    await this.#begin()
  }

  /** Lets go of text of an earlier epoch, which the person has been offered, and opens the document as it is now. */
  async startAfresh(): Promise<void> {
    const { documentId, person } = this.#options
    this.#life?.log.close()
    await this.#quietly(async store => {
      const { acknowledged, unsent } = await store.read(person.id, documentId)
      const epoch = this.#life?.epoch ?? 0
      const gone = this.#strays.length > 0 ? this.#strays : unsent.filter(row => this.#life?.holds(row))
      if (this.#strays.length === 0 && acknowledged?.epoch === epoch)
        await store.forgetState(person.id, documentId)
      await store.forgetUnsent(gone.map(row => [row.person, row.document, row.tab, row.seq]))
    })
    await this.#begin()
  }

  async end(): Promise<void> {
    this.#ended = true
    this.#cancelTick()
    for (const clean of this.#cleanups.splice(0)) clean()
    await this.flush()
    this.#life?.log.close()
    this.#life?.destroy()
    this.#store?.close()
  }

  async #openStore(): Promise<LocalStore | null> {
    const { store, clock } = this.#options
    const late = new Promise<null>(
      resolve => void this.#cleanups.push(clock.after(STORE_WITHIN, () => resolve(null))),
    )
    return Promise.race([store(), late])
  }

  async #read(): Promise<Stored> {
    const { documentId, person } = this.#options
    let stored: Stored = { acknowledged: null, unsent: [] }
    await this.#quietly(async store => {
      stored = await store.read(person.id, documentId)
    })
    return stored
  }

  async #quietly(work: (store: LocalStore) => Promise<void>): Promise<void> {
    try {
      if (this.#store) await work(this.#store)
    } catch {
      // The log has its own word for a store that refuses; reading less is not worth a word.
    }
  }

  async #begin(): Promise<void> {
    const { documentId, person, epoch, right, socketUrl, open, clock, page } = this.#options
    const { acknowledged, unsent } = await this.#read()
    if (this.#ended) return
    this.#life?.log.close()
    this.#life?.destroy()
    const held = Math.max(acknowledged?.epoch ?? 0, ...unsent.map(row => row.epoch))
    this.#strays = unsent.filter(row => row.epoch < held)
    this.#stopped = this.#strays.length > 0 ? 'epoch' : null
    this.#lives += 1
    const life = new DocumentLife({
      ...{ documentId, person, right, socketUrl, open, clock, store: this.#store },
      acknowledged: acknowledged?.epoch === held ? acknowledged : null,
      unsent: unsent.filter(row => row.epoch === held),
      isOffline: () => page.isOffline(),
      changed: () => this.#refresh(),
      stop: reason => this.#stop(reason),
      epochChanged: () => this.#epochChanged(),
      lost: loss => void this.#lost(loss),
      taken: words => {
        this.#taken = [this.#taken, words].filter(Boolean).join('\n')
        this.#refresh()
      },
    })
    this.#life = life
    if (!this.#stopped && held > 0 && held < epoch) this.#epochChanged()
    else if (!this.#stopped) life.connect()
    this.#refresh()
  }

  #epochChanged(): void {
    if (this.#life?.hasUnsent) this.#stop('epoch')
    else void this.startAfresh()
  }

  #stop(reason: StopReason): void {
    if (this.#stopped || this.#ended) return
    this.#stopped = reason
    this.#life?.disconnect()
    const { documentId, person } = this.#options
    if (FORGET_AFTER.includes(reason)) void this.#quietly(store => store.forgetState(person.id, documentId))
    this.#refresh()
  }

  /** Signed out in another tab: nothing more is written here. */
  #forgotten(): void {
    this.#life?.log.close()
    this.#stop('signedOut')
  }

  async #lost({ opened, refusal }: Loss): Promise<void> {
    // Whoever may no longer write is told at once, not when the next attempt to connect has failed.
    const changed = refusal === 'rightsChanged'
    if (!changed) await this.#adopt(0)
    if ((opened && !changed) || this.#ended || this.#stopped || this.#options.page.isOffline()) return
    const { access: ask, clock, documentId } = this.#options
    if (!changed && clock.now() < this.#askAgainAt) return
    this.#askAgainAt = clock.now() + ASK_EVERY
    const access = await ask(documentId)
    if (access === 'signedOut' || access === 'noAccess') this.#stop(access)
  }

  async #adopt(age: number): Promise<void> {
    const { person, documentId, clock } = this.#options
    await this.#quietly(async store => {
      const { unsent } = await store.read(person.id, documentId)
      if (this.#ended || this.#stopped) return
      if (this.#life?.adopt(unsent.filter(row => row.at <= clock.now() - age))) this.#refresh()
    })
  }

  #wake(): void {
    this.#askAgainAt = 0
    this.#life?.wake()
  }

  #lookForRows(): void {
    const cancel = this.#options.clock.after(LOOK_FOR_ROWS_EVERY, () => {
      this.#cleanups.splice(this.#cleanups.indexOf(cancel), 1)
      void this.#adopt(LEFT_BEHIND_AFTER).then(() => !this.#ended && this.#lookForRows())
    })
    this.#cleanups.push(cancel)
  }

  #refresh(): void {
    const life = this.#life
    if (!life || this.#ended) return
    const { clock } = this.#options
    const facts = life.facts(this.#stopped)
    this.#cancelTick()
    const change = nextChange(facts, clock.now())
    if (change !== null) this.#cancelTick = clock.after(change, () => this.#refresh())
    const next: SessionView = {
      state: saveState(facts, clock.now()),
      reason: this.#stopped,
      offline: life.offline,
      storageRefused: life.log.failed,
      taken: this.#taken,
      filled: life.filled,
      right: life.right,
      doc: life.doc,
      awareness: life.awareness,
      life: this.#lives,
    }
    const same =
      this.#view &&
      Object.entries(next).every(([key, value]) => Object.is(this.#view?.[key as keyof SessionView], value))
    if (same) return
    this.#view = next
    for (const listener of this.#listeners) listener()
  }
}
