import * as encoding from 'lib0/encoding'
import { beforeEach, expect, test } from 'vitest'
import { MESSAGE, SYNC, WIRE_VERSION } from '~server/collaboration/wire'
import { Backoff } from './backoff'
import type { Hello } from './frames'
import { LiveSocket, type LiveSocketListener, type Loss } from './live-socket'
import { FakeTransport } from './testing/fake-transport'
import { ManualClock } from './testing/manual-clock'

const STEP2 = new Uint8Array([MESSAGE.sync, SYNC.step2, 2, 0, 0])
const UPDATE = new Uint8Array([MESSAGE.sync, SYNC.update, 2, 0, 0])
const STEP1 = new Uint8Array([MESSAGE.sync, SYNC.step1, 1, 0])

let clock: ManualClock
let transports: FakeTransport[]
let told: unknown[]
let accept: boolean
let backoff: Backoff
const transport = () => transports.at(-1) as FakeTransport

const listener: LiveSocketListener = {
  hello: (hello: Hello) => {
    told.push(['hello', hello.epoch, hello.right])
    return accept
  },
  sent: (n, kind) => void told.push(['sent', n, kind]),
  saved: (epoch, n) => void told.push(['saved', epoch, n]),
  lost: (loss: Loss) => void told.push(['lost', loss.opened, loss.refusal]),
}

function socket(): LiveSocket {
  return new LiveSocket('ws://here/documents/1', {
    open: () => {
      transports.push(new FakeTransport())
      return transport()
    },
    ...{ clock, backoff, listener, schemaVersion: 3, epoch: () => 7, made: () => undefined },
  })
}

function connected(right = 1): LiveSocket {
  const live = socket()
  clock.pass(0)
  transport().onopen?.(new Event('open'))
  transport().say(MESSAGE.hello, WIRE_VERSION, 7, 3, right)
  told = []
  return live
}

beforeEach(() => {
  clock = new ManualClock()
  backoff = new Backoff(clock)
  transports = []
  told = []
  accept = true
})

test('says hello before anything else', () => {
  const live = socket()
  live.onopen = () => live.send(STEP1)
  clock.pass(0)
  transport().onopen?.(new Event('open'))
  expect(transport().sent).toEqual([[MESSAGE.hello, WIRE_VERSION, 7, 3], [...STEP1]])
})

test('nothing with content passes in either direction before the hello', () => {
  const live = socket()
  const received: unknown[] = []
  live.onmessage = event => received.push(event.data)
  clock.pass(0)
  transport().onopen?.(new Event('open'))
  transport().deliver(STEP2)
  live.send(UPDATE)
  expect([received.length, transport().sent.length]).toEqual([0, 1])
  transport().say(MESSAGE.hello, WIRE_VERSION, 7, 3, 1)
  expect(received).toHaveLength(2)
  expect(told).toEqual([
    ['hello', 7, 'write'],
    ['sent', 1, 'update'],
  ])
})

test('a hello that is not accepted ends the connection and lets nothing through', () => {
  accept = false
  const live = socket()
  const received: unknown[] = []
  live.onmessage = event => received.push(event)
  clock.pass(0)
  transport().onopen?.(new Event('open'))
  transport().deliver(STEP2)
  live.send(UPDATE)
  transport().say(MESSAGE.hello, WIRE_VERSION, 8, 3, 1)
  expect(received).toHaveLength(1)
  expect(transport().closed).toBe(true)
  expect(transport().sent.filter(([type]) => type === MESSAGE.sync)).toEqual([])
})

test('counts the frames that carry updates, and only those', () => {
  const live = connected()
  live.send(STEP1)
  live.send(STEP2)
  live.send(new Uint8Array([MESSAGE.awareness, 1, 0]))
  live.send(UPDATE)
  transport().say(MESSAGE.saved, 7, 2)
  expect(told).toEqual([
    ['sent', 1, 'step2'],
    ['sent', 2, 'update'],
    ['saved', 7, 2],
  ])
})

test('a reader sends nothing that carries updates', () => {
  const live = connected(0)
  live.send(STEP2)
  live.send(UPDATE)
  expect(transport().sent.filter(([type, kind]) => type === MESSAGE.sync && kind !== SYNC.step1)).toEqual([])
})

test('while the server says goodbye nothing is sent, and nothing counts as sent', () => {
  const live = connected()
  const before = transport().sent.length
  transport().readyState = 2
  live.send(UPDATE)
  expect([transport().sent.length, told]).toEqual([before, []])
})

test('pings every four seconds while the server answers', () => {
  connected()
  for (let round = 1; round <= 5; round++) {
    expect(transport().sent.filter(([type]) => type === MESSAGE.ping)).toHaveLength(round)
    transport().say(MESSAGE.pong, round)
    clock.pass(4_000)
  }
  expect(transport().closed).toBe(false)
})

test('R67: a silent loss is noticed within ten seconds', () => {
  const live = connected()
  let closed = false
  live.onclose = () => (closed = true)
  transport().say(MESSAGE.pong, 1)
  clock.pass(8_000)
  expect([closed, told]).toEqual([true, [['lost', true, null]]])
})

test('when the page wakes up a dead line is found in two seconds', () => {
  const live = connected()
  transport().say(MESSAGE.pong, 1)
  live.wake()
  clock.pass(2_000)
  expect(told).toEqual([['lost', true, null]])
})

const pings = () => transport().sent.filter(([type]) => type === MESSAGE.ping).length

test('R67: after hours of sleep the line is tested at once, and kept when it answers', () => {
  connected()
  transport().say(MESSAGE.pong, 1)
  const before = pings()
  clock.sleep(3 * 3_600_000)
  expect(pings()).toBe(before + 1)
  transport().say(MESSAGE.pong, 2)
  clock.pass(2_000)
  expect([told, pings()]).toEqual([[], before + 2])
})

test('R67: after hours of sleep a dead line is given up in two seconds, also one that had a ping under way', () => {
  connected()
  clock.sleep(3 * 3_600_000)
  expect(told).toEqual([])
  clock.pass(2_000)
  expect(told).toEqual([['lost', true, null]])
})

test('a line that was being opened when the page fell asleep is given up on waking', () => {
  const live = socket()
  clock.pass(0)
  clock.sleep(3 * 3_600_000)
  live.wake()
  expect(told).toEqual([['lost', false, null]])
})

test('a line that does not open is given up after eight seconds', () => {
  socket()
  clock.pass(8_000)
  expect(told).toEqual([['lost', false, null]])
})

test('a server that opens and says nothing is given up too', () => {
  socket()
  clock.pass(0)
  transport().onopen?.(new Event('open'))
  clock.pass(8_000)
  expect(told).toEqual([['lost', true, null]])
})

test.each([
  ['the words', (server: FakeTransport) => server.deliver(refusedFrame('content'))],
  ['the code alone', () => undefined],
])('a refusal is known by %s', (_name, before) => {
  connected()
  before(transport())
  transport().end(4422)
  expect(told).toEqual([['lost', true, 'content']])
})

test('a frame that ends too soon ends the connection, not the page', () => {
  connected()
  transport().deliver(new Uint8Array([MESSAGE.saved]))
  expect(told).toEqual([['lost', true, null]])
})

test('waits longer each time and not in step with others; opens at once when woken', () => {
  const waits = [0, 300, 900, 1_800, 3_600, 3_750, 3_750]
  expect(waits.map(() => backoff.next())).toEqual(waits)
  backoff.reset()
  clock.chance = 0.9
  expect([backoff.next(), backoff.next()]).toEqual([540, 1_140])
  const live = socket()
  expect(transports).toHaveLength(0)
  live.wake()
  expect(transports).toHaveLength(1)
})

function refusedFrame(reason: string): Uint8Array {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, MESSAGE.refused)
    encoding.writeVarString(encoder, reason)
  })
}
