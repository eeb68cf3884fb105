import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { askAhead, type Ahead } from './ahead'
import { browserLine } from './browser-line'
import { FakeTransport } from './testing/fake-transport'

const documentId = '11111111-2222-4333-8444-555555555555'
const opening = { documentId, person: { id: 'kari', name: 'Kari' }, right: 'write', epoch: 1 } as const
const ADDRESS = `wss://pulje.example.org/collab/${documentId}`

let websockets: FakeTransport[]
let tunnels: FakeTransport[]
let addresses: string[]

function ahead(): Ahead['open'] {
  const make = (kind: FakeTransport[]) => (url: string) => {
    const transport = new FakeTransport()
    kind.push(transport)
    addresses.push(url)
    return transport
  }
  const { open } = askAhead(opening, browserLine({ websocket: make(websockets), tunnel: make(tunnels) }))
  return open
}
const opens = (transport?: FakeTransport) => transport?.onopen?.(new Event('open'))

beforeEach(() => {
  vi.useFakeTimers()
  websockets = []
  tunnels = []
  addresses = []
  vi.stubGlobal('window', { location: new URL('https://pulje.example.org/dokumenter/x') })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a connection is on its way before anybody asks for one, and is handed out once', () => {
  const open = ahead()
  expect(addresses).toEqual([ADDRESS])
  const taken = open(ADDRESS)
  expect(addresses).toEqual([ADDRESS])
  expect(open(ADDRESS)).not.toBe(taken)
  expect(addresses).toEqual([ADDRESS, ADDRESS])
})

test('one that opened before it was taken tells its opening to whoever takes it', async () => {
  const open = ahead()
  opens(websockets[0])
  const taken = open(ADDRESS)
  const opened = new Promise<void>(resolve => (taken.onopen = () => resolve()))
  await expect(opened).resolves.toBeUndefined()
})

test('R66: where websockets are refused, the tunnel is open by the time that somebody takes it', async () => {
  const open = ahead()
  websockets[0]?.end(1006)
  opens(tunnels[0])
  const taken = open(ADDRESS)
  const opened = new Promise<void>(resolve => (taken.onopen = () => resolve()))
  await expect(opened).resolves.toBeUndefined()
  taken.send(new Uint8Array([7]))
  expect([websockets.length, tunnels.length, tunnels[0]?.sent]).toEqual([1, 1, [[7]]])
})

test('a connection that failed meanwhile is not handed out', () => {
  const open = ahead()
  websockets[0]?.end(1006)
  tunnels[0]?.end(1006)
  open(ADDRESS)
  expect(websockets).toHaveLength(2)
})

test('nobody is left connected without speaking: a connection that is not taken is closed', () => {
  const open = ahead()
  opens(websockets[0])
  vi.advanceTimersByTime(10_000)
  expect(websockets[0]?.closed).toBe(true)
  open(ADDRESS)
  expect(websockets).toHaveLength(2)
})

test('another document gets a connection of its own', () => {
  ahead()('wss://pulje.example.org/collab/another')
  expect(addresses.at(-1)).toBe('wss://pulje.example.org/collab/another')
})
