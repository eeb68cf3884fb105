import { randomUUID } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { until } from '../../tests/support/until'
import { Committer, type Queue } from './committer'
import { defaultLimits } from './limits'
import { MemoryStorage } from './memory-storage'
import type { Appended, Run } from './storage'

const quiet = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
const limits = { ...defaultLimits, retryFirstMs: 2, retryMaxMs: 8 }

/** A room that is nothing but a queue. */
class FakeQueue implements Queue {
  waiting: number[] = []
  underWay: number[] = []
  committed: number[] = []
  relayed = 0
  due = 0

  constructor(
    readonly documentId: string,
    private readonly committer: Committer,
  ) {}

  add(n: number): void {
    this.waiting.push(n)
    this.committer.wake(this)
  }

  get uncommitted(): boolean {
    return this.waiting.length + this.underWay.length > 0
  }

  take(): readonly Run[] {
    this.underWay = this.waiting
    this.waiting = []
    const { documentId } = this
    const who = { documentId, epoch: 1, personId: randomUUID(), connectionId: randomUUID() }
    return this.underWay.map(n => ({ ...who, nFrom: n, nTo: n, bytes: Uint8Array.of(n) }))
  }

  settle(answers: readonly Appended[]): void {
    expect(answers).toHaveLength(this.underWay.length)
    this.committed.push(...this.underWay)
    this.underWay = []
  }

  relayWaiting(): void {
    this.relayed++
  }
}

describe('R11, R15: the committer', () => {
  test('what arrives in a turn, of all rooms, shares one append', async () => {
    const storage = new MemoryStorage()
    const committer = new Committer(storage, limits, quiet)
    const queues = Array.from({ length: 20 }, () => new FakeQueue(storage.create(), committer))
    for (const queue of queues) queue.add(1)
    await committer.idle()
    expect(storage.appends).toBe(1)
    expect(queues.every(queue => queue.committed.length === 1)).toBe(true)
  })

  test('what arrives while an append runs goes into the next one', async () => {
    const storage = new MemoryStorage()
    const committer = new Committer(storage, limits, quiet)
    const queue = new FakeQueue(storage.create(), committer)
    storage.freeze()
    queue.add(1)
    await until('under way', () => storage.appends === 1)
    for (const n of [2, 3, 4]) queue.add(n)
    storage.resume()
    await committer.idle()
    expect(storage.appends).toBe(2)
    expect(queue.committed).toEqual([1, 2, 3, 4])
  })

  test('a store that fails is asked again with the very same runs', async () => {
    const storage = new MemoryStorage()
    const committer = new Committer(storage, limits, quiet)
    const queue = new FakeQueue(storage.create(), committer)
    const append = vi.spyOn(storage, 'append')
    storage.fail(3)
    queue.add(1)
    await until('tried', () => storage.appends > 1)
    queue.add(2)
    await committer.idle()
    expect(queue.committed).toEqual([1, 2])
    const [first] = append.mock.calls[0] ?? []
    expect(append.mock.calls.slice(1, 4).map(([runs]) => runs[0]?.connectionId)).toEqual(
      [1, 2, 3].map(() => first?.[0]?.connectionId),
    )
  })

  test('a document that the store cannot take does not stop the others', async () => {
    const storage = new MemoryStorage()
    const bad = storage.create()
    let broken = true
    const store = {
      append(runs: readonly Run[]): Promise<readonly Appended[]> {
        const refuses = broken && runs.some(run => run.documentId === bad)
        return refuses ? Promise.reject(new Error('bad row')) : storage.append(runs)
      },
    }
    const committer = new Committer(store, limits, quiet)
    const [good, sick] = [new FakeQueue(storage.create(), committer), new FakeQueue(bad, committer)]
    good.add(1)
    sick.add(1)
    await until('the good one is saved', () => good.committed.length === 1)
    good.add(2)
    sick.add(2)
    await until('the good one goes on', () => good.committed.length === 2)
    expect(sick.committed).toEqual([])
    broken = false
    await committer.idle()
    expect(sick.committed).toEqual([1, 2])
  })

  test('R12: rooms are told to relay what waits when an append takes long', async () => {
    const storage = new MemoryStorage()
    const committer = new Committer(storage, { ...limits, relayAfterMs: 5 }, quiet)
    const queue = new FakeQueue(storage.create(), committer)
    storage.freeze()
    queue.add(1)
    await until('told', () => queue.relayed > 0)
    expect(queue.committed).toEqual([])
    storage.resume()
    await committer.idle()
  })
})
