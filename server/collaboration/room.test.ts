import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { EMPTY_VECTOR, FakeMember, FakeRoom, writer } from '../../tests/support/fake-room'
import { typeInto } from '../../tests/support/live-client'

let fake: FakeRoom
let room: FakeRoom['room']

function openRoom(limits: ConstructorParameters<typeof FakeRoom>[0] = {}): void {
  fake = new FakeRoom(limits)
  room = fake.room
}
const join = (...who: Parameters<FakeRoom['join']>): ReturnType<FakeRoom['join']> => fake.join(...who)
const commit = (): void => fake.commit()

beforeEach(() => openRoom())
afterEach(() => room.relay.stop())

describe('relay', () => {
  test('R30: nothing goes out before the commit, everything after it, in order', () => {
    const [a, b] = [join('a'), join('b')]
    const type = writer()
    const sent = ['x', 'y'].map(type)
    for (const update of sent) room.offer(a.seat, 'update', update)
    expect([a.member.savedUpTo, b.member.updates.length, fake.woken]).toEqual([0, 0, 2])
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
    openRoom({ restMicrosPerSocket: 10_000 })
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

  test('R15: what is typed is one run however long, and other changes are split where merging would cost too much', () => {
    const { seat } = join('a')
    const runsOf = (): [number, number][] => room.take().map(run => [run.nFrom, run.nTo])
    const type = writer()
    for (let at = 0; at < 120; at++) room.offer(seat, 'update', type('x'))
    expect(runsOf()).toEqual([[1, 120]])
    room.settle([{ seq: 1 }])
    const doc = new Y.Doc()
    doc.on('update', (update: Uint8Array) => room.offer(seat, 'update', update))
    const paragraph = new Y.XmlElement('paragraph')
    doc.getXmlFragment('default').push([paragraph])
    for (let at = 0; at < 119; at++) paragraph.setAttribute('textAlign', `${at}`)
    expect(runsOf()).toEqual([
      [121, 170],
      [171, 220],
      [221, 240],
    ])
  })

  test('R16: a full queue stops the reading, also of who comes then, and half of it starts it again', () => {
    openRoom({ queueBytes: 200 })
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
