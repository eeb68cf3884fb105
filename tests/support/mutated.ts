import { expect } from 'vitest'
import * as Y from 'yjs'
import { DocumentState } from '~server/collaboration/document-state'
import { UpdateGate, type Verdict } from '~server/collaboration/gate'
import { readUpdate } from '~server/collaboration/update-reader'
import { seeded } from './random'
import { writtenTogether } from './random-edits'

/**
 * Shows the gate so many mutated, cut, shuffled and random updates: what it accepts can be applied, the rest leaves no trace.
 * @returns how often it said what
 */
export function judgeMutated(seed: number, rounds: number): Record<Verdict['kind'], number> {
  const random = seeded(seed)
  const updates = writtenTogether(random, 120)
  const log = updates.slice(0, 80)
  const base = Y.mergeUpdates(log.slice(0, 40))
  const all = [base, ...log.slice(40)]
  const state = new DocumentState()
  for (const update of all) state.take(readUpdate(update))
  const vector = Buffer.from(state.stateVector())
  const gate = new UpdateGate(state, null)
  const whole = Y.mergeUpdates(all.slice(0, 40))
  const counts = { known: 0, gap: 0, new: 0, refused: 0 }
  for (let round = 0; round < rounds; round++) {
    const hostile = mutate(updates[80 + Math.floor(random() * 8)] ?? base, random)
    const verdict = gate.judge(hostile, 'write')
    counts[verdict.kind]++
    if (verdict.kind === 'new') expectApplicable(whole, all.slice(40), verdict.bytes)
  }
  expect(Buffer.from(state.stateVector())).toEqual(vector)
  return counts
}

/** One of the ways in which bytes go wrong, or are made to. */
function mutate(update: Uint8Array, random: () => number): Uint8Array {
  const bytes = new Uint8Array(update)
  const at = Math.floor(random() * bytes.length)
  const kind = random()
  if (kind < 0.1) return Uint8Array.from({ length: Math.floor(random() * 60) }, () => random() * 256)
  if (kind < 0.2) return bytes.subarray(0, at)
  if (kind < 0.3) return Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(at + 1))
  if (kind < 0.4) return Uint8Array.of(...bytes.subarray(0, at), random() * 256, ...bytes.subarray(at))
  if (kind < 0.95) {
    for (let times = 1 + Math.floor(random() * 3); times > 0; times--) {
      bytes[Math.floor(random() * bytes.length)] = random() * 256
    }
  }
  return bytes
}

function expectApplicable(whole: Uint8Array, rest: readonly Uint8Array[], hostile: Uint8Array): void {
  const doc = new Y.Doc()
  for (const update of [whole, ...rest]) Y.applyUpdate(doc, update)
  Y.applyUpdate(doc, hostile)
  expect(doc.store.pendingStructs).toBeNull()
  expect(doc.store.pendingDs).toBeNull()
  const again = new Y.Doc()
  Y.applyUpdate(again, Y.encodeStateAsUpdate(doc))
  expect(again.store.pendingStructs).toBeNull()
  doc.destroy()
  again.destroy()
}
