import type { Connection, Visitor } from './connection'
import type { Limits } from './limits'

/** Whose connections are meant: all given fields must match; none given means everybody. */
export interface Who {
  personId?: string
  documentId?: string
  sessionId?: string
}

/** All connections, and how many there are per person, document and address. */
export class Directory {
  private readonly connections = new Set<Connection>()
  private readonly counts = new Map<string, number>()

  constructor(private readonly limits: Limits) {}

  hasRoomFor(visitor: Visitor): boolean {
    const { connectionsPerPerson, connectionsPerDocument, connectionsPerAddress } = this.limits
    const [person, document, address] = keysOf(visitor).map(key => this.counts.get(key) ?? 0)
    return (
      (person ?? 0) < connectionsPerPerson &&
      (document ?? 0) < connectionsPerDocument &&
      (address ?? 0) < connectionsPerAddress
    )
  }

  add(connection: Connection): void {
    this.connections.add(connection)
    for (const key of keysOf(connection.visitor)) this.counts.set(key, (this.counts.get(key) ?? 0) + 1)
  }

  remove(connection: Connection): void {
    if (!this.connections.delete(connection)) return
    for (const key of keysOf(connection.visitor)) {
      const left = (this.counts.get(key) ?? 0) - 1
      if (left > 0) this.counts.set(key, left)
      else this.counts.delete(key)
    }
  }

  get size(): number {
    return this.connections.size
  }

  [Symbol.iterator](): IterableIterator<Connection> {
    return this.connections.values()
  }

  matching(who: Who): Connection[] {
    return [...this.connections].filter(
      ({ actor, visitor }) =>
        (who.personId === undefined || who.personId === actor.personId) &&
        (who.sessionId === undefined || who.sessionId === actor.sessionId) &&
        (who.documentId === undefined || who.documentId === visitor.documentId),
    )
  }
}

function keysOf({ actor, documentId, address }: Visitor): [string, string, string] {
  return [`person ${actor.personId}`, `document ${documentId}`, `address ${address}`]
}
