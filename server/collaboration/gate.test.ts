import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { typeInto } from '../../tests/support/live-client'
import { judgeMutated } from '../../tests/support/mutated'
import { seeded } from '../../tests/support/random'
import { writtenTogether } from '../../tests/support/random-edits'
import { DocumentState } from './document-state'
import { UpdateGate } from './gate'
import { readUpdate } from './update-reader'

const SEED = 20261122

describe('R28: what passes can be applied by Yjs', () => {
  test('10,000 mutated, cut, shuffled and random updates: accepted means applicable, the rest leaves no trace', () => {
    expect(Object.values(judgeMutated(SEED, 10_000)).every(count => count > 0)).toBe(true)
  })

  test('what writers do together passes in the order it was sent', () => {
    for (let seed = 1; seed <= 8; seed++) {
      const state = new DocumentState()
      const gate = new UpdateGate(state, null)
      const doc = new Y.Doc()
      for (const update of writtenTogether(seeded(seed), 150)) {
        Y.applyUpdate(doc, update)
        const verdict = gate.judge(update, 'write')
        if (verdict.kind === 'new') state.take(verdict.update)
        else expect(verdict.kind).toBe('known')
      }
      expect(sorted(state.copyClocks())).toEqual(sorted(Y.decodeStateVector(Y.encodeStateVector(doc))))
    }
  })
})

describe('R13, R21, R26: known, new and gap', () => {
  const updates = typed(60)
  const state = new DocumentState()
  for (const update of updates.slice(0, 30)) state.take(readUpdate(update))
  const gate = new UpdateGate(state, null)

  test('what is there is known, also to a reader', () => {
    for (const update of updates.slice(0, 30)) expect(gate.judge(update, 'read')).toEqual({ kind: 'known' })
    expect(gate.judge(Y.mergeUpdates(updates.slice(0, 30)), 'read')).toEqual({ kind: 'known' })
  })

  test('the next is new to a writer and refused to a reader', () => {
    const next = updates[30] ?? new Uint8Array()
    expect(gate.judge(next, 'write').kind).toBe('new')
    expect(gate.judge(next, 'read')).toMatchObject({ kind: 'refused', refusal: 'readOnly' })
  })

  test('the one after the next is a gap, unless the next comes along', () => {
    const [next = new Uint8Array(), after = new Uint8Array()] = updates.slice(30)
    expect(gate.judge(after, 'write').kind).toBe('gap')
    expect(gate.judge(Y.mergeUpdates([next, after]), 'write').kind).toBe('new')
  })

  test('a deletion of what nobody has seen is a gap', () => {
    expect(gate.judge(Uint8Array.of(0, 1, 7, 1, 0, 3), 'write').kind).toBe('gap')
  })
})

/** Someone types letter after letter. */
function typed(letters: number): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let at = 0; at < letters; at++) typeInto(doc, 'x')
  return updates
}

function sorted(clocks: Map<number, number>): [number, number][] {
  return [...clocks].sort((a, b) => a[0] - b[0])
}

describe('R22b: a full document', () => {
  const full = { documentBytes: 1_000 }
  const verdict = (size: number, update: Uint8Array) =>
    new UpdateGate(new DocumentState(), null, { size }, full).judge(update, 'write')

  /** A document of one word, and the updates that delete it, and that put another in its place. */
  function changes(): { state: DocumentState; deletion: Uint8Array; replacement: Uint8Array } {
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    const text = doc.getText('default')
    text.insert(0, 'ordet som står der')
    text.delete(0, 5)
    doc.transact(() => {
      text.delete(0, 3)
      text.insert(0, 'x')
    })
    const [first, deletion, replacement] = updates
    const state = new DocumentState()
    state.take(readUpdate(first!))
    return { state, deletion: deletion!, replacement: replacement! }
  }

  test('takes no more text, and says so', () => {
    const doc = new Y.Doc()
    doc.getText('default').insert(0, 'x'.repeat(500))
    const update = Y.encodeStateAsUpdate(doc)
    expect(verdict(400, update).kind).toBe('new')
    expect(verdict(600, update)).toMatchObject({ kind: 'refused', refusal: 'full' })
  })

  test('can be shortened: deletions alone always, and with a little text as long as there is a tenth more room', () => {
    const { state, deletion, replacement } = changes()
    const gate = (size: number) => new UpdateGate(state, null, { size }, full)
    expect(gate(5_000).judge(deletion, 'write').kind).toBe('new')
    state.take(readUpdate(deletion))
    expect(gate(1_000).judge(replacement, 'write').kind).toBe('new')
    expect(gate(1_100).judge(replacement, 'write')).toMatchObject({ refusal: 'full' })
  })
})
