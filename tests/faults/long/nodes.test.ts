import fs from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { SCHEMA_VERSION } from '~server/domain/documents/content'
import { ROOT } from '~server/root'
import { databaseProxy } from '../../support/database-proxy'
import { useInstallation } from '../../support/installation'
import { LiveClient } from '../../support/live-client'
import type { Product } from '../../support/product'
import { freePort } from '../../support/ports'
import { Roamer } from '../../support/roamer'
import { aDocument, join } from '../../support/typing'
import { until } from '../../support/until'

const here = useInstallation(3)
type Opened = Awaited<ReturnType<typeof aDocument>>

const roamers: Roamer[] = []
afterEach(async () => {
  await Promise.all(roamers.splice(0).map(roamer => roamer.stop()))
})

const urls = (): string[] => here.it.nodes.slice(0, 3).map(node => node.url)

function write(document: Opened, count: number, servers = urls): Roamer[] {
  const made = Array.from({ length: count }, (_, at) => {
    const turned = (): string[] => [
      ...servers().slice(at % servers().length),
      ...servers().slice(0, at % servers().length),
    ]
    return new Roamer(`w${roamers.length + at}`, turned, document)
  })
  roamers.push(...made)
  return made
}

/** All that was typed is in everybody's text, and in a newcomer's on each node, once. */
async function expectAllOnce(
  writers: readonly Roamer[],
  document: Opened,
  nodes: readonly Product[],
): Promise<void> {
  const words = (await Promise.all(writers.map(writer => writer.finish()))).flat()
  for (const node of nodes) {
    const fresh = await join(node, document)
    await until('a newcomer has all', () => words.every(word => fresh.text.includes(word)), 20_000)
    for (const word of words) expect(fresh.text.split(word), word).toHaveLength(2)
    await until(
      'and everybody the same',
      () => writers.every(({ client }) => client?.text === fresh.text),
      20_000,
    )
    fresh.close()
  }
}

test('F4, F10, F21: three nodes, Redis and PostgreSQL are killed one after the other while six people type', async () => {
  const [a, b, c] = here.it.nodes as [Product, Product, Product]
  const document = await aDocument(a)
  const writers = write(document, 6)
  const goOn = (): Promise<unknown> => Promise.all(writers.map(writer => writer.hasSaved(3)))
  await goOn()
  for (const node of [a, b, c]) {
    await node.kill9()
    await goOn()
    await node.start()
    await goOn()
  }
  await here.it.redis.stop()
  await goOn()
  await here.it.redis.startAgain()
  await goOn()
  here.it.redis.freeze()
  await goOn()
  here.it.redis.thaw()
  await here.it.killDatabase()
  await here.it.startDatabase()
  await goOn()
  await expectAllOnce(writers, document, [a, b, c])
})

test('F21: a node that is cut from the database says nothing is saved; its people and the others have all when it heals', async () => {
  const line = await databaseProxy(here.it.databaseSockets)
  const [a] = here.it.nodes as [Product]
  const cut = await here.it.node({ DATABASE_URL: `postgres://pulje_owner@127.0.0.1:${line.port}/pulje` })
  const document = await aDocument(a)
  const [anna, bo] = [await join(a, document), await join(cut, document)]
  anna.type('før;')
  await until('both have it', () => bo.text === 'før;')
  line.hold('questions')
  line.hold('answers')
  bo.type('hos den avskårne;')
  anna.type('hos den andre;')
  await anna.untilSaved()
  const other = await join(a, document)
  expect(other.text).not.toContain('avskårne')
  expect(bo.saved).toBe(bo.sent - 1)
  line.reset()
  await until('saved after all', () => bo.saved === bo.sent || bo.closed, 60_000)
  if (bo.closed) await (await join(cut, { ...document, doc: bo.doc })).untilSaved()
  await until('all have all', () => /avskårne/.test(other.text) && other.text === anna.text, 30_000)
  for (const word of ['før;', 'hos den avskårne;', 'hos den andre;'])
    expect(anna.text.split(word)).toHaveLength(2)
  await cut.remove()
  await line.stop()
})

test('F10: a node starts while there is no Redis, serves, and needs none', async () => {
  const node = await here.it.node({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` })
  const [a] = here.it.nodes as [Product]
  const document = await aDocument(a)
  const [anna, bo] = [await join(a, document), await join(node, document)]
  anna.type('hei;')
  await until('seen by looking', () => bo.text === 'hei;', 10_000)
  bo.type('hallo;')
  await until('in both directions', () => anna.text === 'hei;hallo;', 15_000)
  await node.stop()
})

test('F11: when PostgreSQL ends every connection at once, words are saved and a sign-out reaches the other node soon', async () => {
  const [a, b] = here.it.nodes as [Product, Product]
  const document = await aDocument(a)
  const writers = write(document, 2)
  await Promise.all(writers.map(writer => writer.hasSaved(2)))
  await here.it.sql(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
  )
  const guest = await aDocument(a)
  const there = await join(b, guest)
  const answer = await fetch(`${a.url}/logg-ut`, {
    method: 'POST',
    headers: guest.headers,
    redirect: 'manual',
  })
  expect(answer.status).toBe(302)
  await until('closed on the other node', () => there.closed, 5_000)
  expect(there.closed?.code).toBe(4401)
  await expectAllOnce(writers, document, [a, b])
})

test('services on nodes of their own: pages, sockets and work in the background each where they belong', async () => {
  const [web, live, jobs] = [
    await here.it.node({ SERVICES: 'web' }),
    await here.it.node({ SERVICES: 'live' }),
    await here.it.node({ SERVICES: 'jobs' }),
  ] as [Product, Product, Product]
  const status = async (node: Product, place: string): Promise<number> =>
    (await fetch(node.url + place)).status
  const places = ['/readyz', '/logg-inn']
  expect(await Promise.all(places.map(place => status(web, place)))).toEqual([200, 200])
  expect(await Promise.all(places.map(place => status(live, place)))).toEqual([200, 404])
  expect(await Promise.all(places.map(place => status(jobs, place)))).toEqual([200, 404])
  const document = await aDocument(web)
  const client = await join(live, document)
  client.type('hei')
  await client.untilSaved()
  for (const node of [web, jobs]) {
    const refused = new LiveClient({ server: node.url, ...document })
    await refused.untilClosed()
    expect([refused.synced, refused.closed?.code]).toEqual([false, 1006])
  }
  const worked = await here.it.sql<{ nodes: number }>(
    `SELECT count(*)::int AS nodes FROM pg_locks WHERE locktype = 'advisory' AND objid = 7855383 AND granted`,
  )
  // Three whole nodes and the one for work; those for pages and sockets take no jobs.
  expect(worked[0]?.nodes).toBe(here.it.nodes.filter(node => !node.ended).length - 2)
  await Promise.all([web, live, jobs].map(node => node.stop()))
})

test('three nodes that start at once on an empty database prepare it once', async () => {
  await here.it.sql('CREATE DATABASE tom OWNER pulje_owner')
  const DATABASE_URL = here.it.databaseUrl.replace('/pulje?', '/tom?')
  const nodes = await Promise.all([1, 2, 3].map(() => here.it.node({ DATABASE_URL })))
  for (const node of nodes) expect((await fetch(`${node.url}/logg-inn`)).status).toBe(200)
  const [document] = [await aDocument(nodes[0]!)]
  const [anna, bo] = [await join(nodes[0]!, document), await join(nodes[2]!, document)]
  anna.type('hei')
  await until('joined', () => bo.text === 'hei', 10_000)
  await Promise.all(nodes.map(node => node.stop()))
})

/** The built product as it was a version ago: an editor that knew no images. */
function anOlderBuild(): string {
  const source = fs.readFileSync(path.join(ROOT, 'build', 'main.js'), 'utf8')
  const older = source
    .replace(`SCHEMA_VERSION = ${SCHEMA_VERSION};`, `SCHEMA_VERSION = ${SCHEMA_VERSION - 1};`)
    .replace(/(NODE_NAMES = \[[^\]]*?),\s*"image"/, '$1')
  expect(older).not.toBe(source)
  const file = path.join(ROOT, 'build', `older-${process.pid}.js`)
  fs.writeFileSync(file, older)
  return file
}

test('F18: a newer version is rolled out node by node while people write; an older page is told to load again', async () => {
  const main = anOlderBuild()
  try {
    const old = [await here.it.node({}, main), await here.it.node({}, main)] as [Product, Product]
    const nodes: Product[] = [...old]
    const document = await aDocument(old[0])
    const age = { schema: SCHEMA_VERSION - 1 }
    const servers = (): string[] => nodes.map(node => node.url)
    const writers = write({ ...document, ...age }, 4, servers)
    await Promise.all(writers.map(writer => writer.hasSaved(3)))

    const young = await here.it.node()
    const page = await join(young, document)
    page.type('fra den nye siden;')
    await page.untilSaved()
    await until(
      'those of the older version have it',
      () => writers.every(({ client }) => client?.text.includes('fra den nye siden;')),
      15_000,
    )
    const early = new LiveClient({ server: old[0].url, ...document })
    expect(await early.untilClosed()).toEqual({ code: 1012, reason: 'restart' })

    await old[0].stop()
    nodes.shift()
    await Promise.all(writers.map(writer => writer.hasSaved(3)))
    page.doc.getXmlFragment('default').push([new Y.XmlElement('image')])
    await page.untilSaved()
    await until(
      'older pages are told to load again',
      () => writers.every(({ client }) => client?.refused === 'outdated'),
      15_000,
    )
    await old[1].stop()

    // Loaded again: the same people with what they had, in the newer page.
    const again = await Promise.all(writers.map(({ doc }) => join(young, { ...document, doc })))
    await Promise.all(again.map(client => client.untilSaved()))
    const words = writers.flatMap(writer => writer.words)
    const fresh = await join(here.it.nodes[1]!, document)
    for (const word of [...words, 'fra den nye siden;']) expect(fresh.text.split(word), word).toHaveLength(2)
    expect(fresh.doc.getXmlFragment('default').toJSON()).toContain('<image>')
  } finally {
    fs.rmSync(main)
  }
})
