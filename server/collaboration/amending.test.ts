import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { FakeRoom, writer } from '../../tests/support/fake-room'
import { bodyText, typeInto } from '../../tests/support/live-client'
import { startLiveServer, type LiveServer } from '../../tests/support/live-server'
import { until } from '../../tests/support/until'
import { Amending, type Change } from './amending'

/** Types at the end of what there is. */
const typing =
  (text: string): Change =>
  state => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, state)
    const before = Y.encodeStateVector(doc)
    typeInto(doc, text)
    return Y.encodeStateAsUpdate(doc, before)
  }

const folder = {
  fold: (updates: readonly Uint8Array[]) =>
    Promise.resolve({ bytes: Y.mergeUpdates([...updates]), clocks: [], deletes: [] }),
}

describe('in a room', () => {
  let fake: FakeRoom
  let released: number
  const personId = randomUUID()
  const amending = () =>
    new Amending(
      {
        open: () =>
          Promise.resolve({
            room: fake.room,
            release: () => {
              released++
            },
          }),
      },
      folder,
      { queueBytes: 10_000 },
    )
  const amend = (change: Change) => amending().amend(fake.room.documentId, personId, change)

  beforeEach(() => {
    fake = new FakeRoom()
    released = 0
  })
  afterEach(() => fake.room.relay.stop())

  test('R54: the change builds on what is not yet committed, and resolves after its commit', async () => {
    const { member, seat } = fake.join('anna')
    fake.room.offer(seat, 'update', writer()('Hei'))
    let done = false
    const amended = amend(typing(' igjen')).then(() => (done = true))
    await until('queued', () => fake.room.queued.updates === 2)
    expect(done).toBe(false)
    const runs = fake.room.take()
    fake.room.settle(runs.map((_, at) => ({ seq: at + 1 })))
    await amended
    expect(runs.map(run => run.personId)).toEqual([member.actor.personId, personId])
    expect(runs[1]).toMatchObject({ nFrom: 1, nTo: 1 })
    const doc = new Y.Doc()
    for (const row of fake.room.text.rows) Y.applyUpdate(doc, row.bytes)
    expect(bodyText(doc)).toBe('Hei igjen')
    expect(member.updates.length).toBeGreaterThan(0)
    expect([fake.room.seats.size, released]).toEqual([1, 1])
  })

  test('R54: nothing to change is nothing in the log', async () => {
    await amend(() => null)
    expect([fake.room.uncommitted, released]).toEqual([false, 1])
  })

  test.each<[string, Change]>([
    ['is no update', () => Uint8Array.of(1, 2, 3)],
    [
      'builds on what nobody has',
      () => {
        const type = writer()
        type('a')
        return type('b')
      },
    ],
    ['is larger than what may wait', () => writer()('x'.repeat(10_000))],
    ['cannot be made', () => Promise.reject(new Error('no'))],
  ])('R54: a change that %s is refused and leaves nothing behind', async (_, change) => {
    await expect(amend(change)).rejects.toThrow()
    expect([fake.room.uncommitted, fake.room.seats.size, released]).toEqual([false, 0, 1])
  })

  test('R54: a room that ends before the commit refuses it', async () => {
    const amended = amend(typing('x'))
    await until('queued', () => fake.room.uncommitted)
    fake.room.end('epoch')
    await expect(amended).rejects.toMatchObject({ refusal: 'epoch' })
  })
})

describe('over sockets', () => {
  let live: LiveServer
  beforeEach(async () => {
    live = await startLiveServer()
  })
  afterEach(() => live.stop())

  test('R54: everybody who is there gets it, the log says in whose name, and others’ words stay', async () => {
    const id = live.create()
    const [anna, bo] = [
      await live.client(id, 'anna').untilSynced(),
      await live.client(id, 'bo').untilSynced(),
    ]
    anna.type('Fra Anna.')
    await anna.untilSaved()
    const personId = randomUUID()
    await live.collaboration.amend(id, personId, async state => {
      const change = await typing(' Fra tjeneren.')(state)
      bo.type(' Midt i.')
      await bo.untilSaved()
      return change
    })
    for (const client of [anna, bo]) {
      await until('it is there', () => client.text.includes('Fra tjeneren.'))
      await until('the others’ words are too', () => client.text.includes('Midt i.'))
      expect(client.text).toContain('Fra Anna.')
    }
    expect(live.storage.log(id).at(-1)?.run?.personId).toBe(personId)
    expect(
      live.collaboration
        .presence(id)
        .map(person => person.name)
        .sort(),
    ).toEqual(['anna', 'bo'])
  })

  test('R54: it works where nobody is, and waits for a store that is out of order', async () => {
    const id = live.create()
    live.storage.freeze()
    let done = false
    const amended = live.collaboration.amend(id, randomUUID(), typing('Alene.')).then(() => (done = true))
    await until('asked for', () => live.storage.appends === 1)
    expect(done).toBe(false)
    live.storage.resume()
    await amended
    const fresh = await live.client(id, 'fresh').untilSynced()
    expect(fresh.text).toBe('Alene.')
  })

  test('R54: of a document that does not exist nothing can be changed', async () => {
    await expect(live.collaboration.amend(randomUUID(), randomUUID(), typing('x'))).rejects.toThrow(
      'unavailable',
    )
  })
})
