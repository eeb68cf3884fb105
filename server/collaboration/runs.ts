import * as Y from 'yjs'
import { mergeTyped } from './merging'
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
const MERGE_UPDATES = 50
const MERGE_BYTES = 64 * 1024

/** One run per connection, or several where they cannot be one. */
export function toRuns(documentId: string, epoch: number, entries: readonly Entry[]): Run[] {
  const bySeat = new Map<Seat, Entry[]>()
  for (const entry of entries) {
    const own = bySeat.get(entry.seat)
    if (own) own.push(entry)
    else bySeat.set(entry.seat, [entry])
  }
  const runs: Run[] = []
  for (const [{ member }, own] of bySeat) {
    for (const { parts, bytes } of merged(own)) {
      runs.push({
        documentId,
        epoch,
        personId: member.actor.personId,
        connectionId: member.id,
        nFrom: parts[0]?.n ?? 0,
        nTo: parts.at(-1)?.n ?? 0,
        bytes,
      })
    }
  }
  return runs
}

/** Merges as far as it is cheap. @returns fewer updates with the same effect, in order. */
export function mergeCheaply(updates: readonly Uint8Array[]): Uint8Array[] {
  return merged(updates.map(bytes => ({ bytes }))).map(({ bytes }) => bytes)
}

interface Merged<T> {
  parts: readonly T[]
  bytes: Uint8Array
}

/** What was typed becomes one; of anything else as many as Yjs can merge in good time. */
function merged<T extends { bytes: Uint8Array }>(items: readonly T[]): Merged<T>[] {
  return portions(items, Infinity).flatMap(parts => {
    const [only] = parts
    if (only && parts.length === 1) return [{ parts, bytes: only.bytes }]
    const typed = mergeTyped(parts.map(part => part.bytes))
    if (typed) return [{ parts, bytes: typed }]
    return portions(parts, MERGE_UPDATES).map(some => ({ parts: some, bytes: merge(some) }))
  })
}

function merge(parts: readonly { bytes: Uint8Array }[]): Uint8Array {
  const [only] = parts
  return only && parts.length === 1 ? only.bytes : Y.mergeUpdates(parts.map(part => part.bytes))
}

/** Splits in order, so that no part has too many items or too many bytes (a large one stands alone). */
function portions<T extends { bytes: Uint8Array }>(items: readonly T[], most: number): T[][] {
  const parts: T[][] = []
  let part: T[] = []
  let size = 0
  for (const item of items) {
    const { length } = item.bytes
    if (part.length > 0 && (part.length === most || size + length > MERGE_BYTES)) {
      parts.push(part)
      part = []
      size = 0
    }
    part.push(item)
    size += length
  }
  if (part.length > 0) parts.push(part)
  return parts
}
