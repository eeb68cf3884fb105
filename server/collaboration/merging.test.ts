import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { typeInto } from '../../tests/support/live-client'
import { seeded } from '../../tests/support/random'
import { writtenTogether } from '../../tests/support/random-edits'
import { mergeTyped } from './merging'
import { readUpdate } from './update-reader'

/** What a document says, how far each client has written, what is deleted, and what could not be taken in. */
function documentOf(updates: readonly Uint8Array[]): unknown {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  const { sv, ds } = Y.snapshot(doc)
  const { pendingStructs, pendingDs } = doc.store
  const clocks = [...sv].sort(([a], [b]) => a - b)
  const deletes = [...ds.clients].sort(([a], [b]) => a - b)
  return { text: doc.getXmlFragment('default').toJSON(), clocks, deletes, pendingStructs, pendingDs }
}

/** As the writer's editor sends it: one update per key. */
function typed(...edits: ((text: Y.XmlText) => void)[]): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  typeInto(doc, 'æ')
  const paragraph = doc.getXmlFragment('default').get(0) as Y.XmlElement
  const text = paragraph.get(0) as Y.XmlText
  for (const edit of edits) doc.transact(() => edit(text))
  return updates
}

describe('R15: joining updates', () => {
  test('gives the same document, however much was written together', () => {
    let joined = 0
    for (let seed = 1; seed <= 300; seed++) {
      const random = seeded(seed)
      const updates = writtenTogether(random, 60)
      const from = Math.floor(random() * 50)
      const middle = updates.slice(from, from + 2 + Math.floor(random() * 20))
      const merged = mergeTyped(middle)
      if (!merged) continue
      joined++
      const [before, after] = [updates.slice(0, from), updates.slice(from + middle.length)]
      const expected = documentOf(updates)
      expect(documentOf([...before, merged, ...after]), `seed ${seed}`).toEqual(expected)
      expect(() => readUpdate(merged)).not.toThrow()
      // Whoever has part of it already takes in the rest.
      const known = [...before, ...middle.slice(0, 1)]
      expect(documentOf([...known, merged, ...after]), `seed ${seed}`).toEqual(expected)
    }
    expect(joined).toBeGreaterThan(50)
  })

  test('letters that follow each other become one piece', () => {
    const letters = 'bcdefghij'
      .split(/(?:)/)
      .map(letter => (text: Y.XmlText) => text.insert(text.length, letter))
    const merged = mergeTyped(typed(...letters)) ?? new Uint8Array()
    const [section] = readUpdate(merged).sections
    expect(section?.structs.map(({ length }) => length)).toEqual([1, 1, 10])
  })

  test('a letter that does not follow stays by itself, and what was deleted is deleted', () => {
    const updates = typed(
      text => text.insert(0, 'b'),
      text => text.insert(0, '😀'),
      text => text.delete(0, 3),
      text => text.insert(text.length, 'c'),
    )
    const merged = mergeTyped(updates) ?? new Uint8Array()
    expect(readUpdate(merged).deletes).toHaveLength(1)
    expect(documentOf([merged])).toEqual(documentOf(updates))
  })

  test('what does not follow, or holds values, is left to Yjs', () => {
    const updates = typed(
      text => text.insert(0, 'b'),
      text => text.insert(0, 'c'),
    )
    expect(mergeTyped([updates[0], updates[2]].filter(update => update !== undefined))).toBeNull()
    const withValue = typed(text => text.setAttribute('textAlign', 'left'))
    expect(mergeTyped(withValue)).toBeNull()
  })
})
