import { beforeEach, expect, test } from 'vitest'
import { lineOpener } from './line'
import type { Transport } from './live-socket'
import { FakeTransport } from './testing/fake-transport'
import { ManualClock } from './testing/manual-clock'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let clock: ManualClock
let websockets: FakeTransport[]
let tunnels: FakeTransport[]
let remembered: number | null
let serverTook: number
let offline: boolean
let open: (url: string) => Transport
let told: string[]

beforeEach(() => {
  clock = new ManualClock()
  websockets = []
  tunnels = []
  remembered = null
  serverTook = 0
  offline = false
  told = []
  const make = (kind: FakeTransport[]) => () => {
    const transport = new FakeTransport()
    kind.push(transport)
    return transport
  }
  open = lineOpener({
    websocket: make(websockets),
    tunnel: make(tunnels),
    clock,
    memory: { read: () => remembered, write: at => (remembered = at) },
    serverTook: () => serverTook,
    isOffline: () => offline,
  })
})

function line(): Transport {
  const opened = open('ws://here/collab/1')
  opened.onopen = () => told.push('open')
  opened.onmessage = () => told.push('message')
  opened.onclose = ({ code }) => told.push(`closed ${String(code)}`)
  return opened
}
const opens = (transport?: FakeTransport) => transport?.onopen?.(new Event('open'))
const made = () => [websockets.length, tunnels.length]

test('R66: a websocket that opens is all there is', () => {
  const opened = line()
  opens(websockets[0])
  websockets[0]?.say(1)
  opened.send(new Uint8Array([7]))
  clock.pass(10 * MINUTE)
  expect([made(), told, websockets[0]?.sent]).toEqual([[1, 0], ['open', 'message'], [[7]]])
  websockets[0]?.end(4409)
  expect(told.at(-1)).toBe('closed 4409')
})

test('R66: where the websocket is refused the tunnel takes its place, and the device remembers', () => {
  line()
  websockets[0]?.end(1006)
  expect([made(), told]).toEqual([[1, 1], []])
  opens(tunnels[0])
  expect([told, remembered]).toEqual([['open'], clock.now()])
  line()
  expect(made()).toEqual([1, 2])
})

test('R66: a tunnel that is silent gets others beside it, four in all, and the first to open wins', () => {
  line()
  websockets[0]?.end(1006)
  clock.pass(2_000)
  expect(made()).toEqual([1, 2])
  clock.pass(10_000)
  expect(made()).toEqual([1, 4])
  opens(tunnels[2])
  expect([told, tunnels.map(({ closed }) => closed)]).toEqual([['open'], [true, true, false, true]])
  tunnels[2]?.end(1006)
  expect(told.at(-1)).toBe('closed 1006')
})

test('R66: a websocket that is silent gets a rival after 0.3 s, and the first to open wins', () => {
  line()
  clock.pass(299)
  expect(made()).toEqual([1, 0])
  clock.pass(1)
  expect(made()).toEqual([1, 1])
  opens(websockets[0])
  expect([told, tunnels[0]?.closed, remembered]).toEqual([['open'], true, null])
})

test('R66: where a proxy swallows websockets the tunnel opens, the websocket is let go of, and it is remembered', () => {
  line()
  clock.pass(300)
  opens(tunnels[0])
  expect([told, websockets[0]?.closed, remembered]).toEqual([['open'], true, clock.now()])
  opens(websockets[0])
  expect(told).toEqual(['open'])
})

test.each([
  ['fast', 30, 300],
  ['slow', 250, 1_000],
  ['very slow', 4_000, 2_000],
])('a websocket gets so much more time where the page itself took its time: %s', (_, took, waits) => {
  serverTook = took
  line()
  clock.pass(waits - 1)
  expect(made()).toEqual([1, 0])
  clock.pass(1)
  expect(made()).toEqual([1, 1])
})

test('where websockets have worked, one that is silent gets no rival: a hall does not come back twice', () => {
  line()
  opens(websockets[0])
  websockets[0]?.end(1006)
  line()
  clock.pass(10_000)
  expect(made()).toEqual([2, 0])
})

test('and when two have failed the third is given two seconds', () => {
  line()
  opens(websockets[0])
  for (const failing of [1, 2]) {
    line()
    websockets[failing]?.end(1006)
  }
  tunnels[0]?.end(1006)
  line()
  clock.pass(1_999)
  expect(made()).toEqual([4, 1])
  clock.pass(1)
  expect(made()).toEqual([4, 2])
})

test('R66: where none came through some hours ago a websocket has a short head start, and is believed when it opens', () => {
  remembered = clock.now() - 20 * HOUR
  line()
  expect(made()).toEqual([1, 0])
  clock.pass(100)
  expect(made()).toEqual([1, 1])
  opens(websockets[0])
  expect([told, tunnels[0]?.closed, remembered]).toEqual([['open'], true, null])
})

test('what was found out more than a day ago is forgotten', () => {
  remembered = clock.now() - 25 * HOUR
  line()
  clock.pass(299)
  expect(made()).toEqual([1, 0])
})

test('when neither opens the line is closed once, and nothing is remembered', () => {
  line()
  websockets[0]?.end(1006)
  tunnels[0]?.end(1006)
  expect([told, remembered]).toEqual([['closed 1006'], null])
})

test('where websockets have worked, one that fails is no reason for a tunnel; two in a row are', () => {
  line()
  opens(websockets[0])
  websockets[0]?.end(1006)
  line()
  websockets[1]?.end(1006)
  expect([made(), told]).toEqual([
    [2, 0],
    ['open', 'closed 1006', 'closed 1006'],
  ])
  line()
  websockets[2]?.end(1006)
  expect(made()).toEqual([3, 1])
})

test('without any network no tunnel is tried', () => {
  offline = true
  line()
  websockets[0]?.end(1006)
  expect([made(), told]).toEqual([[1, 0], ['closed 1006']])
})

test('R66: a tunnel asks again after five minutes, and ends when a websocket opens', () => {
  remembered = clock.now()
  line()
  opens(tunnels[0])
  clock.pass(5 * MINUTE)
  websockets[0]?.end(1006)
  clock.pass(5 * MINUTE)
  expect([made(), told]).toEqual([[2, 1], ['open']])
  opens(websockets[1])
  expect([told, tunnels[0]?.closed, websockets[1]?.closed]).toEqual([['open', 'closed 4000'], true, true])
  expect(remembered).toBeNull()
})

test('a page that wakes asks again, but not with every glance at it', () => {
  remembered = clock.now()
  const opened = line()
  opens(tunnels[0])
  opened.wake?.()
  clock.pass(MINUTE)
  opened.wake?.()
  opened.wake?.()
  expect(made()).toEqual([1, 1])
})

test('a tunnel that was remembered and does not open is forgotten', () => {
  remembered = clock.now()
  line()
  tunnels[0]?.end(1006)
  expect([told, remembered]).toEqual([['closed 1006'], null])
  line()
  expect(made()).toEqual([1, 1])
})

test('what is closed from here closes all that was tried, and says nothing more', () => {
  const opened = line()
  clock.pass(2_000)
  opened.close()
  opens(websockets[0])
  expect([told, websockets[0]?.closed, tunnels[0]?.closed, opened.readyState]).toEqual([[], true, true, 3])
})
