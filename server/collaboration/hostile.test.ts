import { once } from 'node:events'
import net from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { LiveClient } from '../../tests/support/live-client'
import { startLiveServer, type LiveServer } from '../../tests/support/live-server'
import { seeded } from '../../tests/support/random'
import { until } from '../../tests/support/until'
import { ATTRIBUTE_RULES } from '~server/domain/documents/content'
import { contentCheck } from './content-check'
import { MESSAGE } from './wire'

let live: LiveServer
let id: string
let good: LiveClient

beforeEach(async () => {
  const checkContent = contentCheck({
    roots: ['default'],
    nodes: ['paragraph', 'image', 'mention', 'tableCell'],
    marks: ['bold', 'link'],
    attributes: ATTRIBUTE_RULES,
  })
  live = await startLiveServer(
    { frameBytes: 4_000, stateVectorBytes: 500, awarenessBytes: 300 },
    { checkContent },
  )
  id = live.create()
  good = await live.client(id, 'good').untilSynced()
  good.type('kept')
  await good.untilSaved()
})
afterEach(() => live.stop())

/** The good client is undisturbed, its text is the document's, and nothing else was logged. */
async function expectUnharmed(): Promise<void> {
  const rows = live.storage.log(id).length
  expect(rows).toBe(1)
  expect(good.closed).toBeNull()
  const fresh = await live.client(id, 'fresh').untilSynced()
  expect(fresh.text).toBe('kept')
  fresh.close()
}

async function closedAfter(send: (client: LiveClient) => void, tunnel = false): Promise<number> {
  const client = await live.client(id, 'hostile', { tunnel }).untilSynced()
  await client.untilSaved()
  send(client)
  return (await client.untilClosed()).code
}

describe('R20, R22, R24: frames that no client sends', () => {
  const cases: [string, number, (client: LiveClient) => void][] = [
    ['an empty frame', 4400, client => client.sendRaw(new Uint8Array())],
    ['an unknown type', 4400, client => client.sendNumbers(77)],
    ['a server’s type', 4400, client => client.sendNumbers(MESSAGE.saved, 1, 1)],
    ['an auth message', 4400, client => client.sendNumbers(MESSAGE.auth, 0)],
    ['an unknown sync message', 4400, client => client.sendNumbers(MESSAGE.sync, 9, 0)],
    ['a text frame', 4400, client => client.ws.send('hei')],
    ['a late hello', 4400, client => client.sayHello()],
    ['bytes behind the end', 4400, client => client.sendNumbers(MESSAGE.sync, 2, 2, 0, 0, 5)],
    ['an update cut off', 4400, client => client.sendSync('update', Uint8Array.of(1, 1, 5))],
    ['a state vector that is none', 4400, client => client.sendSync('step1', Uint8Array.of(3, 1))],
    ['a declared giant', 4400, client => client.sendNumbers(MESSAGE.sync, 2, 2 ** 40)],
    ['a large message', 4413, client => client.sendSync('update', new Uint8Array(4_000))],
    ['a giant message', 1009, client => client.sendRaw(new Uint8Array(9_000))],
    ['a giant state vector', 4413, client => client.sendSync('step1', new Uint8Array(501))],
    ['a large awareness state', 4413, client => client.sendAwareness(5, 1, { x: 'x'.repeat(400) })],
    ['an awareness state that is none', 4400, client => client.sendAwareness(5, 1, 'hei')],
  ]
  test.each(cases)('%s', async (_, code, send) => {
    expect(await closedAfter(send)).toBe(code)
    await expectUnharmed()
  })

  test.each(cases)('%s, through the tunnel', async (_, code, send) => {
    expect(await closedAfter(send, true)).toBe(code)
    await expectUnharmed()
  })

  test('10,000 random messages in the shapes of real ones: the process lives, the text is as it was', async () => {
    const random = seeded(7)
    let client = live.client(id, 'hostile', { silent: true })
    await until('open', () => client.ws.readyState === 1)
    const types = [0, 0, 0, 1, 3, 100, 103, 200]
    for (let sent = 0; sent < 10_000; sent++) {
      if (client.ws.readyState > 1) {
        client = live.client(id, 'hostile', { silent: true })
        await until('open', () => client.ws.readyState === 1)
      }
      const type = types[Math.floor(random() * types.length)] ?? 0
      const body = Array.from({ length: Math.floor(random() * 24) }, () => Math.floor(random() * 256))
      // Many at once on one socket, so that most meet a connection that is closing already.
      client.sendRaw(Uint8Array.of(type, Math.floor(random() * 3), body.length, ...body))
      if (sent % 50 === 0)
        await until('closed', () => client.ws.readyState > 1 || client.ws.bufferedAmount === 0)
    }
    await expectUnharmed()
  })

  test('R44: raw bytes below the protocol: one bad frame ends one socket', async () => {
    const random = seeded(8)
    const { port } = new URL(live.url)
    for (let round = 0; round < 40; round++) {
      const socket = net.connect(Number(port), '127.0.0.1')
      socket.on('error', () => undefined)
      socket.write(
        `GET /collab/${id} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`,
      )
      await once(socket, 'data')
      socket.write(Uint8Array.from({ length: 6 + Math.floor(random() * 40) }, () => random() * 256))
      if (round % 2) socket.resetAndDestroy()
      else socket.destroy()
    }
    await expectUnharmed()
  })
})

describe('R26: gaps', () => {
  /** Two updates of which the second needs the first. */
  function two(): [Uint8Array, Uint8Array, Y.Doc] {
    const doc = new Y.Doc()
    const text = doc.getXmlFragment('default')
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    for (const word of ['one', 'two']) {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(word)])
      text.push([paragraph])
    }
    const [first = new Uint8Array(), second = new Uint8Array()] = updates
    return [first, second, doc]
  }

  test('a gap is answered with a question; the answer to it saves all', async () => {
    const [, second, doc] = two()
    const client = live.client(id, 'lossy', { silent: true })
    await until('open', () => client.ws.readyState === 1)
    client.sayHello()
    client.sendSync('step1', Y.encodeStateVector(new Y.Doc()))
    await until('synced', () => client.synced)
    client.sendSync('update', second)
    await until(
      'asked',
      () => client.received.filter(([type, kind]) => type === 0 && kind === 0).length === 2,
    )
    expect(client.saved).toBe(0)
    client.sendSync('step2', Y.encodeStateAsUpdate(doc))
    await client.untilSaved()
    await until('relayed', () => good.text.includes('two'))
  })

  test('a second gap closes', async () => {
    const [, second] = two()
    const code = await closedAfter(client => {
      client.sendSync('update', second)
      client.sendSync('step2', second)
    })
    expect(code).toBe(4424)
    await expectUnharmed()
  })
})

describe('R25, R27: content', () => {
  const change = (write: (body: Y.XmlFragment, doc: Y.Doc) => void) => (client: LiveClient) =>
    client.doc.transact(() => write(client.doc.getXmlFragment('default'), client.doc))
  const link = (href: string) =>
    change(body => {
      const text = new Y.XmlText()
      text.insert(0, 'click', { link: { href } })
      body.push([text])
    })
  const node = (name: string, attributes: Record<string, unknown>) =>
    change(body => {
      const element = new Y.XmlElement(name)
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value as string)
      body.push([element])
    })
  const ID = '01234567-89ab-7cde-8f01-23456789abcd'
  const cases: [string, (client: LiveClient) => void][] = [
    ['an image with an address', node('image', { id: ID, src: 'https://spy.example/pixel.gif' })],
    ['an image with addresses', node('image', { id: ID, srcset: 'https://spy.example/pixel.gif 1w' })],
    ['an image that is none of ours', node('image', { id: '../../dokumenter/1' })],
    ['an image as high as a house', node('image', { id: ID, width: 100, height: 1e9 })],
    ['an image with a piece of text for an id', node('image', { id: new Y.XmlText('x') })],
    ['a cell over a billion columns', node('tableCell', { colspan: 1e9 })],
    ['a cell over no row', node('tableCell', { rowspan: 0 })],
    ['a cell with a style', node('tableCell', { style: 'position: fixed' })],
    ['a mention of somebody who is no id', node('mention', { id: 'javascript:alert(1)', label: 'Kari' })],
    ['a mention as long as a book', node('mention', { id: ID, label: 'x'.repeat(2_000) })],
    ['a mark for the plenum that says more', node('paragraph', { plenum: 'x' })],
    ['an unknown node', change(body => body.push([new Y.XmlElement('script')]))],
    ['another root', change((_, doc) => doc.getText('other').insert(0, 'x'))],
    ['a map in the body', change(body => body.push([new Y.Map() as unknown as Y.XmlText]))],
    ['javascript: in a mark', link('javascript:alert(1)')],
    ['javascript: with blanks in it', link(' java\n\tscript:alert(1)')],
    ['data: in a mark', link('DATA:text/html,x')],
    ['an unknown scheme in a link', link('steam://run')],
    [
      'javascript: in a changed attribute',
      change(body => {
        const paragraph = new Y.XmlElement('paragraph')
        body.push([paragraph])
        paragraph.setAttribute('href', 'https://example.no')
        paragraph.setAttribute('href', 'javascript:alert(1)')
      }),
    ],
    [
      'an unknown mark',
      change(body => {
        const text = new Y.XmlText()
        text.insert(0, 'x', { onclick: {} })
        body.push([text])
      }),
    ],
    [
      'a sub-document',
      change(body => {
        const text = new Y.XmlText()
        body.push([text])
        text.insertEmbed(0, new Y.Doc())
      }),
    ],
  ]
  test.each(cases)('%s is refused', async (_, send) => {
    expect(await closedAfter(send)).toBe(4422)
    await expectUnharmed()
  })

  test('what the editor writes of images, cells and mentions passes', async () => {
    const client = await live.client(id, 'other').untilSynced()
    node('image', { id: ID, alt: 'En tavle', width: 800, height: 600, plenum: true })(client)
    node('tableCell', { colspan: 1, rowspan: 1 })(client)
    node('mention', { id: ID, label: '<script>alert(1)</script>' })(client)
    await client.untilSaved()
    expect(client.closed).toBeNull()
  })

  test('an ordinary link passes, and a mark with the hash of overlapping ones', async () => {
    const client = await live.client(id, 'other').untilSynced()
    link('https://example.no/a?b=c#d')(client)
    change(body => {
      const text = new Y.XmlText()
      text.insert(0, 'x', { 'link--aB3+/9x=': { href: 'mailto:a@example.no' } })
      body.push([text])
    })(client)
    await client.untilSaved()
    expect(client.closed).toBeNull()
  })
})
