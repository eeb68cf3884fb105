import https from 'node:https'
import { describe, expect, test } from 'vitest'
import { io } from 'socket.io-client'
import type { Entered } from '~server/events/messages'
import { CADDY, startCaddy, type Caddy } from '../../support/caddy'
import type { EventClient } from '../../support/event-server'
import { ask } from '../../support/http'
import { useInstallation } from '../../support/installation'
import { LiveClient } from '../../support/live-client'
import { freePort } from '../../support/ports'
import type { Product } from '../../support/product'
import { aDocument, join, savedOf, typeWord, type Typed } from '../../support/typing'
import { until } from '../../support/until'

const here = useInstallation(2)
type Opened = Awaited<ReturnType<typeof aDocument>>

const aGathering = async (documentId: string): Promise<string> =>
  (
    await here.it.sql<{ id: string }>(
      `SELECT t.gathering_id AS id FROM document d JOIN gathering_table t ON t.id = d.owner_id WHERE d.id = $1`,
      [documentId],
    )
  )[0]!.id

function follow(node: Product, { headers }: Opened): EventClient {
  const { Cookie: cookie = '', Origin: origin = '' } = headers
  const extraHeaders = { cookie, origin }
  const client: EventClient = io(node.url, { forceNew: true, transports: ['websocket'], extraHeaders })
  return client
}

const enter = (client: EventClient, gathering: string): Promise<Entered> =>
  client.timeout(10_000).emitWithAck('gathering:enter', gathering)

async function typeAlong(client: LiveClient, name: string, isOver: () => boolean): Promise<string[]> {
  const typed: Typed[] = []
  while (!isOver() && client.closed === null) {
    typed.push(typeWord(client, `${name}.${typed.length};`))
    await until(
      'the next word',
      () => client.sent - client.saved < 5 || client.closed !== null || isOver(),
      60_000,
    )
    await new Promise(resolve => setImmediate(resolve))
  }
  if (client.closed === null)
    await until('saved', () => client.saved === client.sent || client.closed, 60_000)
  return savedOf(client, typed)
}

async function expectOnce(
  nodes: readonly Product[],
  document: Opened,
  words: readonly string[],
): Promise<void> {
  expect(words.length).toBeGreaterThan(0)
  const texts = await Promise.all(nodes.map(async node => (await join(node, document)).text))
  for (const text of texts) {
    for (const word of words) expect(text.split(word), word).toHaveLength(2)
  }
}

describe('two nodes', () => {
  test('what is typed on one is seen on the other, by people who see each other, and overviews hear of it', async () => {
    const [a, b] = here.it.nodes as [Product, Product]
    const document = await aDocument(a)
    const [anna, bo] = [await join(a, document), await join(b, document)]
    anna.type('fra a;')
    await until('seen on b', () => bo.text === 'fra a;')
    bo.type('fra b;')
    await until('seen on a', () => anna.text === 'fra a;fra b;')
    anna.sendAwareness(11, 1, { cursor: { at: 1 } })
    bo.sendAwareness(12, 1, { cursor: { at: 2 } })
    await until('each sees the other', () => anna.awareness.get(12) && bo.awareness.get(11))
    expect(bo.awareness.get(11)).toMatchObject({ cursor: { at: 1 }, user: { name: 'Måler Fiktivsen' } })

    const events = follow(b, document)
    const told: string[] = []
    events.on('table:changed', ({ tableId }) => told.push(tableId))
    const entered = await enter(events, await aGathering(document.documentId))
    expect(entered.ok).toBe(true)
    anna.type('mer;')
    await until('an overview on b hears what was written on a', () => told.length > 0)
    events.disconnect()
  })

  test('who has a gathering open is known on both, and nothing of a session or a name goes through Redis', async () => {
    const [a, b] = here.it.nodes as [Product, Product]
    const [one, two] = [await aDocument(a), await aDocument(b)]
    // Somebody else at the same table.
    await here.it.sql(
      `INSERT INTO seat (gathering_id, table_id, person_id)
       SELECT t.gathering_id, t.id, s.person_id FROM document d JOIN gathering_table t ON t.id = d.owner_id,
         document e JOIN seat s ON s.table_id = e.owner_id WHERE d.id = $1 AND e.id = $2`,
      [one.documentId, two.documentId],
    )
    const gathering = await aGathering(one.documentId)
    const [first, second] = [follow(a, one), follow(b, two)]
    let people: string[] = []
    first.on('gathering:people', message => (people = message.people.map(({ name }) => name)))
    await enter(first, gathering)
    await enter(second, gathering)
    await until('both are seen on a', () => people.length === 2)
    second.disconnect()
    await until('who left b is gone on a', () => people.length === 1)
    first.disconnect()
    const kept = await here.it.redis.everything()
    expect(kept).toContain(gathering)
    expect(kept).not.toMatch(/Fiktivsen|cookie|auth_session|example\.org/i)
  })

  test('whoever signs out on one is closed on the other within a second, also when Redis is away', async () => {
    const [a, b] = here.it.nodes as [Product, Product]
    for (const redis of ['there', 'away']) {
      const document = await aDocument(a)
      const socket = await join(b, document)
      const events = follow(b, document)
      await until('connected', () => events.connected)
      if (redis === 'away') await here.it.redis.stop()
      const answer = await ask(`${a.url}/logg-ut`, { method: 'POST', headers: document.headers })
      expect(answer.status).toBe(302)
      await until('both are closed', () => socket.closed && !events.connected, 1_000)
      expect(socket.closed?.code).toBe(4401)
      events.disconnect()
    }
    await here.it.redis.startAgain()
  })

  test('F21: with Redis killed both write on, see each other’s words by the database, and nothing is lost', async () => {
    const [a, b] = here.it.nodes as [Product, Product]
    const document = await aDocument(a)
    const clients = await Promise.all([a, b, a, b].map(node => join(node, document)))
    let over = false
    const typing = clients.map((client, at) => typeAlong(client, `w${at}`, () => over))
    await until('they write', () => clients.every(client => client.saved > 5))
    await here.it.redis.stop()
    const [anna, bo] = clients as [LiveClient, LiveClient]
    const before = bo.text.length
    await until('they see each other without Redis', () => /w0\.\d+;/.test(bo.text.slice(before)), 10_000)
    await here.it.redis.startAgain()
    over = true
    const words = (await Promise.all(typing)).flat()
    await until('all screens agree', () => clients.every(({ text }) => text === anna.text), 20_000)
    await expectOnce([a, b], document, words)
  })

  test('kill −9 of a node: its people go on at the other one, and every word that was shown as saved is there once', async () => {
    const [a, b] = here.it.nodes as [Product, Product]
    const document = await aDocument(a)
    const clients = await Promise.all([a, b, a, b].map(node => join(node, document)))
    const bo = clients[1]!
    clients[0]!.sendAwareness(21, 1, { cursor: { at: 1 } })
    await until('seen', () => bo.awareness.get(21))
    let over = false
    const typing = clients.map((client, at) => typeAlong(client, `k${at}`, () => over))
    await until('they write', () => clients.every(client => client.saved > 10))
    await a.kill9()
    await until('those of a are cut off', () => clients[0]!.closed && clients[2]!.closed)
    const moved = await Promise.all(
      [clients[0]!, clients[2]!].map(({ doc }) => join(b, { ...document, doc })),
    )
    over = true
    const words = (await Promise.all(typing)).flat()
    await Promise.all(moved.map(client => client.untilSaved()))
    await until('who was there through a is gone', () => bo.awareness.get(21) === null, 15_000)
    await expectOnce([b], document, words)
    await a.start()
    await expectOnce([a, b], document, words)
  })
})

/** With the very file that an operator runs it with. */
describe.runIf(CADDY !== null)('behind the reverse proxy', () => {
  async function behindProxy<T>(work: (caddy: Caddy & { tlsPort: number }) => Promise<T>): Promise<T> {
    const tlsPort = await freePort()
    const nodes = here.it.nodes.map(node => node.port)
    const caddy = await startCaddy({ port: here.it.proxyPort, tlsPort, nodes })
    return work({ ...caddy, tlsPort }).finally(() => caddy.stop())
  }

  /** Begins a conversation of many requests. @returns its id, and the cookie that says with which node it is */
  async function beginPolling({ documentId, headers }: Opened, pin?: string) {
    const cookie = [headers['Cookie'], pin].filter(Boolean).join('; ')
    const address = `${here.it.origin}/collab-http/?EIO=4&transport=polling&document=${documentId}`
    const answer = await ask(address, { headers: { ...headers, cookie } })
    expect(answer.status).toBe(200)
    const { sid } = JSON.parse(answer.body.slice(1)) as { sid: string }
    const pinned = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? pin ?? ''
    const say = (to: string, cookies: string) =>
      ask(`${to}/collab-http/?EIO=4&transport=polling&sid=${sid}`, {
        method: 'POST',
        body: '40',
        headers: { ...headers, cookie: cookies },
      }).then(({ status }) => status)
    return { pinned, say, cookie: `${headers['Cookie']}; ${pinned}` }
  }

  test('pages answer over TLS, and documents are written over websockets by both nodes', async () => {
    const document = await aDocument(here.it.nodes[0]!)
    await behindProxy(async ({ tlsPort }) => {
      const status = await new Promise(resolve =>
        https.get(`https://localhost:${tlsPort}/healthz`, { rejectUnauthorized: false }, answer =>
          resolve(answer.statusCode),
        ),
      )
      expect(status).toBe(200)
      expect((await ask(`${here.it.origin}/logg-inn`)).status).toBe(200)
      const server = { url: here.it.origin }
      const clients = await Promise.all([1, 2, 3, 4].map(() => join(server, document)))
      for (const [at, client] of clients.entries()) client.type(`${at};`)
      await Promise.all(clients.map(client => client.untilSaved()))
      await until('all agree', () =>
        clients.every(({ text }) => text === clients[0]!.text && text.length >= 8),
      )
    })
  })

  test('whoever comes by polling stays on their node, and writes on at another when that one is killed', async () => {
    const document = await aDocument(here.it.nodes[0]!)
    await behindProxy(async () => {
      const { pinned, say, cookie } = await beginPolling(document)
      expect(pinned).toMatch(/^pulje_node=/)
      for (let round = 0; round < 8; round++) expect(await say(here.it.origin, cookie)).toBe(200)
      const direct = await Promise.all(here.it.nodes.map(node => say(node.url, cookie)))
      expect(direct.sort()).toEqual([200, 400])
      const theirs = here.it.nodes[(await say(here.it.nodes[0]!.url, cookie)) === 200 ? 0 : 1]!

      const pinnedDocument = { ...document, headers: { ...document.headers, Cookie: cookie } }
      const way = { server: here.it.origin, tunnel: true }
      const anna = await new LiveClient({ ...way, ...pinnedDocument }).untilSynced()
      anna.type('før;')
      await anna.untilSaved()
      await theirs.kill9()
      anna.type('mens;')
      await until('the line is lost', () => anna.closed, 30_000)
      const again = new LiveClient({ ...way, ...pinnedDocument, doc: anna.doc })
      await again.untilSynced()
      again.type('etter;')
      await again.untilSaved()
      await theirs.start()
      await expectOnce([theirs], document, ['før;', 'mens;', 'etter;'])
    })
  })
})
