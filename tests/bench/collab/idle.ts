import { Product } from '../../support/product'
import { until } from '../../support/until'
import { coresOver, memoryMb } from './cost'
import { Person } from './person'
import type { Line } from './targets'
import { placesIn } from './typing'

const SOCKETS = Number(process.env['SOCKETS'] ?? 10_000)
const PER_DOCUMENT = 4
const AT_ONCE = 100
/** Memory counts as back when no more than this share of what it grew by is left. */
const BACK = 0.2
const SECONDS = Number(process.env['SECONDS'] ?? 20)
/** A page of ours asks every four seconds whether the line stands. */
const PING_EVERY_MS = 4_000

export interface Idle {
  openS: number
  /** Of everything, database included: before, with the sockets, and a minute after they left at the most. */
  beforeMb: number
  withMb: number
  afterMb: number
  /** Sockets that answer the server's pings. */
  cores: number
  /** The same with each page's own ping. */
  coresWithPings: number
}

/** T12: many who have a document open and do nothing. */
export async function measureIdle(): Promise<Idle> {
  const product = await Product.start({ env: { COLLAB_LIMITS: 'off' } })
  try {
    const places = await placesIn(product, SOCKETS / PER_DOCUMENT)
    // A server that has just started has not run everything once.
    await Promise.all(places.slice(0, 50).map(async place => (await Person.join(place)).leave()))
    await until('those have left', async () => (await settled(product)) < 0.01, 60_000)
    const beforeMb = memoryMb(product.pid)
    const began = performance.now()
    const people: Person[] = []
    const next = async (): Promise<void> => {
      for (let n = opened++; n < SOCKETS; n = opened++) {
        people.push(await Person.join(places[Math.floor(n / PER_DOCUMENT)]!))
      }
    }
    let opened = 0
    await Promise.all(Array.from({ length: AT_ONCE }, next))
    const openS = (performance.now() - began) / 1_000
    await coresOver(product.pid, 5_000)
    const cores = await coresOver(product.pid, SECONDS * 1_000)
    const withMb = memoryMb(product.pid)
    const stop = pinging(people)
    const coresWithPings = await coresOver(product.pid, SECONDS * 1_000)
    stop()
    for (const person of people) person.leave()
    const afterMb = await lowest(product, beforeMb + (withMb - beforeMb) * BACK)
    return { openS, beforeMb, withMb, afterMb, cores, coresWithPings }
  } finally {
    await product.remove()
  }
}

export function judgeIdle(runs: readonly Idle[]): Line[] {
  const of = (number: keyof Idle): number => {
    const sorted = runs.map(run => run[number]).sort((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 2)] ?? NaN
  }
  // What had piled up before they came may go while they are there.
  const bare = Math.min(of('beforeMb'), of('afterMb'))
  const grown = of('withMb') - bare
  const left = of('afterMb') - of('beforeMb')
  return [
    {
      id: 'T12',
      what: `${SOCKETS} idle sockets`,
      found: `${grown.toFixed(0)} MB (${of('withMb').toFixed(0)} with them, ${bare.toFixed(0)} without, database included), ${(of('cores') * 100).toFixed(1)} % of a core (${(of('coresWithPings') * 100).toFixed(1)} % with the pages’ own pings), opened in ${of('openS').toFixed(0)} s`,
      reach: '≤ 300 MB, < 5 %',
      met: grown <= 300 && of('cores') < 0.05,
    },
    {
      id: 'T12',
      what: 'memory after they left',
      found: `${of('afterMb').toFixed(0)} MB against ${of('beforeMb').toFixed(0)} MB before`,
      reach: 'back',
      met: left <= grown * BACK,
    },
  ]
}

/** The memory as soon as it is small enough, or after a minute. */
async function lowest(product: Product, enough: number): Promise<number> {
  for (let seconds = 0; seconds < 60 && memoryMb(product.pid) > enough; seconds++) {
    await new Promise(resolve => setTimeout(resolve, 1_000))
  }
  return memoryMb(product.pid)
}

const settled = (product: Product): Promise<number> => coresOver(product.pid, 1_000)

/** Spread evenly, as pages that were opened at different moments. @returns what stops it */
function pinging(people: readonly Person[]): () => void {
  const began = performance.now()
  let pinged = 0
  const timer = setInterval(() => {
    const due = ((performance.now() - began) / PING_EVERY_MS) * people.length
    while (pinged < due) people[pinged++ % people.length]?.ping()
  }, 10)
  return () => clearInterval(timer)
}
