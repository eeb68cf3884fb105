import * as Y from 'yjs'
import { Product } from '../../support/product'
import { typeInto } from '../../support/live-client'
import { coresOver } from './cost'
import { Person } from './person'
import type { Line } from './targets'

const PEOPLE = 200
const DOCUMENTS = 20
const PER_SECOND = 5
const WARM_S = 3
const SECONDS = Number(process.env['SECONDS'] ?? 20)

export interface Typing {
  p50: number
  p95: number
  p99: number
  characters: number
  cores: number
  /** How late the writers themselves were, at the 99th percentile: more than a few ms, and they are what is measured. */
  lateMs: number
}

/** T11: from a key to the server's word that it is saved, with the product as its own process. */
export async function measureTyping(): Promise<Typing> {
  const product = await Product.start({ env: { COLLAB_LIMITS: 'off' } })
  try {
    const places = await placesIn(product, DOCUMENTS)
    const writers = await Promise.all(
      Array.from({ length: PEOPLE }, (_, n) => Writer.join(places[n % DOCUMENTS]!)),
    )
    const start = performance.now() + 100
    const from = start + WARM_S * 1_000
    const to = from + SECONDS * 1_000
    const timer = setInterval(() => writers.forEach(writer => writer.typeUntil(performance.now(), start)), 2)
    await pastTime(from)
    const cores = await coresOver(product.pid, to - from)
    clearInterval(timer)
    await pastTime(to + 2_000)
    const keys = writers.flatMap(({ keys }) => keys.filter(key => key.sent >= from && key.sent < to))
    writers.forEach(writer => writer.leave())
    const unsaved = keys.filter(key => key.saved === null).length
    if (unsaved > 0) throw new Error(`${unsaved} of ${keys.length} characters were never called saved`)
    const waits = keys.map(key => (key.saved ?? Infinity) - key.sent)
    return {
      p50: percentile(waits, 0.5),
      p95: percentile(waits, 0.95),
      p99: percentile(waits, 0.99),
      characters: keys.length,
      cores,
      lateMs: percentile(
        keys.map(key => key.sent - key.due),
        0.99,
      ),
    }
  } finally {
    await product.remove()
  }
}

export function judgeTyping(runs: readonly Typing[]): Line[] {
  const of = (number: keyof Typing): number =>
    percentile(
      runs.map(run => run[number]),
      0.5,
    )
  const [p50, p95, p99] = [of('p50'), of('p95'), of('p99')]
  return [
    {
      id: 'T11',
      what: '200 people typing 5 characters/s in 20 documents: key → saved',
      found: `p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)} ms at ${of('cores').toFixed(2)} core (writers late by ${of('lateMs').toFixed(1)} ms)`,
      reach: 'p50 ≤ 20, p95 ≤ 50, p99 ≤ 250 ms',
      met: p50 <= 20 && p95 <= 50 && p99 <= 250,
    },
  ]
}

/** Documents of the product, and how to get into them. */
export async function placesIn(
  product: Product,
  count: number,
): Promise<{ port: number; documentId: string; headers: Record<string, string> }[]> {
  const { documents, headers } = (await product.cli('bench:prepare', '--documents', String(count))) as {
    documents: string[]
    headers: Record<string, string>
  }
  return documents.map(documentId => ({ port: product.port, documentId, headers }))
}

interface Key {
  due: number
  sent: number
  saved: number | null
}

/** Somebody who types in a paragraph of their own, with updates that were made beforehand. */
class Writer {
  readonly keys: Key[] = []
  private person: Person | null = null
  private saved = 0
  private readonly phase = Math.random()
  private readonly updates = typed((WARM_S + SECONDS + 4) * PER_SECOND)

  static async join(place: Parameters<typeof Person.join>[0]): Promise<Writer> {
    const writer = new Writer()
    writer.person = await Person.join(place, n => writer.hear(n))
    return writer
  }

  typeUntil(now: number, start: number): void {
    for (;;) {
      const due = start + ((this.keys.length + this.phase) / PER_SECOND) * 1_000
      const update = this.updates[this.keys.length]
      if (due > now || !update) return
      this.keys.push({ due, sent: performance.now(), saved: null })
      this.person?.update(update)
    }
  }

  leave(): void {
    this.person?.leave()
  }

  private hear(n: number): void {
    const now = performance.now()
    for (; this.saved < n; this.saved++) {
      const key = this.keys[this.saved]
      if (key) key.saved = now
    }
  }
}

function typed(characters: number): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let n = 0; n < characters; n++) typeInto(doc, 'abcdefghij'[n % 10] ?? '')
  doc.destroy()
  return updates
}

function pastTime(moment: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, moment - performance.now()))
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN
}
