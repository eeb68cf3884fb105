import type { Server } from 'socket.io'
import type { Actor } from '~server/domain/shared/actor'
import type { Log } from '~server/log'
import type { ClientMessages, PersonHere, ServerMessages } from './messages'

export interface SocketData {
  actor: Actor
}
export type Events = Server<ClientMessages, ServerMessages, Record<string, never>, SocketData>

const PREFIX = 'gathering:'
const TELL_EVERY_MS = 100

export const gatheringRoom = (id: string): string => PREFIX + id

/** The gatherings that a socket follows, by the rooms it is in. */
export function gatheringsOf(rooms: Iterable<string>): string[] {
  return [...rooms].filter(room => room.startsWith(PREFIX)).map(room => room.slice(PREFIX.length))
}

/** Who has a gathering open at this moment, on all nodes. */
export class People {
  readonly #io: Events
  readonly #log: Log
  readonly #waiting = new Set<string>()

  constructor(io: Events, log: Log) {
    this.#io = io
    this.#log = log
  }

  /** Each person once, by name. */
  async in(gatheringId: string): Promise<PersonHere[]> {
    const room = gatheringRoom(gatheringId)
    // While the other nodes cannot be asked, this one's own people are better than nobody.
    const sockets = await this.#io
      .in(room)
      .fetchSockets()
      .catch(() => [...this.#io.sockets.sockets.values()].filter(({ rooms }) => rooms.has(room)))
    const people = new Map(sockets.map(({ data }) => [data.actor.personId, data.actor.name]))
    return [...people].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'nb'))
  }

  /** Somebody came or went. A hall that comes in at once makes one message, not one per person. */
  changed(gatheringId: string): void {
    if (this.#waiting.has(gatheringId)) return
    this.#waiting.add(gatheringId)
    setTimeout(() => {
      this.#waiting.delete(gatheringId)
      this.#tell(gatheringId).catch((error: unknown) => {
        this.#log.warn({ err: error }, 'who is here could not be told')
      })
    }, TELL_EVERY_MS).unref()
  }

  async #tell(gatheringId: string): Promise<void> {
    const people = await this.in(gatheringId)
    this.#io.to(gatheringRoom(gatheringId)).emit('gathering:people', { gatheringId, people })
  }
}
