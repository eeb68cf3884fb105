import type { Committer } from './committer'
import type { Directory } from './directory'
import type { Folding } from './folding'
import { REFUSAL_NAMES } from './frames'
import type { Room } from './room'
import type { Seat } from './seat'
import type { Refusal, Right } from './wire'

/** Somebody who has a document open. */
export interface Present {
  personId: string
  name: string
  /** The best right among this person's connections. */
  right: Right
  connections: number
}

/** Counts since the start, except where it says "now". */
export interface Stats {
  connected: number
  refused: Record<Refusal, number>
  /** Upgrades that were refused, by HTTP status. */
  turnedAway: Record<number, number>
  /** Now. */
  connections: number
  /** Now. */
  rooms: number
  /** Updates accepted and not committed, now. */
  queuedUpdates: number
  queuedBytes: number
  appends: number
  failedAppends: number
  folds: number
  failedFolds: number
}

type Counted = Pick<Stats, 'connected' | 'refused' | 'turnedAway'>

export function emptyStats(): Counted {
  const refused = Object.fromEntries(REFUSAL_NAMES.map(name => [name, 0])) as Record<Refusal, number>
  return { connected: 0, refused, turnedAway: {} }
}

export function measured(
  directory: Directory,
  rooms: Iterable<Room>,
  committer: Committer,
  folding: Folding,
): Omit<Stats, keyof Counted> {
  const open = [...rooms]
  return {
    connections: directory.size,
    rooms: open.length,
    queuedUpdates: open.reduce((sum, room) => sum + room.queued.updates, 0),
    queuedBytes: open.reduce((sum, room) => sum + room.queued.bytes, 0),
    appends: committer.appends,
    failedAppends: committer.failures,
    folds: folding.done,
    failedFolds: folding.failed,
  }
}

/** Whoever has asked for the document's text, not who is still on the way in or only writes for the server. */
export function presentIn(seats: Iterable<Seat>): Present[] {
  const people = new Map<string, Present>()
  for (const { member, joined } of seats) {
    if (!joined) continue
    const { personId, name } = member.actor
    const known = people.get(personId)
    people.set(personId, {
      personId,
      name,
      right: known?.right === 'write' ? 'write' : member.right,
      connections: (known?.connections ?? 0) + 1,
    })
  }
  return [...people.values()]
}
