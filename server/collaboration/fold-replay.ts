import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { DocumentState } from './document-state'
import { readUpdate } from './update-reader'

/** A folded document and what the room must know of it. */
export interface Folded {
  bytes: Uint8Array
  clocks: [number, number][]
  deletes: [number, number[]][]
}

/** Many updates as one buffer of their own, which can be handed to another thread without copying. */
export function pack(updates: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return encoding.encode(encoder => {
    for (const update of updates) encoding.writeVarUint8Array(encoder, update)
  })
}

export function unpack(packed: Uint8Array): Uint8Array[] {
  const decoder = decoding.createDecoder(packed)
  const updates: Uint8Array[] = []
  while (decoding.hasContent(decoder)) updates.push(decoding.readVarUint8Array(decoder))
  return updates
}

/**
 * Replays a log into one state and proves that it is the same document: nothing left over, clocks as our own reader
 * counts them, no deletion lost, and encoding it again gives the same bytes.
 * @throws when it is not: then the log stays as it is.
 */
export function fold(updates: readonly Uint8Array[]): Folded {
  const log = new DocumentState()
  for (const update of updates) log.take(readUpdate(update))
  const bytes = replay(updates)
  const again = replay([bytes])
  if (Buffer.compare(bytes, again) !== 0) throw new Error('the fold does not encode the same')
  const result = new DocumentState()
  result.take(readUpdate(bytes))
  if (!sameClocks(log.copyClocks(), result.copyClocks())) throw new Error('the fold has other clocks')
  if (!result.deletes.covers(log.deletes)) throw new Error('the fold has lost deletions')
  return { bytes, clocks: [...result.copyClocks()], deletes: result.deletes.entries() }
}

function replay(updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc()
  try {
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update)
    })
    if (doc.store.pendingStructs ?? doc.store.pendingDs) throw new Error('the log has a gap')
    return Y.encodeStateAsUpdate(doc)
  } finally {
    doc.destroy()
  }
}

function sameClocks(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): boolean {
  return a.size === b.size && [...a].every(([client, clock]) => b.get(client) === clock)
}
