import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebSocket as NodeSocket } from 'ws'
import { XmlElement, XmlText, type Doc } from 'yjs'
import { FIELD } from '~server/domain/documents/content'
import { systemClock } from './clock'
import { DocumentSession, type DocumentSessionOptions, type SessionView } from './document-session'
import { openLocalStore } from './local-store'
import type { Transport } from './live-socket'
import type { PageEvents } from './page-events'
import { plainText } from './plain-text'
import type { SaveState } from './save-state'
import { LiveServer } from './testing/live-server'

let server: LiveServer
let name: string
let opened: DocumentSession[] = []
let stores = 0

class FakePage implements PageEvents {
  offline = false
  wake: () => void = () => undefined
  hide: () => void = () => undefined
  isOffline = () => this.offline
  onWake(callback: () => void) {
    this.wake = callback
    return () => undefined
  }
  onHide(callback: () => void) {
    this.hide = callback
    return () => undefined
  }
}

function open(changes: Partial<DocumentSessionOptions> & { page?: FakePage } = {}): DocumentSession {
  const session = new DocumentSession({
    ...{
      documentId: 'd1',
      person: { id: 'kari', name: 'Kari' },
      right: 'write',
      epoch: 0,
      socketUrl: server.url,
    },
    open: url => new NodeSocket(url) as unknown as Transport,
    page: new FakePage(),
    store: () => openLocalStore(name),
    access: () => Promise.resolve('unreachable'),
    // No waiting between attempts: these tests wait for what happens, not for the clock.
    clock: { ...systemClock, random: () => 0 },
    ...changes,
  })
  opened.push(session)
  void session.start()
  return session
}

const shown = (session: DocumentSession): SessionView => {
  const view = session.view()
  if (!view) throw new Error('nothing shown yet')
  return view
}
const state = (session: DocumentSession) => session.view()?.state
const becomes = (session: DocumentSession, wanted: SaveState) =>
  vi.waitUntil(() => state(session) === wanted, { timeout: 8_000, interval: 5 })
const text = (doc: Doc) => plainText(doc.getXmlFragment(FIELD))

/** Types a paragraph, as the editor does. */
function write(doc: Doc, words: string): void {
  doc.transact(() => {
    const paragraph = new XmlElement('paragraph')
    paragraph.insert(0, [new XmlText(words)])
    doc.getXmlFragment(FIELD).push([paragraph])
  }, 'the editor')
}

const type = (session: DocumentSession, words: string) => write(shown(session).doc, words)
const close = async (session: DocumentSession) => {
  opened = opened.filter(other => other !== session)
  await session.end()
}
async function stored() {
  const store = await openLocalStore(name)
  const found = await store?.read('kari', 'd1')
  store?.close()
  return found ?? { acknowledged: null, unsent: [] }
}

beforeEach(async () => {
  server = await LiveServer.start()
  name = `session-${String(++stores)}`
})

afterEach(async () => {
  await Promise.all(opened.splice(0).map(session => session.end()))
  await server.stop()
})

test('is filled by the first sync and says saved when its answer is acknowledged', async () => {
  server.withhold = true
  server.write(doc => write(doc, 'fra serveren'))
  const session = open()
  await vi.waitUntil(() => session.view()?.filled && server.received.length === 1)
  expect(state(session)).toBe('opening')
  expect(text(shown(session).doc)).toBe('fra serveren')
  server.acknowledge()
  await becomes(session, 'saved')
})

test('what is typed is sending until it is acknowledged, and then saved', async () => {
  const session = open()
  await becomes(session, 'saved')
  server.withhold = true
  type(session, 'hei')
  expect(state(session)).toBe('sending')
  await vi.waitUntil(() => text(server.doc) === 'hei')
  expect(state(session)).toBe('sending')
  server.acknowledge()
  await becomes(session, 'saved')
})

test('what one writes the other sees; a deletion is acknowledged like any change', async () => {
  const [kari, ola] = [open(), open({ person: { id: 'ola', name: 'Ola' } })]
  await Promise.all([becomes(kari, 'saved'), becomes(ola, 'saved')])
  type(kari, 'hei')
  await vi.waitUntil(() => text(shown(ola).doc) === 'hei')
  await becomes(kari, 'saved')
  server.withhold = true
  shown(kari).doc.getXmlFragment(FIELD).delete(0, 1)
  expect(state(kari)).toBe('sending')
  server.acknowledge()
  server.withhold = false
  await becomes(kari, 'saved')
  await vi.waitUntil(() => text(shown(ola).doc) === '')
})

test('an acknowledgement of another epoch is none', async () => {
  const session = open()
  await becomes(session, 'saved')
  server.withhold = true
  type(session, 'hei')
  await vi.waitUntil(() => text(server.doc) === 'hei')
  server.epoch = 99
  server.acknowledge()
  server.epoch = 1
  const heard = server.hellos
  server.write(doc => write(doc, 'etterpå'))
  await vi.waitUntil(() => text(shown(session).doc).includes('etterpå'))
  expect([state(session), server.hellos]).toEqual(['sending', heard])
})

test('without a connection the text is on this device, and goes to the server when it is back', async () => {
  const session = open()
  await becomes(session, 'saved')
  server.refuseWith = 503
  server.cut()
  await vi.waitUntil(() => shown(session).offline)
  expect(state(session)).toBe('saved')
  type(session, 'skrevet uten nett')
  await becomes(session, 'local')
  expect((await stored()).unsent).toHaveLength(1)
  server.refuseWith = null
  await becomes(session, 'saved')
  expect(text(server.doc)).toBe('skrevet uten nett')
  await vi.waitUntil(async () => (await stored()).unsent.length === 0)
})

test('a tab that dies loses nothing: the next one sends what it left', async () => {
  server.withhold = true
  const first = open()
  await vi.waitUntil(() => first.view()?.filled)
  type(first, 'rett før slutten')
  await vi.waitUntil(async () => (await stored()).unsent.length === 1)
  await close(first)
  server.recreate()
  server.epoch = 1
  server.withhold = false
  const second = open()
  await becomes(second, 'saved')
  expect(text(server.doc)).toBe('rett før slutten')
  expect(text(shown(second).doc)).toBe('rett før slutten')
  await vi.waitUntil(async () => (await stored()).unsent.length === 0)
})

test('opens without any server from what this device has', async () => {
  const first = open()
  await becomes(first, 'saved')
  type(first, 'husket')
  await becomes(first, 'saved')
  await close(first)
  server.refuseWith = 503
  const page = new FakePage()
  page.offline = true
  const second = open({ page })
  await becomes(second, 'local')
  expect(text(shown(second).doc)).toBe('husket')
  expect(shown(second).filled).toBe(true)
})

test('text of an earlier epoch is never merged, but offered as a copy', async () => {
  const session = open()
  await becomes(session, 'saved')
  type(session, 'felles og lagret')
  await becomes(session, 'saved')
  server.refuseWith = 503
  server.cut()
  await vi.waitUntil(() => shown(session).offline)
  type(session, 'bare hos meg')
  await becomes(session, 'local')
  server.refuseWith = null
  server.recreate()
  await becomes(session, 'refused')
  expect([shown(session).reason, session.ownText(), text(server.doc)]).toEqual(['epoch', 'bare hos meg', ''])
  server.write(doc => write(doc, 'den nye'))
  await session.startAfresh()
  await becomes(session, 'saved')
  expect([text(shown(session).doc), text(server.doc)]).toEqual(['den nye', 'den nye'])
  expect((await stored()).unsent).toEqual([])
})

test('a new epoch with nothing unsent simply opens anew', async () => {
  const session = open()
  await becomes(session, 'saved')
  type(session, 'gammel')
  await becomes(session, 'saved')
  const { life } = shown(session)
  server.recreate()
  server.write(doc => write(doc, 'ny'))
  await vi.waitUntil(() => shown(session).life > life && state(session) === 'saved')
  expect([text(shown(session).doc), text(server.doc)]).toEqual(['ny', 'ny'])
})

test('a page rendered in a newer epoch does not show what this device had', async () => {
  const first = open()
  await becomes(first, 'saved')
  type(first, 'gammel')
  await becomes(first, 'saved')
  await close(first)
  server.recreate()
  const second = open({ epoch: server.epoch })
  await becomes(second, 'saved')
  expect(text(shown(second).doc)).toBe('')
})

test.each(['content', 'tooLarge', 'malformed', 'outdated', 'signedOut'] as const)(
  'after the refusal %s nothing is sent, and one’s text is still there',
  async reason => {
    const session = open()
    await becomes(session, 'saved')
    server.withhold = true
    type(session, 'min tekst')
    server.refuse(reason)
    await becomes(session, 'refused')
    expect([shown(session).reason, session.ownText()]).toEqual([reason, 'min tekst'])
    await session.flush()
    expect((await stored()).unsent).toHaveLength(1)
  },
)

test.each(['restart', 'unavailable', 'rightsChanged', 'gap', 'slow'] as const)(
  'after %s it comes back by itself',
  async reason => {
    const session = open()
    await becomes(session, 'saved')
    const { hellos } = server
    type(session, 'under veis')
    server.refuse(reason)
    await vi.waitUntil(() => server.hellos > hellos && state(session) === 'saved')
    expect(text(server.doc)).toBe('under veis')
  },
)

test('after a refusal one can try again, and what was written then goes to the server', async () => {
  const session = open()
  await becomes(session, 'saved')
  type(session, 'først')
  await becomes(session, 'saved')
  server.refuseWith = 503
  server.cut()
  await vi.waitUntil(() => shown(session).offline)
  type(session, 'usendt')
  await becomes(session, 'local')
  server.refuseWith = null
  server.schemaVersion = 1_000
  await becomes(session, 'refused')
  server.schemaVersion = 1
  await session.retry()
  await becomes(session, 'saved')
  expect(text(server.doc)).toBe('først\nusendt')
  type(session, 'etterpå')
  await becomes(session, 'saved')
  expect(text(server.doc)).toBe('først\nusendt\netterpå')
})

test('somebody who may only read gets the text and sends none', async () => {
  server.right = 'read'
  server.write(doc => write(doc, 'les meg'))
  const session = open({ right: 'read' })
  await becomes(session, 'readOnly')
  expect(text(shown(session).doc)).toBe('les meg')
  expect(server.received).toEqual([])
})

test('a right withdrawn while offline: the text is not sent, and not lost', async () => {
  const session = open()
  await becomes(session, 'saved')
  server.refuseWith = 503
  server.cut()
  await vi.waitUntil(() => shown(session).offline)
  type(session, 'skrevet i mellomtiden')
  server.right = 'read'
  server.refuseWith = null
  await becomes(session, 'refused')
  expect([shown(session).reason, session.ownText(), text(server.doc)]).toEqual([
    'readOnly',
    'skrevet i mellomtiden',
    '',
  ])
})

test.each(['signedOut', 'noAccess'] as const)(
  'a refused handshake is asked about: %s, and the kept state goes',
  async access => {
    const first = open()
    await becomes(first, 'saved')
    type(first, 'hemmelig')
    await becomes(first, 'saved')
    await close(first)
    expect((await stored()).acknowledged).not.toBeNull()
    server.refuseWith = 401
    const second = open({ access: () => Promise.resolve(access) })
    await becomes(second, 'refused')
    expect(shown(second).reason).toBe(access)
    await vi.waitUntil(async () => (await stored()).acknowledged === null)
  },
)

test('a document of a newer schema is not opened by an older page', async () => {
  server.schemaVersion = 1_000
  const session = open()
  await becomes(session, 'refused')
  expect([shown(session).reason, server.received]).toEqual(['outdated', []])
})

test('where the browser keeps nothing one can type, and the page says that nothing is kept', async () => {
  const session = open({ store: () => Promise.resolve(null) })
  await becomes(session, 'saved')
  type(session, 'hei')
  await becomes(session, 'saved')
  expect([shown(session).storageRefused, text(server.doc)]).toEqual([true, 'hei'])
  server.refuseWith = 503
  server.cut()
  await vi.waitUntil(() => shown(session).offline)
  type(session, 'uten nett og uten lager')
  expect(state(session)).toBe('sending')
  await becomes(session, 'late')
})

test('signing out in one tab ends writing in the others', async () => {
  const { forgetPerson } = await import('./sign-out')
  const session = open()
  await becomes(session, 'saved')
  await forgetPerson('kari')
  await becomes(session, 'refused')
  expect(shown(session).reason).toBe('signedOut')
})
