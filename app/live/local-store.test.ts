import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate, mergeUpdates } from 'yjs'
import { LocalLog } from './local-log'
import { openLocalStore, UNUSED_AFTER, type LocalStore, type UnsentRow } from './local-store'
import { ManualClock } from './testing/manual-clock'

const KARI = 'kari'
const DOCUMENT = 'd1'
let store: LocalStore
let name = 0

const row = (changes: Partial<UnsentRow> = {}): UnsentRow => ({
  ...{ person: KARI, document: DOCUMENT, tab: 'a', seq: 1, upTo: 1, epoch: 1, at: 0 },
  bytes: new Uint8Array([0, 0]),
  ...changes,
})
const state = (changes = {}) => ({
  person: KARI,
  document: DOCUMENT,
  epoch: 1,
  state: bytes('x'),
  usedAt: 0,
  ...changes,
})

function bytes(text: string): Uint8Array {
  const doc = new Doc()
  doc.getText().insert(0, text)
  return encodeStateAsUpdate(doc)
}

beforeEach(async () => {
  const opened = await openLocalStore(`store-${String(++name)}`)
  if (!opened) throw new Error('no store')
  store = opened
})

test('what is not acknowledged is found again, with its epoch, from every tab of the same person', async () => {
  await store.keepUnsent(row())
  await store.keepUnsent(row({ tab: 'b', epoch: 2 }))
  await store.keepUnsent(row({ person: 'ola' }))
  await store.keepUnsent(row({ document: 'd2' }))
  const { acknowledged, unsent } = await store.read(KARI, DOCUMENT)
  expect(acknowledged).toBeNull()
  expect(unsent.map(({ tab, epoch }) => [tab, epoch])).toEqual([
    ['a', 1],
    ['b', 2],
  ])
})

test('settling keeps the state and lets go of exactly the named rows', async () => {
  await store.keepUnsent(row({ seq: 1 }))
  await store.keepUnsent(row({ seq: 2 }))
  await store.keepUnsent(row({ tab: 'b', seq: 1 }))
  await store.settle(state(), [[KARI, DOCUMENT, 'a', 1]], mergeUpdates)
  const { acknowledged, unsent } = await store.read(KARI, DOCUMENT)
  expect(acknowledged?.epoch).toBe(1)
  expect(unsent.map(({ tab, seq }) => [tab, seq])).toEqual([
    ['a', 2],
    ['b', 1],
  ])
})

test('two tabs do not take each other’s acknowledged text away; a new epoch replaces', async () => {
  await store.settle(state({ state: bytes('one') }), [], mergeUpdates)
  await store.settle(state({ state: bytes('two') }), [], mergeUpdates)
  const text = async () => {
    const doc = new Doc()
    applyUpdate(doc, (await store.read(KARI, DOCUMENT)).acknowledged?.state ?? new Uint8Array())
    return doc.getText().toJSON()
  }
  expect((await text()).length).toBe(6)
  await store.settle(state({ epoch: 2, state: bytes('new') }), [], mergeUpdates)
  expect(await text()).toBe('new')
})

test('at sign-out one is told of unsaved documents, and then nothing of the person is left', async () => {
  await store.rememberPerson({ id: KARI, name: 'Kari', usedAt: 2 })
  await store.rememberPerson({ id: 'ola', name: 'Ola', usedAt: 1 })
  await store.keepUnsent(row({ document: 'd1' }))
  await store.keepUnsent(row({ document: 'd1', seq: 2 }))
  await store.keepUnsent(row({ document: 'd2' }))
  await store.settle(state(), [], mergeUpdates)
  await store.settle(state({ person: 'ola' }), [], mergeUpdates)
  expect(await store.unsavedDocuments(KARI)).toEqual(['d1', 'd2'])
  expect((await store.lastPerson(DOCUMENT))?.name).toBe('Kari')
  await store.forgetPerson(KARI)
  expect(await store.unsavedDocuments(KARI)).toEqual([])
  expect(await store.read(KARI, DOCUMENT)).toEqual({ acknowledged: null, unsent: [] })
  expect((await store.lastPerson())?.name).toBe('Ola')
  expect((await store.read('ola', DOCUMENT)).acknowledged).not.toBeNull()
})

test('a state unused for fourteen days goes, unsent text does not', async () => {
  await store.settle(state({ usedAt: 0 }), [], mergeUpdates)
  await store.settle(state({ document: 'd2', usedAt: 2 }), [], mergeUpdates)
  await store.keepUnsent(row())
  await store.forgetUnused(UNUSED_AFTER + 1)
  expect((await store.read(KARI, DOCUMENT)).acknowledged).toBeNull()
  expect((await store.read(KARI, DOCUMENT)).unsent).toHaveLength(1)
  expect((await store.read(KARI, 'd2')).acknowledged).not.toBeNull()
})

test('where the browser refuses storage there is none, and no error', async () => {
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new DOMException('refused', 'SecurityError')
    },
  })
  expect(await openLocalStore()).toBeNull()
  vi.unstubAllGlobals()
})

function log(clock: ManualClock, at: LocalStore | null = store) {
  const changed = vi.fn()
  let acknowledged = true
  const made = new LocalLog({
    ...{ store: at, person: KARI, document: DOCUMENT, tab: 'a', clock, changed },
    state: () => (acknowledged ? { epoch: 1, bytes: bytes('all') } : null),
  })
  return { made, changed, waiting: () => (acknowledged = false) }
}

test('a burst of keys is one row, written within a twentieth of a second', async () => {
  const clock = new ManualClock()
  const { made } = log(clock)
  for (let seq = 1; seq <= 20; seq++) made.append(seq, bytes(String(seq)), 1)
  expect(made.kept).toBe(false)
  clock.pass(50)
  await vi.waitUntil(() => made.kept)
  expect((await store.read(KARI, DOCUMENT)).unsent.map(({ seq, upTo }) => [seq, upTo])).toEqual([[1, 20]])
})

test('what is acknowledged before it was written is never written', async () => {
  const clock = new ManualClock()
  const { made } = log(clock)
  made.append(1, bytes('a'), 1)
  made.acknowledged(1)
  clock.pass(50)
  await made.flush()
  expect((await store.read(KARI, DOCUMENT)).unsent).toEqual([])
})

test('rows go with the state that contains them, not before', async () => {
  const clock = new ManualClock()
  const { made, waiting } = log(clock)
  made.append(1, bytes('a'), 1)
  await made.flush()
  waiting()
  made.acknowledged(1)
  await made.settle()
  expect((await store.read(KARI, DOCUMENT)).unsent).toHaveLength(1)
  const other = log(clock).made
  other.adopt(row({ upTo: 1 }), 1)
  other.acknowledged(1)
  clock.pass(300)
  await other.settle()
  const { acknowledged, unsent } = await store.read(KARI, DOCUMENT)
  expect([acknowledged === null, unsent]).toEqual([false, []])
})

test('a row that is not acknowledged stays when another goes', async () => {
  const { made } = log(new ManualClock())
  for (const seq of [1, 2]) {
    made.append(seq, bytes(String(seq)), 1)
    await made.flush()
  }
  made.acknowledged(1)
  await made.settle()
  expect((await store.read(KARI, DOCUMENT)).unsent.map(({ seq }) => seq)).toEqual([2])
})

test('a store that refuses a write is told of, and tried again', async () => {
  const clock = new ManualClock()
  const { made, changed } = log(clock)
  const keep = vi
    .spyOn(store, 'keepUnsent')
    .mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'))
  made.append(1, bytes('a'), 1)
  await made.flush()
  expect([made.failed, made.kept, changed.mock.calls.length]).toEqual([true, false, 1])
  clock.pass(5_000)
  await vi.waitUntil(() => made.kept)
  expect([made.failed, keep.mock.calls.length]).toEqual([false, 2])
})

test('without a store everything goes on, and says so', async () => {
  const { made } = log(new ManualClock(), null)
  made.append(1, bytes('a'), 1)
  await made.flush()
  expect([made.failed, made.kept]).toEqual([true, false])
})
