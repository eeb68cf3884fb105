import { randomUUID } from 'node:crypto'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import type { Actor } from '~server/domain/shared/actor'
import { typeInto } from '../../tests/support/live-client'
import type { Frame } from './frames'
import { defaultLimits } from './limits'
import { Room, type RoomHost } from './room'
import type { Member, Seat } from './seat'
import type { Refusal, Right } from './wire'

/** A connection without a socket: keeps what it is told. */
class FakeMember implements Member {
  readonly id = randomUUID()
  readonly actor: Actor
  readonly messages: Uint8Array[] = []
  readonly writes: Frame[] = []
  savedUpTo = 0
  refused: Refusal | null = null
  held = false
  slow = false

  constructor(
    name: string,
    readonly right: Right = 'write',
    personId: string = randomUUID(),
  ) {
    this.actor = { personId, sessionId: name, kind: 'account', name, locale: null, grants: [] }
  }

  write(frames: Frame): void {
    this.writes.push(frames)
    this.messages.push(...split(frames))
  }

  congested(): boolean {
    return this.slow
  }

  saved(_: number, n: number): void {
    this.savedUpTo = n
  }

  refuse(refusal: Refusal): void {
    this.refused ??= refusal
  }

  hold(held: boolean): void {
    this.held = held
  }

  /** Payloads of the updates that came. */
  get updates(): Uint8Array[] {
    return this.messages
      .filter(([type, kind]) => type === 0 && kind === 2)
      .map(message => payload(message, 2))
  }

  get awareness(): Uint8Array[] {
    return this.messages.filter(([type]) => type === 1).map(message => payload(message, 1))
  }
}

function split(frames: Frame): Uint8Array[] {
  const messages: Uint8Array[] = []
  for (let at = 0; at < frames.length;) {
    const short = (frames[at + 1] ?? 0) & 127
    const head = short < 126 ? 2 : short === 126 ? 4 : 10
    const length =
      short < 126
        ? short
        : short === 126
          ? frames.readUInt16BE(at + 2)
          : Number(frames.readBigUInt64BE(at + 2))
    messages.push(new Uint8Array(frames.subarray(at + head, at + head + length)))
    at += head + length
  }
  return messages
}

function payload(message: Uint8Array, from: number): Uint8Array {
  return decoding.readVarUint8Array(decoding.createDecoder(message.subarray(from)))
}

const EMPTY_VECTOR = Uint8Array.of(0)
let room: Room
let woken = 0
let seq = 0

function openRoom(limits: Partial<RoomHost['limits']> = {}): Room {
  seq = 0
  woken = 0
  return new Room(
    randomUUID(),
    { epoch: 1, seq: 0, snapshot: null, updates: [] },
    {
      limits: { ...defaultLimits, restMicrosPerSocket: 0, ...limits },
      checkContent: null,
      wake: () => void woken++,
      committed: () => undefined,
      outlived: lost => lost.end('epoch'),
      unreadable: () => undefined,
      refused: () => undefined,
    },
  )
}

/** Commits what is queued, as the committer does. */
function commit(): void {
  room.settle(room.take().map(() => ({ seq: ++seq })))
}

function join(name: string, right: Right = 'write', personId?: string): { member: FakeMember; seat: Seat } {
  const member = new FakeMember(name, right, personId)
  const seat = room.enter(member)
  room.join(seat, EMPTY_VECTOR)
  member.messages.length = member.writes.length = 0
  return { member, seat }
}

/** Somebody's editor: gives the update of each thing typed. */
function writer(): (text: string) => Uint8Array {
  const doc = new Y.Doc()
  let last: Uint8Array = new Uint8Array()
  doc.on('update', (update: Uint8Array) => (last = update))
  return text => {
    typeInto(doc, text)
    return last
  }
}

beforeEach(() => {
  room = openRoom()
})
afterEach(() => room.relay.stop())

describe('relay', () => {
  test('R30: nothing goes out before the commit, everything after it, in order', () => {
    const [a, b] = [join('a'), join('b')]
    const type = writer()
    const sent = ['x', 'y'].map(type)
    for (const update of sent) room.offer(a.seat, 'update', update)
    expect([a.member.savedUpTo, b.member.updates.length, woken]).toEqual([0, 0, 2])
    commit()
    expect(a.member.savedUpTo).toBe(2)
    expect(b.member.updates).toEqual(sent)
  })

  test('R30: many updates of a tick are merged, and all sockets get the same buffer', () => {
    const [a, b, c] = [join('a'), join('b'), join('c')]
    const type = writer()
    for (const letter of 'abcdefgh') room.offer(a.seat, 'update', type(letter))
    commit()
    expect(b.member.updates).toHaveLength(1)
    expect(b.member.writes[0]).toBe(c.member.writes[0])
  })

  test('R31: the writer is left out, unless others wrote in the same tick', () => {
    const [a, b] = [join('a'), join('b')]
    room.offer(a.seat, 'update', writer()('x'))
    commit()
    expect([a.member.updates.length, b.member.updates.length]).toEqual([0, 1])
    room.offer(a.seat, 'update', writer()('y'))
    room.offer(b.seat, 'update', writer()('z'))
    commit()
    expect([a.member.updates.length, b.member.updates.length]).toEqual([2, 3])
  })

  test('R12: what waits too long goes out once, and newcomers get it', () => {
    const [a, b] = [join('a'), join('b')]
    room.offer(a.seat, 'update', writer()('x'))
    room.take()
    room.relayWaiting(performance.now() - 1_000)
    expect(b.member.updates).toHaveLength(0)
    room.relayWaiting(performance.now())
    room.relayWaiting(performance.now())
    expect(b.member.updates).toHaveLength(1)
    expect(a.member.savedUpTo).toBe(0)
    const c = new FakeMember('c')
    room.join(room.enter(c), EMPTY_VECTOR)
    expect(c.messages[0]?.length).toBeGreaterThan(10)
    room.settle([{ seq: 1 }])
    expect(b.member.updates).toHaveLength(1)
    expect(a.member.savedUpTo).toBe(1)
  })

  test('R30: a room that has just sent rests first', async () => {
    room.relay.stop()
    room = openRoom({ restMicrosPerSocket: 10_000 })
    const [a, b] = [join('a'), join('b')]
    const type = writer()
    room.offer(a.seat, 'update', type('x'))
    commit()
    for (const letter of 'yz') {
      room.offer(a.seat, 'update', type(letter))
      commit()
    }
    expect(b.member.writes).toHaveLength(1)
    await vi.waitFor(() => expect(b.member.updates).toHaveLength(3))
    expect(b.member.writes).toHaveLength(2)
  })
})

describe('the queue', () => {
  test('R15: one run per connection and commit, with the frames it holds', () => {
    const [a, b] = [join('a'), join('b')]
    const [typeA, typeB] = [writer(), writer()]
    for (const letter of 'abc') room.offer(a.seat, 'update', typeA(letter))
    room.offer(b.seat, 'update', typeB('z'))
    const runs = room.take()
    expect(runs.map(run => [run.connectionId, run.nFrom, run.nTo])).toEqual([
      [a.member.id, 1, 3],
      [b.member.id, 1, 1],
    ])
  })

  test('R15: a long run is split where merging would cost too much', () => {
    const { seat } = join('a')
    const type = writer()
    for (let at = 0; at < 120; at++) room.offer(seat, 'update', type('x'))
    expect(room.take().map(run => [run.nFrom, run.nTo])).toEqual([
      [1, 50],
      [51, 100],
      [101, 120],
    ])
  })

  test('R16: a full queue stops the reading, also of who comes then, and half of it starts it again', () => {
    room = openRoom({ queueBytes: 200 })
    const { member, seat } = join('a')
    const type = writer()
    while (!member.held) room.offer(seat, 'update', type('some words'))
    const late = new FakeMember('late')
    room.enter(late)
    expect(late.held).toBe(true)
    commit()
    expect([member.held, late.held]).toEqual([false, false])
  })

  test('R14: a run that comes back refuses everybody, and nothing is called saved', () => {
    const [a, b] = [join('a'), join('b')]
    room.offer(a.seat, 'update', writer()('x'))
    room.settle(room.take().map(() => null))
    expect([a.member.refused, b.member.refused, a.member.savedUpTo]).toEqual(['epoch', 'epoch', 0])
    expect(room.uncommitted).toBe(false)
  })

  test('R13: what became known by something queued waits for it', () => {
    const [a, b] = [join('a'), join('b')]
    const update = writer()('x')
    room.offer(a.seat, 'update', update)
    room.offer(b.seat, 'update', update)
    expect(b.member.savedUpTo).toBe(0)
    commit()
    expect([a.member.savedUpTo, b.member.savedUpTo]).toEqual([1, 1])
    room.offer(b.seat, 'step2', update)
    expect(b.member.savedUpTo).toBe(2)
    expect(room.text.rows).toHaveLength(1)
  })

  test('R26: nothing behind a gap is acknowledged before the gap is filled', () => {
    const { member, seat } = join('a')
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    for (const letter of 'abc') typeInto(doc, letter)
    room.offer(seat, 'update', updates[1] ?? EMPTY_VECTOR)
    room.offer(seat, 'update', updates[2] ?? EMPTY_VECTOR)
    room.offer(seat, 'update', writer()('other'))
    commit()
    expect([member.savedUpTo, member.refused]).toEqual([0, null])
    expect(member.messages.filter(([type, kind]) => type === 0 && kind === 0)).toHaveLength(1)
    room.offer(seat, 'step2', Y.encodeStateAsUpdate(doc))
    commit()
    expect(member.savedUpTo).toBe(4)
    room.offer(seat, 'update', Uint8Array.of(0, 1, 7, 1, 0, 3))
    expect(member.refused).toBe('gap')
  })
})

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
