import type { Told } from './awareness'
import { reason, type Logger } from './logger'
import type { Neighbours } from './neighbours'
import type { Room } from './room'
import type { Rooms } from './rooms'
import { parseJson } from './values'

/** A state on its way between nodes: awareness id, clock, person, state without name; null when gone. */
type Said = [client: number, clock: number, personId: string, state: object | null]

const NAME_MS = 60_000

/**
 * Who is in the same room through other nodes, and where their cursors are. Told by the node that has checked it and
 * knows the person; the name is asked for here, so that none goes through Redis.
 */
export class PeopleElsewhere {
  private readonly names = new Map<string, { name: string; at: number }>()
  private order: Promise<void> = Promise.resolve()

  constructor(
    private readonly rooms: Pick<Rooms, 'find' | typeof Symbol.iterator>,
    private readonly neighbours: Neighbours,
    private readonly log: Logger,
  ) {
    const { bus } = neighbours
    bus?.hear('cursors', (message, node) =>
      this.inOrder(() => this.take(node, message as { in: string; said: Said[] })),
    )
    bus?.hear('who', message => this.tellAll(message as string))
    bus?.hear('present', (message, node) =>
      this.inOrder(() => this.keep(node, message as Record<string, number[]>)),
    )
    bus?.onGone(node => this.inOrder(() => this.keep(node, {})))
    bus?.onCame(() => this.tellEverything())
    bus?.onBack(() => this.tellEverything())
  }

  /** Tells the others what has changed about somebody here. */
  tell({ documentId }: Room, news: readonly Told[]): void {
    if (news.length === 0) return
    const said = news.map(({ client, clock, personId, json }): Said => [
      client,
      clock,
      personId,
      json === null ? null : withoutName(json),
    ])
    this.neighbours.bus?.tell('cursors', { in: documentId, said })
  }

  /** A room has been opened here: whoever has people in it tells of them. */
  ask({ documentId }: Room): void {
    this.neighbours.bus?.tell('who', documentId)
  }

  private tellAll(documentId: string): void {
    const room = this.rooms.find(documentId)
    if (room) this.tell(room, room.relay.awareness.own())
  }

  /** All there is, and that there is nobody else: who left meanwhile could not be told of. */
  private tellEverything(): void {
    const own = [...this.rooms].map(room => ({ room, states: room.relay.awareness.own() }))
    const present = own.map(
      ({ room, states }) => [room.documentId, states.map(({ client }) => client)] as const,
    )
    this.neighbours.bus?.tell(
      'present',
      Object.fromEntries(present.filter(([, clients]) => clients.length > 0)),
    )
    for (const { room, states } of own) this.tell(room, states)
  }

  private inOrder(act: () => void | Promise<void>): void {
    this.order = this.order.then(act).catch((error: unknown) => {
      this.log.warn({ reason: reason(error) }, 'who is there through other nodes is not known')
    })
  }

  private async take(node: string, { in: documentId, said }: { in: string; said: Said[] }): Promise<void> {
    if (!this.rooms.find(documentId)) return
    await this.learnNames(said.map(([, , personId]) => personId))
    const room = this.rooms.find(documentId)
    if (!room) return
    for (const [client, clock, personId, state] of said) {
      const name = this.names.get(personId)?.name
      if (name === undefined) continue
      const stamped = state && JSON.stringify({ ...state, user: { id: personId, name } })
      room.relay.awareness.hearElsewhere({ node, personId }, { client, clock }, stamped)
    }
    room.relay.awarenessSoon()
  }

  private async learnNames(personIds: readonly string[]): Promise<void> {
    const before = performance.now() - NAME_MS
    const unknown = personIds.filter(id => (this.names.get(id)?.at ?? -Infinity) < before)
    if (unknown.length === 0) return
    for (const [id, { at }] of this.names) if (at < before) this.names.delete(id)
    const at = performance.now()
    for (const [id, name] of await this.neighbours.namesOf([...new Set(unknown)]))
      this.names.set(id, { name, at })
  }

  private keep(node: string, present: Record<string, number[]>): void {
    for (const room of this.rooms) {
      room.relay.awareness.keepElsewhere(node, new Set(present[room.documentId]))
      room.relay.awarenessSoon()
    }
  }
}

function withoutName(json: string): object {
  const state = parseJson(json)
  if (typeof state !== 'object' || state === null) return {}
  return Object.fromEntries(Object.entries(state).filter(([key]) => key !== 'user'))
}
