import type { DecodedUpdate, Id, Struct } from './update-reader'

/**
 * Whether a Yjs client that holds the known state can take in all of an update at once. What it cannot (a gap, a
 * neighbour or parent it has never seen, structs that wait for each other) it holds back for ever without a word,
 * and with it everything that writer types later.
 *
 * The order is the one of Yjs' `integrateStructs`; every struct is taken once.
 */
export function integrates(update: DecodedUpdate, clockOf: (client: number) => number): boolean {
  const cursors = new Map<number, Cursor>()
  for (const { client, structs } of update.sections) {
    cursors.set(client, { structs, next: 0, reached: clockOf(client), waiting: false })
  }
  const reached = (client: number): number => cursors.get(client)?.reached ?? clockOf(client)
  for (const cursor of cursors.values()) {
    if (!advance(cursor, cursors, reached)) return false
  }
  return update.deletes.every(range => range.end <= reached(range.client))
}

interface Cursor {
  structs: readonly Struct[]
  next: number
  /** Clock up to which this client's structs are known, counting those passed so far. */
  reached: number
  /** Below another one on the stack: its next struct waits for something. */
  waiting: boolean
}

interface Task {
  cursor: Cursor
  /** Done when this clock has been passed. */
  until: number
}

function advance(start: Cursor, cursors: Map<number, Cursor>, reached: (client: number) => number): boolean {
  const stack: Task[] = [{ cursor: start, until: Infinity }]
  for (let task = stack.at(-1); task; task = stack.at(-1)) {
    const { cursor, until } = task
    const struct = cursor.structs[cursor.next]
    if (!struct || cursor.reached > until) {
      cursor.waiting = false
      stack.pop()
      continue
    }
    if (struct.content.kind === 'skip') {
      cursor.next++
      continue
    }
    if (struct.clock > cursor.reached) return false
    const missing = firstMissing(struct, reached)
    if (!missing) {
      cursor.reached = Math.max(cursor.reached, struct.clock + struct.length)
      cursor.next++
      continue
    }
    const other = cursors.get(missing.client)
    if (!other || other === cursor || other.waiting || other.next >= other.structs.length) return false
    cursor.waiting = true
    stack.push({ cursor: other, until: missing.clock })
  }
  return true
}

function firstMissing(struct: Struct, reached: (client: number) => number): Id | null {
  const { origin, rightOrigin, parent } = struct
  if (origin && origin.clock >= reached(origin.client)) return origin
  if (rightOrigin && rightOrigin.clock >= reached(rightOrigin.client)) return rightOrigin
  if (parent && typeof parent !== 'string' && parent.clock >= reached(parent.client)) return parent
  return null
}
