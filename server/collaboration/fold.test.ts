import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { startLiveServer, type LiveServer } from '../../tests/support/live-server'
import { typeInto } from '../../tests/support/live-client'
import { seeded } from '../../tests/support/random'
import { writtenTogether } from '../../tests/support/random-edits'
import { until } from '../../tests/support/until'
import { fold, pack, unpack } from './fold-replay'
import { MemoryStorage } from './memory-storage'
import type { DocumentStorage, Run } from './storage'

function textOf(updates: readonly Uint8Array[]): string {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc.getXmlFragment('default').toJSON()
}

describe('R52: a fold is the same document', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('of writers together (seed %i)', seed => {
    const updates = writtenTogether(seeded(seed), 300)
    const first = fold(updates.slice(0, 200))
    const whole = fold([first.bytes, ...updates.slice(200)])
    expect(textOf([whole.bytes])).toBe(textOf(updates))
    expect(whole.bytes.length).toBeLessThan(updates.reduce((sum, update) => sum + update.length, 0))
  })

  test('of nothing', () => {
    expect(fold([]).bytes).toEqual(Uint8Array.of(0, 0))
  })

  test('and a log with a gap is not folded', () => {
    const updates = writtenTogether(seeded(5), 60)
    expect(() => fold([...updates.slice(0, 10), ...updates.slice(30)])).toThrow()
  })

  test('many updates travel as one', () => {
    const updates = writtenTogether(seeded(5), 20)
    expect(unpack(pack(updates)).map(update => Buffer.from(update))).toEqual(
      updates.map(update => Buffer.from(update)),
    )
  })
})

describe('R51, R52: in the worker', () => {
  let live: LiveServer
  afterEach(() => live.stop())

  test('a log in which the answer to a commit was lost, so that a row is there twice, is folded all the same', async () => {
    const memory = new MemoryStorage()
    let lose = 1
    const storage: DocumentStorage = {
      load: id => memory.load(id),
      epochs: ids => memory.epochs(ids),
      saveSnapshot: (...words) => memory.saveSnapshot(...words),
      async append(runs: readonly Run[]) {
        const answers = await memory.append(runs)
        if (lose-- > 0) throw new Error('the connection was lost while it was committed')
        return answers
      },
    }
    live = await startLiveServer({ foldRows: 3, foldBytes: 100, foldPauseMs: 20 }, { storage })
    const id = memory.create()
    const a = await live.client(id).untilSynced()
    for (const letter of 'abcdefgh') {
      a.type(letter)
      await a.untilSaved()
    }
    expect(memory.log(id)).toHaveLength(9)
    await until('folded', () => live.collaboration.stats().folds > 0)
    expect((await live.client(id, 'bo').untilSynced()).text).toBe('abcdefgh')
  })

  test('a long tail is folded while people write, and newcomers get fold and tail', async () => {
    live = await startLiveServer({ foldRows: 5 })
    const id = live.create()
    const a = await live.client(id).untilSynced()
    for (const letter of 'abcdefgh') {
      a.type(letter)
      await a.untilSaved()
    }
    await until('folded', () => live.collaboration.stats().folds > 0)
    a.type('!')
    await a.untilSaved()
    const b = await live.client(id, 'bo').untilSynced()
    expect(b.text).toBe('abcdefgh!')
    const back = await live.client(id, 'anna', { doc: a.doc }).untilSynced()
    expect(back.text).toBe('abcdefgh!')
  })

  test('when the last one leaves the document is folded and put away; the next one finds it', async () => {
    live = await startLiveServer({ unloadMs: 10 })
    const id = live.create()
    const a = await live.client(id).untilSynced()
    a.type('kept')
    await a.untilSaved()
    a.close()
    await until('put away', () => live.collaboration.stats().rooms === 0)
    const stored = await live.storage.load(id)
    expect(stored?.updates).toEqual([])
    expect(stored?.snapshot?.seq).toBe(1)
    expect((await live.client(id).untilSynced()).text).toBe('kept')
  })

  test('a log that cannot be folded stays as it is, and the document stays usable', async () => {
    live = await startLiveServer({ unloadMs: 10 })
    const updates = letters('abc')
    const id = live.create(...updates.slice(0, 1), ...updates.slice(2))
    const a = await live.client(id).untilSynced()
    a.close()
    await until('tried', () => live.collaboration.stats().failedFolds > 0)
    expect(live.log).toContain('error document not folded')
    expect(live.storage.log(id)).toHaveLength(2)
    await live.client(id).untilSynced()
  })
})

function letters(text: string): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (const letter of text) typeInto(doc, letter)
  return updates
}
