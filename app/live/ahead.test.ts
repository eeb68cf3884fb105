import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { askAhead } from './ahead'

const documentId = '11111111-2222-4333-8444-555555555555'
const opening = { documentId, person: { id: 'kari', name: 'Kari' }, right: 'write', epoch: 1 } as const
const ADDRESS = `wss://pulje.example.org/collab/${documentId}`

class Socket {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSED = 3
  readyState = Socket.CONNECTING
  onopen: (() => void) | null = null
  constructor(readonly url: string) {
    sockets.push(this)
  }
  opens(): void {
    this.readyState = Socket.OPEN
    this.onopen?.()
  }
  close(): void {
    this.readyState = Socket.CLOSED
  }
}

let sockets: Socket[]

beforeEach(() => {
  vi.useFakeTimers()
  sockets = []
  vi.stubGlobal('window', { location: new URL('https://pulje.example.org/dokumenter/x') })
  vi.stubGlobal('WebSocket', Socket)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a connection is on its way before anybody asks for one, and is handed out once', () => {
  const { open } = askAhead(opening)
  expect(sockets.map(socket => socket.url)).toEqual([ADDRESS])
  expect(open(ADDRESS)).toBe(sockets[0])
  expect(open(ADDRESS)).toBe(sockets[1])
})

test('one that opened before it was taken tells its opening to whoever takes it', async () => {
  const { open } = askAhead(opening)
  sockets[0]?.opens()
  const taken = open(ADDRESS)
  const opened = new Promise<void>(resolve => (taken.onopen = () => resolve()))
  await expect(opened).resolves.toBeUndefined()
})

test('a connection that failed meanwhile is not handed out', () => {
  const { open } = askAhead(opening)
  sockets[0]?.close()
  expect(open(ADDRESS)).toBe(sockets[1])
})

test('nobody is left connected without speaking: a connection that is not taken is closed', () => {
  const { open } = askAhead(opening)
  vi.advanceTimersByTime(10_000)
  expect(sockets[0]?.readyState).toBe(Socket.CLOSED)
  expect(open(ADDRESS)).toBe(sockets[1])
})

test('another document gets a connection of its own', () => {
  const { open } = askAhead(opening)
  expect(open('wss://pulje.example.org/collab/another')).toBe(sockets[1])
})
