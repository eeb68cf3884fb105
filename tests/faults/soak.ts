/**
 * F26: people come, write, lose their connection and go, over both ways, for as many minutes as are asked for; afterwards the
 * process has to be as it was before: rooms, sockets, files, threads, memory. `npm run test:soak -- 60`
 */
import { LiveClient } from '../support/live-client'
import { metricsAt, processOf } from '../support/metrics'
import { freePort } from '../support/ports'
import { Product } from '../support/product'
import { seeded } from '../support/random'
import { until } from '../support/until'

const minutes = Number(process.argv[2] ?? 60)
const DOCUMENTS = 40
const PEOPLE = 60
/** What the heap may hold more after an hour than after the first round: caches that have an end. */
const MORE_HEAP_MIB = 25

interface Desk {
  product: Product
  port: number
  documents: string[]
  headers: Record<string, string>
  random: () => number
}

interface State {
  rooms: number
  sockets: number
  tunnels: number
  queued: number
  descriptors: number
  threads: number
  handles: number
  heapMiB: number
  rssMiB: number
}

const say = (words: string): void => void process.stdout.write(`${words}\n`)

/** Words that were called saved, by document. */
const promised = new Map<string, string[]>()

/** One person's visit: opens a document, writes some words, and leaves in one way or another. */
async function visit({ product, documents, headers, random }: Desk, name: string): Promise<void> {
  const documentId = documents[Math.floor(random() * documents.length)] ?? ''
  const come = async (doc?: LiveClient['doc']): Promise<LiveClient> => {
    const tunnel = random() < 0.2
    const known = doc ? { doc, epoch: 1 } : {}
    const client = new LiveClient({ server: product.url, documentId, headers, tunnel, ...known })
    await until(`in, over ${tunnel ? 'a tunnel' : 'a websocket'}`, () => client.synced, 60_000)
    return client
  }
  let client = await come()
  const typed: { word: string; frame: number }[] = []
  const keep = (): void => {
    const saved = typed.splice(0).filter(({ frame }) => frame <= client.saved)
    promised.set(documentId, [...(promised.get(documentId) ?? []), ...saved.map(({ word }) => word)])
  }
  for (let n = 0, words = 5 + random() * 40; n < words; n++) {
    const word = `${name}n${n};`
    client.type(word)
    typed.push({ word, frame: client.sent })
    await new Promise(resolve => setTimeout(resolve, random() * 300))
    if (random() < 0.05) {
      keep()
      client.drop()
      client = await come(client.doc)
    }
  }
  await until('saved', () => client.saved === client.sent, 30_000)
  keep()
  if (random() < 0.5) client.close()
  else client.drop()
}

async function look({ product, port }: Desk): Promise<State> {
  const told = await metricsAt(port)
  const of = (metric: string): number => told.get(metric) ?? NaN
  const { rssMiB, descriptors, threads } = processOf(product)
  return {
    ...{ rooms: of('pulje_document_rooms'), sockets: of('pulje_document_sockets') },
    ...{ tunnels: of('pulje_document_tunnels'), queued: of('pulje_document_queue_bytes') },
    ...{ descriptors, threads, handles: of('nodejs_active_handles_total') },
    ...{ heapMiB: Math.round(of('nodejs_heap_size_used_bytes') / 2 ** 20), rssMiB },
  }
}

/** Everybody is gone: what is left. Looked at until the heap has come down, because it is swept when it likes. */
async function atRest(desk: Desk, heapAim: number): Promise<State> {
  const end = performance.now() + 180_000
  for (;;) {
    const state = await look(desk)
    const { rooms, sockets, tunnels, heapMiB } = state
    if ((rooms + sockets + tunnels === 0 && heapMiB <= heapAim) || performance.now() > end) return state
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

async function round(desk: Desk, until: number, name: string): Promise<number> {
  let visits = 0
  await Promise.all(
    Array.from({ length: PEOPLE }, async (_, at) => {
      do await visit(desk, `${name}p${at}v${visits++}`)
      while (performance.now() < until)
    }),
  )
  return visits
}

/** Of each document a newcomer finds every word that was called saved, once. */
async function lost({ product, headers }: Desk): Promise<number> {
  let missing = 0
  for (const [documentId, words] of promised) {
    const reader = await new LiveClient({ server: product.url, documentId, headers }).untilSynced()
    missing += words.filter(word => reader.text.split(word).length !== 2).length
    reader.close()
  }
  return missing
}

async function main(): Promise<void> {
  const port = await freePort()
  const product = await Product.start({ env: { COLLAB_LIMITS: 'off', METRICS_PORT: String(port) } })
  try {
    const prepared = await product.cli('bench:prepare', '--documents', String(DOCUMENTS))
    const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)
    const desk: Desk = {
      product,
      port,
      ...(prepared as Pick<Desk, 'documents' | 'headers'>),
      random: seeded(seed),
    }
    say(`soak: ${minutes} minutes, SEED=${seed}`)
    // The first round fills caches, pools and the compiled code: what comes after is compared with that.
    await round(desk, performance.now() + Math.min(60_000, minutes * 12_000), 'w')
    const before = await atRest(desk, Infinity)
    say(`before: ${JSON.stringify(before)}`)
    const visits = await round(desk, performance.now() + minutes * 60_000, 'm')
    const after = await atRest(desk, before.heapMiB + MORE_HEAP_MIB)
    say(`after: ${JSON.stringify({ ...after, visits })}`)
    const missing = await lost(desk)
    const words = [...promised.values()].reduce((sum, each) => sum + each.length, 0)
    say(`${words} words were called saved, ${missing} of them are missing or there twice`)
    const faults = [
      ...(missing > 0 ? ['words'] : []),
      ...(['rooms', 'sockets', 'tunnels', 'queued'] as const).filter(name => after[name] !== 0),
      ...(['descriptors', 'threads', 'handles'] as const).filter(name => after[name] > before[name] + 5),
      ...(after.heapMiB > before.heapMiB + MORE_HEAP_MIB ? ['heapMiB'] : []),
      ...(/level":[56]0|unhandled|nobody waited/i.test(product.output) ? ['log'] : []),
    ]
    say(faults.length === 0 ? 'as it was before' : `not as it was before: ${faults.join(', ')}`)
    if (faults.length > 0) process.exitCode = 1
  } finally {
    await product.remove()
  }
}

await main()
