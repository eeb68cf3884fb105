import * as encoding from 'lib0/encoding'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { EMPTY_VECTOR, FakeMember, FakeRoom, writer } from '../../tests/support/fake-room'
import type { Seat } from './seat'

let fake: FakeRoom
let room: FakeRoom['room']
const join = (...who: Parameters<FakeRoom['join']>): ReturnType<FakeRoom['join']> => fake.join(...who)
const commit = (): void => fake.commit()

beforeEach(() => {
  fake = new FakeRoom()
  room = fake.room
})
afterEach(() => room.relay.stop())

/** An awareness message with one state. */
function state(client: number, clock: number, value: unknown): Uint8Array {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, JSON.stringify(value))
  })
}

describe('awareness', () => {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'setInterval', 'performance'],
    })
  })
  afterEach(() => vi.useRealTimers())

  function hear(seat: Seat, bytes: Uint8Array): void {
    for (const spoken of room.spokenBy(seat, bytes)) room.hear(seat, spoken)
  }
  /** What a standard client would show of the others after these messages. */
  function seenBy(member: FakeMember): Map<number, unknown> {
    const awareness = new Awareness(new Y.Doc())
    awareness.setLocalState(null)
    for (const update of member.awareness) applyAwarenessUpdate(awareness, update, 'remote')
    const states = new Map<number, unknown>(awareness.getStates())
    awareness.destroy()
    return states
  }

  test('R35: the user is the server’s, whatever the client says', () => {
    const [a, b] = [join('Anna'), join('b')]
    hear(a.seat, state(5, 1, { cursor: 3, user: { name: 'Rektor', id: 'x', color: 'red' } }))
    vi.runOnlyPendingTimers()
    const user = { id: a.member.actor.personId, name: 'Anna' }
    expect(seenBy(b.member).get(5)).toEqual({ cursor: 3, user })
  })

  test('R36: nobody speaks for an id of another, not even to remove it', () => {
    const [a, b, c] = [join('a'), join('b'), join('c')]
    hear(a.seat, state(5, 1, { cursor: 1 }))
    hear(b.seat, state(5, 2, { cursor: 666 }))
    hear(b.seat, state(5, 3, null))
    vi.runOnlyPendingTimers()
    expect(seenBy(c.member).get(5)).toMatchObject({ cursor: 1, user: { name: 'a' } })
  })

  test('R36: the same person may take an id over with a later clock, but not by echoing it', () => {
    const old = join('Anna')
    const { personId } = old.member.actor
    const back = join('Anna', 'write', personId)
    const watcher = join('w')
    hear(old.seat, state(5, 1, { cursor: 1 }))
    hear(back.seat, state(5, 1, { cursor: 1 }))
    room.leave(back.seat)
    vi.runOnlyPendingTimers()
    expect(seenBy(watcher.member).has(5)).toBe(true)
    const again = join('Anna', 'write', personId)
    hear(again.seat, state(5, 2, { cursor: 2 }))
    room.leave(old.seat)
    vi.advanceTimersByTime(1_000)
    expect(seenBy(watcher.member).get(5)).toMatchObject({ cursor: 2 })
  })

  test('R36: a connection introduces three ids at most', () => {
    const [a, b] = [join('a'), join('b')]
    for (const id of [1, 2, 3, 4, 5]) hear(a.seat, state(id, 1, { cursor: id }))
    vi.runOnlyPendingTimers()
    expect([...seenBy(b.member).keys()].sort()).toEqual([1, 2, 3])
  })

  test('R37: the newest state of a tick is what goes out', () => {
    const [a, b] = [join('a'), join('b')]
    for (let cursor = 0; cursor < 5; cursor++) hear(a.seat, state(5, cursor + 1, { cursor }))
    vi.runOnlyPendingTimers()
    expect(b.member.awareness).toHaveLength(1)
    expect(seenBy(b.member).get(5)).toMatchObject({ cursor: 4 })
  })

  test('R37: awareness that waits does not hold up text', () => {
    const [a, b] = [join('a'), join('b')]
    hear(a.seat, state(5, 1, { cursor: 1 }))
    vi.runOnlyPendingTimers()
    hear(a.seat, state(5, 2, { cursor: 2 }))
    room.offer(a.seat, 'update', writer()('x'))
    commit()
    expect(b.member.updates).toHaveLength(1)
  })

  test('R39: who leaves is removed for all; an echo of the old state brings nobody back', () => {
    const [a, b, c] = [join('a'), join('b'), join('c')]
    hear(a.seat, state(5, 7, { cursor: 1 }))
    vi.advanceTimersByTime(200)
    room.leave(a.seat)
    vi.advanceTimersByTime(200)
    hear(b.seat, state(5, 7, { cursor: 1 }))
    hear(b.seat, state(5, 8, { cursor: 1 }))
    vi.advanceTimersByTime(200)
    expect(seenBy(c.member).has(5)).toBe(false)
    const late = new FakeMember('late')
    room.join(room.enter(late), EMPTY_VECTOR)
    expect(seenBy(late).has(5)).toBe(false)
  })

  test('R39: newcomers, and whoever asks, get all states', () => {
    const [a, b] = [join('a'), join('b')]
    hear(a.seat, state(5, 1, { cursor: 1 }))
    hear(b.seat, state(6, 1, { cursor: 2 }))
    const late = new FakeMember('late')
    const seat = room.enter(late)
    room.tellAwareness(seat)
    expect([...seenBy(late).keys()].sort()).toEqual([5, 6])
  })

  test('R32: a congested reader gets no awareness, and all of it when it has caught up', () => {
    const [a, b] = [join('a'), join('b')]
    const type = writer()
    b.member.slow = true
    hear(a.seat, state(5, 1, { cursor: 1 }))
    room.offer(a.seat, 'update', type('x'))
    commit()
    vi.advanceTimersByTime(200)
    expect([b.member.updates.length, b.member.awareness.length]).toEqual([1, 0])
    b.member.slow = false
    room.offer(a.seat, 'update', type('y'))
    commit()
    expect(b.member.updates).toHaveLength(2)
    expect(seenBy(b.member).get(5)).toMatchObject({ cursor: 1 })
  })

  test('a state that reaches for a prototype is refused', () => {
    const { seat } = join('a')
    const bytes = state(5, 1, JSON.parse('{"__proto__": {"admin": true}}'))
    expect(() => hear(seat, bytes)).toThrow()
  })

  test('R38: two standard clients that do nothing still see each other after two minutes, at little cost', () => {
    const [a, b] = [join('a'), join('b')]
    const clients = [a, b].map(({ member, seat }) => {
      const awareness = new Awareness(new Y.Doc())
      awareness.on('update', (change: Record<'added' | 'updated' | 'removed', number[]>) => {
        const ids = [...change.added, ...change.updated, ...change.removed]
        hear(seat, encodeAwarenessUpdate(awareness, ids))
      })
      awareness.setLocalState({ cursor: 1 })
      return { member, awareness, read: 0 }
    })
    let messages = 0
    for (let second = 0; second < 120; second++) {
      vi.advanceTimersByTime(1_000)
      for (const client of clients) {
        for (const update of client.member.awareness.slice(client.read)) {
          applyAwarenessUpdate(client.awareness, update, 'remote')
          messages++
        }
        client.read = client.member.awareness.length
        // The library keeps the real clock it found when it was loaded: its memory ages instead.
        for (const meta of client.awareness.meta.values()) meta.lastUpdated -= 1_000
        expect(client.awareness.getStates().size, `after ${second} s`).toBe(2)
      }
    }
    expect(messages).toBeLessThan(2 * 16)
    for (const { awareness } of clients) awareness.destroy()
  })
})
