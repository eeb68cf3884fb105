import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { DocumentStorage, Run } from './storage'

/** A store under test, and what the suite must be able to do around it. */
export interface StorageUnderTest {
  storage: DocumentStorage
  /** Makes a document, seeded or not. @returns its id */
  createDocument(): Promise<string>
  /** As a restored backup does. @returns the new epoch */
  bumpEpoch(documentId: string): Promise<number>
  /** Somebody who may stand in the log. */
  personId: string
  close?(): Promise<void>
}

/** What every store of live documents must do. */
export function storageContract(name: string, make: () => Promise<StorageUnderTest>): void {
  describe(`${name} keeps the storage contract`, () => {
    let under: StorageUnderTest
    beforeEach(async () => {
      under = await make()
    })
    afterEach(() => under.close?.())

    async function created(): Promise<{ documentId: string; epoch: number; seq: number }> {
      const documentId = await under.createDocument()
      const stored = await under.storage.load(documentId)
      return { documentId, epoch: stored?.epoch ?? NaN, seq: stored?.seq ?? NaN }
    }
    function run(
      document: { documentId: string; epoch: number },
      n: number,
      bytes = textUpdate(`${n}`),
    ): Run {
      const connectionId = randomUUID()
      return { ...document, personId: under.personId, connectionId, nFrom: n, nTo: n, bytes }
    }
    async function loaded(documentId: string) {
      const stored = await under.storage.load(documentId)
      if (!stored) throw new Error('not there')
      return stored
    }

    test('an unknown document loads as null and takes no run', async () => {
      const documentId = randomUUID()
      expect(await under.storage.load(documentId)).toBeNull()
      expect(await under.storage.append([run({ documentId, epoch: 1 }, 1)])).toEqual([null])
    })

    test('a new document has an epoch above 0, as 0 means none on the wire', async () => {
      const { epoch, seq } = await created()
      expect(epoch).toBeGreaterThan(0)
      expect(seq).toBeGreaterThanOrEqual(0)
    })

    test('no runs are no work', async () => {
      expect(await under.storage.append([])).toEqual([])
    })

    test('runs are numbered without gaps in the order given and load byte for byte', async () => {
      const document = await created()
      const runs = [1, 2, 3].map(n => run(document, n))
      const answers = await under.storage.append(runs)
      expect(answers).toEqual([1, 2, 3].map(n => ({ seq: document.seq + n })))
      const stored = await loaded(document.documentId)
      expect(stored.seq).toBe(document.seq + 3)
      const rows = stored.updates.filter(row => row.seq > document.seq)
      expect(rows.map(row => row.seq)).toEqual([1, 2, 3].map(n => document.seq + n))
      expect(rows.map(row => Buffer.from(row.bytes))).toEqual(runs.map(({ bytes }) => Buffer.from(bytes)))
    })

    test('one append serves many documents, each with its own numbers', async () => {
      const [a, b] = [await created(), await created()]
      const answers = await under.storage.append([run(a, 1), run(b, 1), run(a, 2)])
      expect(answers).toEqual([{ seq: a.seq + 1 }, { seq: b.seq + 1 }, { seq: a.seq + 2 }])
    })

    test('a run of another epoch is answered with null and not written; its neighbours are', async () => {
      const [a, b] = [await created(), await created()]
      const stale = { documentId: a.documentId, epoch: a.epoch + 1 }
      expect(await under.storage.append([run(stale, 1), run(b, 1)])).toEqual([null, { seq: b.seq + 1 }])
      expect((await loaded(a.documentId)).seq).toBe(a.seq)
    })

    test('a document with a new epoch takes runs of that one only', async () => {
      const document = await created()
      await under.storage.append([run(document, 1)])
      const epoch = await under.bumpEpoch(document.documentId)
      expect(epoch).toBeGreaterThan(document.epoch)
      expect(await under.storage.append([run(document, 2)])).toEqual([null])
      const stored = await loaded(document.documentId)
      expect(stored.epoch).toBe(epoch)
      const answers = await under.storage.append([run({ documentId: document.documentId, epoch }, 1)])
      expect(answers).toEqual([{ seq: stored.seq + 1 }])
    })

    test('tells the epochs of the documents that there are', async () => {
      const [a, b] = [await created(), await created()]
      const epoch = await under.bumpEpoch(b.documentId)
      const told = await under.storage.epochs([a.documentId, b.documentId, randomUUID()])
      expect([...told].sort()).toEqual(
        [[a.documentId, a.epoch] as const, [b.documentId, epoch] as const].sort(),
      )
      expect(await under.storage.epochs([])).toEqual(new Map())
    })

    test('appends at the same time never share a number', async () => {
      const document = await created()
      const answers = await Promise.all([1, 2, 3, 4, 5].map(n => under.storage.append([run(document, n)])))
      const numbers = answers.flat().map(answer => answer?.seq)
      expect(numbers.sort()).toEqual([1, 2, 3, 4, 5].map(n => document.seq + n))
    })

    test('a large run comes back whole', async () => {
      const document = await created()
      const bytes = textUpdate('æøå '.repeat(150_000))
      await under.storage.append([run(document, 1, bytes)])
      const row = (await loaded(document.documentId)).updates.at(-1)
      expect(Buffer.from(row?.bytes ?? []).equals(bytes)).toBe(true)
    })

    test('a snapshot takes the place of the rows it was made of', async () => {
      const document = await created()
      await under.storage.append([run(document, 1), run(document, 2)])
      const snapshot = { seq: document.seq + 1, bytes: textUpdate('folded') }
      expect(await under.storage.saveSnapshot(document.documentId, document.epoch, snapshot)).toBe(true)
      const stored = await loaded(document.documentId)
      expect(stored.snapshot?.seq).toBe(snapshot.seq)
      expect(Buffer.from(stored.snapshot?.bytes ?? []).equals(snapshot.bytes)).toBe(true)
      expect(stored.updates.map(row => row.seq)).toEqual([document.seq + 2])
      expect(stored.seq).toBe(document.seq + 2)
    })

    test('a snapshot of an old epoch, or older than the one there, is not kept', async () => {
      const document = await created()
      await under.storage.append([run(document, 1), run(document, 2)])
      const save = (epoch: number, seq: number) =>
        under.storage.saveSnapshot(document.documentId, epoch, { seq, bytes: textUpdate(`${seq}`) })
      expect(await save(document.epoch, document.seq + 2)).toBe(true)
      expect(await save(document.epoch, document.seq + 1)).toBe(false)
      expect((await loaded(document.documentId)).snapshot?.seq).toBe(document.seq + 2)
      await under.bumpEpoch(document.documentId)
      expect(await save(document.epoch, document.seq + 2)).toBe(false)
    })
  })
}

function textUpdate(text: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getText('default').insert(0, text)
  return Y.encodeStateAsUpdate(doc)
}
