import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { browserLine } from '../../app/live/browser-line'
import { DocumentSession } from '../../app/live/document-session'
import type { Transport } from '../../app/live/live-socket'
import { Tunnel } from '../../app/live/tunnel'
import { bodyText, typeInto } from '../support/live-client'
import { startLiveServer, type LiveServer } from '../support/live-server'
import { silentProxy, type SilentProxy } from '../support/silent-proxy'
import { until } from '../support/until'

const headers = { cookie: 'kari', origin: 'https://pulje.example.org' }
let live: LiveServer
let network: SilentProxy
let session: DocumentSession | null = null

beforeEach(async () => {
  live = await startLiveServer({ heartbeatMs: 5_000 })
  network = await silentProxy(() => Number(new URL(live.url).port))
})
afterEach(async () => {
  await session?.end()
  session = null
  await network.stop()
  await live.stop()
})

/** The other way is closed here: refused, as by a proxy. */
const refused = (): Transport => {
  const none: Transport = {
    ...{
      binaryType: 'arraybuffer',
      readyState: 3,
      onopen: null,
      onmessage: null,
      onerror: null,
      onclose: null,
    },
    send: () => undefined,
    close: () => undefined,
  }
  setTimeout(() => none.onclose?.({ code: 1006, reason: '' } as CloseEvent), 1)
  return none
}

/** A page that has the document open, in a tab where only this way gets through. */
function open(way: string, documentId: string): DocumentSession {
  session = new DocumentSession({
    documentId,
    person: { id: 'kari', name: 'Kari' },
    right: 'write',
    epoch: 0,
    socketUrl: `ws://127.0.0.1:${network.port}/collab`,
    open: browserLine({
      websocket:
        way === 'websocket' ? url => new WebSocket(url, { headers }) as unknown as Transport : refused,
      tunnel: way === 'tunnel' ? url => new Tunnel(url, { extraHeaders: headers }) : refused,
      memory: { read: () => (way === 'tunnel' ? Date.now() : null), write: () => undefined },
    }),
    page: { isOffline: () => false, onWake: () => () => undefined, onHide: () => () => undefined },
    store: () => Promise.resolve(null),
    access: () => Promise.resolve('unreachable'),
  })
  void session.start()
  return session
}

/** Half a minute of silence for each way: the usual run takes one of them, `npm run test:faults` both. */
const ways = process.env['FAULTS'] === undefined ? ['websocket'] : ['websocket', 'tunnel']

describe.each(ways)('F13, F14: a network that loses everything without a word, over a %s', way => {
  test('is noticed within ten seconds, on both sides; what was written meanwhile is not lost', async () => {
    const id = live.create()
    const page = open(way, id)
    const shown = () => page.view()
    await until('open', () => shown()?.state === 'saved')
    const doc = shown()?.doc
    if (!doc) throw new Error('nothing shown')
    typeInto(doc, 'Før. ')
    await until('saved', () => shown()?.state === 'saved' && live.storage.log(id).length > 0)

    network.fallSilent()
    typeInto(doc, 'Imens.')
    await until('said on the page', () => shown()?.offline === true, 10_000)
    expect(shown()?.state).not.toBe('saved')
    await until('dropped by the server', () => live.collaboration.stats().connections === 0, 12_000)

    network.heal()
    await until('saved again', () => shown()?.state === 'saved', 20_000)
    const fresh = await live.client(id, 'bo').untilSynced()
    expect([fresh.text, bodyText(doc)]).toEqual(['Før. Imens.', 'Før. Imens.'])
  }, 45_000)
})
