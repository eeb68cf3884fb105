import * as Y from 'yjs'
import type { Seat } from './seat'
import type { Run } from './storage'

/** An accepted update on its way to the log. */
export interface Entry {
  seat: Seat
  /** Number of the frame on its connection. */
  n: number
  bytes: Uint8Array
  /** When it was accepted (performance.now()). */
  at: number
  /** Already relayed, because its commit takes long. */
  relayed: boolean
}

/** `Y.mergeUpdates` is quadratic: never more than this at once. */
export const MERGE_UPDATES = 50
const MERGE_BYTES = 64 * 1024

/** One run per connection, or several where merging would cost too much. */
export function toRuns(documentId: string, epoch: number, entries: readonly Entry[]): Run[] {
  const bySeat = new Map<Seat, Entry[]>()
  for (const entry of entries) {
    const own = bySeat.get(entry.seat)
    if (own) own.push(entry)
    else bySeat.set(entry.seat, [entry])
  }
  const runs: Run[] = []
  for (const [{ member }, own] of bySeat) {
    for (const part of portions(own, entry => entry.bytes.length)) {
      runs.push({
        documentId,
        epoch,
        personId: member.actor.personId,
        connectionId: member.id,
        nFrom: part[0]?.n ?? 0,
        nTo: part.at(-1)?.n ?? 0,
        bytes: merge(part.map(entry => entry.bytes)),
      })
    }
  }
  return runs
}

/** Merges as far as it is cheap. @returns fewer updates with the same effect, in order. */
export function mergeCheaply(updates: readonly Uint8Array[]): Uint8Array[] {
  return portions(updates, update => update.length).map(merge)
}

function merge(updates: readonly Uint8Array[]): Uint8Array {
  const [only] = updates
  return only && updates.length === 1 ? only : Y.mergeUpdates([...updates])
}

/** Splits in order, so that no part has too many items or too many bytes (a large one stands alone). */
function portions<T>(items: readonly T[], sizeOf: (item: T) => number): T[][] {
  const parts: T[][] = []
  let part: T[] = []
  let size = 0
  for (const item of items) {
    const bytes = sizeOf(item)
    if (part.length > 0 && (part.length === MERGE_UPDATES || size + bytes > MERGE_BYTES)) {
      parts.push(part)
      part = []
      size = 0
    }
    part.push(item)
    size += bytes
  }
  if (part.length > 0) parts.push(part)
  return parts
}
