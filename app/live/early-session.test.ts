import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DocumentSession } from './document-session'
import type { Ahead } from './ahead'
import { earlySession, openEarly, takeSession } from './early-session'
import { openingMark, type Opening } from './opening'

const opening: Opening = {
  documentId: '11111111-2222-4333-8444-555555555555',
  person: { id: 'kari', name: 'Kari "K" Nordmann' },
  right: 'write',
  epoch: 1,
}

/** No connection gets that far here: what is opened is ended in the same moment. */
const AHEAD: Ahead = {
  store: Promise.resolve(null),
  open: () => {
    throw new Error('nobody connects here')
  },
}

const taken: DocumentSession[] = []

function take(what: Opening): DocumentSession {
  const session = takeSession(what)
  taken.push(session)
  return session
}

beforeEach(() => {
  vi.stubGlobal('window', Object.assign(new EventTarget(), { location: new URL('http://127.0.0.1:3000/') }))
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
})

afterEach(async () => {
  await Promise.all(taken.splice(0).map(session => session.end()))
  vi.unstubAllGlobals()
})

test('what the page’s HTML names is open before the page is alive, and is taken over as it is', () => {
  openEarly(openingMark(opening), AHEAD)
  const early = earlySession(opening)
  expect(early).not.toBeNull()
  expect(take(opening)).toBe(early)
})

test('it is taken once: whoever comes after gets a session of their own', () => {
  openEarly(openingMark(opening), AHEAD)
  const first = take(opening)
  expect(earlySession(opening)).toBeNull()
  expect(take(opening)).not.toBe(first)
})

test('another person or another epoch never gets what was opened for somebody else', () => {
  openEarly(openingMark(opening), AHEAD)
  const others = [
    { ...opening, person: { id: 'ola', name: 'Ola' } },
    { ...opening, epoch: 2 },
  ]
  expect(others.map(earlySession)).toEqual([null, null])
  take(opening)
})
