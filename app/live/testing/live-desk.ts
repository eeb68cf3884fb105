import 'fake-indexeddb/auto'
import { afterEach, beforeEach, vi } from 'vitest'
import { WebSocket as NodeSocket } from 'ws'
import { XmlElement, XmlText, type Doc } from 'yjs'
import { FIELD } from '~server/domain/documents/content'
import { systemClock } from '../clock'
import { DocumentSession, type DocumentSessionOptions } from '../document-session'
import { openLocalStore } from '../local-store'
import type { Transport } from '../live-socket'
import type { PageEvents } from '../page-events'
import { plainText } from '../plain-text'
import type { SaveState } from '../save-state'
import type { SessionView } from '../session-view'
import { LiveServer } from './live-server'

/** The document server of the present test. */
export let server: LiveServer
let name: string
let opened: DocumentSession[] = []
let stores = 0

export class FakePage implements PageEvents {
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

export function open(changes: Partial<DocumentSessionOptions> & { page?: FakePage } = {}): DocumentSession {
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

export const shown = (session: DocumentSession): SessionView => {
  const view = session.view()
  if (!view) throw new Error('nothing shown yet')
  return view
}
export const state = (session: DocumentSession) => session.view()?.state
export const becomes = (session: DocumentSession, wanted: SaveState) =>
  vi.waitUntil(() => state(session) === wanted, { timeout: 8_000, interval: 5 })
export const text = (doc: Doc) => plainText(doc.getXmlFragment(FIELD))

/** Types a paragraph, as the editor does. */
export function write(doc: Doc, words: string): void {
  doc.transact(() => {
    const paragraph = new XmlElement('paragraph')
    paragraph.insert(0, [new XmlText(words)])
    doc.getXmlFragment(FIELD).push([paragraph])
  }, 'the editor')
}

export const type = (session: DocumentSession, words: string) => write(shown(session).doc, words)
export const close = async (session: DocumentSession) => {
  opened = opened.filter(other => other !== session)
  await session.end()
}
export async function stored() {
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
