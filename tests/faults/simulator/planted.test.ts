import { afterEach, describe, expect, test, vi } from 'vitest'
import { UpdateGate } from '~server/collaboration/gate'
import type { DocumentStorage, Run } from '~server/collaboration/storage'
import { simulate } from './schedule'
import type { Planted } from './world'

// A busy machine needs its time for sixty schedules.
vi.setConfig({ testTimeout: 120_000 })

afterEach(() => {
  vi.restoreAllMocks()
})

/** The same schedules find nothing in the product as it is (simulator.test.ts). @returns what is found in the first that shows the fault */
async function found(planted: Planted, schedules = 60): Promise<string> {
  for (let seed = 1; seed <= schedules; seed++) {
    const { faults } = await simulate(seed, planted)
    if (faults.length > 0) return faults.join('\n')
  }
  return 'nothing'
}

/** Answers at once and writes later: what is in between when the process dies is lost. */
function answersBeforeWriting(storage: DocumentStorage): DocumentStorage {
  const next = new Map<number, number>()
  return {
    epochs: documentIds => storage.epochs(documentIds),
    load: documentId => storage.load(documentId),
    saveSnapshot: () => Promise.resolve(false),
    append(runs) {
      setTimeout(() => void storage.append(runs).catch(() => undefined), 150)
      const answer = (run: Run) => {
        const seq = (next.get(run.epoch) ?? 1_000) + 1
        next.set(run.epoch, seq)
        return { seq }
      }
      return Promise.resolve(runs.map(answer))
    },
  }
}

/** Writes to whatever epoch the document has by now. */
function asksNoEpoch(storage: DocumentStorage): DocumentStorage {
  return {
    epochs: documentIds => storage.epochs(documentIds),
    load: documentId => storage.load(documentId),
    saveSnapshot: () => Promise.resolve(false),
    async append(runs) {
      const [first] = runs
      const epoch = first ? ((await storage.load(first.documentId))?.epoch ?? 0) : 0
      return storage.append(runs.map(run => ({ ...run, epoch })))
    },
  }
}

/** Takes every other transaction for done that failed. */
function takesFailuresForDone(storage: DocumentStorage): DocumentStorage {
  return {
    epochs: documentIds => storage.epochs(documentIds),
    load: documentId => storage.load(documentId),
    saveSnapshot: () => Promise.resolve(false),
    append: runs => storage.append(runs).catch(() => runs.map(() => ({ seq: 1 }))),
  }
}

describe('a fault that was planted is found', () => {
  test('acknowledged before it is committed', async () => {
    expect(await found({ storage: answersBeforeWriting })).not.toBe('nothing')
  })

  test('a failed commit taken for a done one', async () => {
    expect(await found({ storage: takesFailuresForDone })).not.toBe('nothing')
  })

  test('no epoch is asked for', async () => {
    expect(await found({ storage: asksNoEpoch })).not.toBe('nothing')
  })

  test('an update that cannot be read is swallowed and called saved', async () => {
    const judge = UpdateGate.prototype.judge
    vi.spyOn(UpdateGate.prototype, 'judge').mockImplementation(function (this: UpdateGate, bytes, right) {
      const verdict = judge.call(this, bytes, right)
      return verdict.kind === 'refused' && verdict.refusal === 'malformed' ? { kind: 'known' } : verdict
    })
    expect(await found({})).not.toBe('nothing')
  })

  test('what is written goes on to a socket whose right is withdrawn', async () => {
    expect(await found({ deafToRevocation: true })).not.toBe('nothing')
  })
})
