import type { Server } from 'socket.io'
import type { Actor } from '~server/domain/shared/actor'
import type { Log } from '~server/log'
import type { ClientMessages, PersonHere, ServerMessages } from './messages'

export interface SocketData {
  actor: Actor
}
export type Events = Server<ClientMessages, ServerMessages, Record<string, never>, SocketData>

/** The way to the other nodes; server/nodes/bus.ts. */
export interface EventBus {
  tell(topic: string, message: unknown): void
  hear(topic: string, listener: (message: unknown, node: string) => void): void
  onBack(listener: () => void): void
  onCame(listener: (node: string) => void): void
  onGone(listener: (node: string) => void): void
}

export interface Others {
  bus: EventBus
  namesOf(personIds: readonly string[]): Promise<ReadonlyMap<string, string>>
}

const PREFIX = 'gathering:'
const TELL_EVERY_MS = 100

export const gatheringRoom = (id: string): string => PREFIX + id

/** The gatherings that a socket follows, by the rooms it is in. */
export function gatheringsOf(rooms: Iterable<string>): string[] {
  return [...rooms].filter(room => room.startsWith(PREFIX)).map(room => room.slice(PREFIX.length))
}

/**
 * Who has a gathering open at this moment, on all nodes. Each node tells the others the ids of its own people and shows its
 * own sockets the sum: no name and nothing of a request leaves it.
 */
export class People {
  readonly #io: Events
  readonly #log: Log
  readonly #others: Others | null
  /** Gatherings that are about to be shown anew; true where the others are to be told too. */
  readonly #waiting = new Map<string, boolean>()
  /** Ids of people by node and gathering. */
  readonly #elsewhere = new Map<string, Map<string, string[]>>()

  constructor(io: Events, log: Log, others: Others | null) {
    this.#io = io
    this.#log = log
    this.#others = others
    if (others !== null) this.#join(others.bus)
  }

  #join(bus: EventBus): void {
    bus.hear('people', (message, node) => {
      const { at, ids } = message as { at: string; ids: string[] }
      const theirs = this.#elsewhere.get(node) ?? new Map<string, string[]>()
      this.#elsewhere.set(node, theirs.set(at, ids))
      if (ids.length === 0) theirs.delete(at)
      this.#showSoon(at)
    })
    bus.hear('people?', message => this.#tellOthers(message as string))
    const tellAll = (): void => {
      for (const gatheringId of this.#open()) this.#tellOthers(gatheringId)
    }
    bus.hear('people!', (message, node) => this.#keep(node, new Set(message as string[])))
    bus.onGone(node => this.#keep(node, new Set()))
    bus.onCame(tellAll)
    bus.onBack(() => {
      // Who left meanwhile could not be told of.
      bus.tell('people!', this.#open())
      tellAll()
    })
  }

  /** Each person once, by name. */
  async in(gatheringId: string): Promise<PersonHere[]> {
    const people = new Map(this.#here(gatheringId).map(({ personId, name }) => [personId, name]))
    const strangers = [...this.#elsewhere.values()]
      .flatMap(theirs => theirs.get(gatheringId) ?? [])
      .filter(id => !people.has(id))
    if (strangers.length > 0 && this.#others !== null) {
      for (const [id, name] of await this.#others.namesOf([...new Set(strangers)])) people.set(id, name)
    }
    return [...people].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'nb'))
  }

  /** Somebody came. */
  entered(gatheringId: string): void {
    if (this.#here(gatheringId).length === 1) this.#others?.bus.tell('people?', gatheringId)
    this.changed(gatheringId)
  }

  /** Somebody came or went. A hall that comes in at once makes one message, not one per person. */
  changed(gatheringId: string): void {
    this.#showSoon(gatheringId, true)
  }

  #showSoon(gatheringId: string, alsoOthers = false): void {
    const waits = this.#waiting.get(gatheringId)
    this.#waiting.set(gatheringId, waits === true || alsoOthers)
    if (waits !== undefined) return
    setTimeout(() => {
      if (this.#waiting.get(gatheringId) === true) this.#tellOthers(gatheringId)
      this.#waiting.delete(gatheringId)
      this.#show(gatheringId).catch((error: unknown) => {
        this.#log.warn({ err: error }, 'who is here could not be told')
      })
    }, TELL_EVERY_MS).unref()
  }

  async #show(gatheringId: string): Promise<void> {
    if (this.#here(gatheringId).length === 0) return
    const people = await this.in(gatheringId)
    this.#io.local.to(gatheringRoom(gatheringId)).emit('gathering:people', { gatheringId, people })
  }

  #here(gatheringId: string): Actor[] {
    const room = this.#io.sockets.adapter.rooms.get(gatheringRoom(gatheringId))
    return [...(room ?? [])].flatMap(id => this.#io.sockets.sockets.get(id)?.data.actor ?? [])
  }

  #open(): string[] {
    return gatheringsOf(this.#io.sockets.adapter.rooms.keys())
  }

  #tellOthers(gatheringId: string): void {
    const ids = [...new Set(this.#here(gatheringId).map(({ personId }) => personId))]
    this.#others?.bus.tell('people', { at: gatheringId, ids })
  }

  #keep(node: string, gatherings: ReadonlySet<string>): void {
    const theirs = this.#elsewhere.get(node)
    for (const gatheringId of [...(theirs?.keys() ?? [])]) {
      if (gatherings.has(gatheringId)) continue
      theirs?.delete(gatheringId)
      this.#showSoon(gatheringId)
    }
    if (theirs?.size === 0) this.#elsewhere.delete(node)
  }
}
