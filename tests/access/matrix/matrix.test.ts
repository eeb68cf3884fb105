import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient, provideDb, type Db } from '~server/database/client'
import { superuser } from '~server/database/embedded/cluster'
import { findPlace } from '~server/database/embedded/place'
import { Product } from '../../support/product'
import { CALLABLES } from '../callables'
import { readWorld } from '../world'
import { aWholeNetwork } from '../whole-network'
import { knowHeld } from './held'
import { cellsOf, type Cell } from './cells'
import { DOORS } from './doors'
import { ELSEWHERE } from './elsewhere'
import { fingerprint } from './fingerprint'
import { PageOracle } from './page-oracle'
import { everyone } from './people'
import { asPage, fits, hangUp, meaning, nothingThere, send } from './wire'

// Who may what, over HTTP: a seeded sample of everybody × every door × everything × where the id stands, beside the oracle.
// `npm test` asks 2 000 of them; `npm run test:access` 20 000 and more. SEED repeats a run.
const WISH = Number(process.env['ACCESS_CELLS'] ?? 2_000)
const SEED = Number(
  process.env['SEED'] ?? (process.env['ACCESS_CELLS'] === undefined ? 20_261_122 : Date.now() % 1e9),
)
const AT_ONCE = 8
const BATCH = 250

let product: Product
let client: pg.Client
let pool: pg.Pool
let db: Db
let cells: Cell[]

beforeAll(async () => {
  product = await Product.start({ env: { LOG_LEVEL: 'error', SECOND_FACTOR: 'required' } })
  const config = superuser(findPlace(product.dataDir), 'pulje')
  client = new pg.Client(config)
  await client.connect()
  pool = new pg.Pool({ ...config, max: 4 })
  db = createClient(pool)
  provideDb(db)
  const w = await aWholeNetwork()
  await knowHeld(w)
  const askers = await everyone(w, client)
  const { world, now } = await readWorld(config)
  cells = cellsOf(w, new PageOracle(world, now), askers, WISH, SEED)
}, 120_000)

afterAll(async () => {
  hangUp()
  await db.$disconnect()
  await pool.end()
  await client.end()
  await product.remove()
})

/** What came back otherwise than it should have. */
const wrong: string[] = []
const refusals = new Map<string, { body: string; words: string }>()

async function ask(cell: Cell): Promise<void> {
  const answer = await send(product.url, cell).catch((error: unknown) => {
    throw new Error(`${cell.words} (${cell.path})\n${product.output.slice(-2_000)}`, { cause: error })
  })
  if (!fits(cell, answer))
    wrong.push(
      `${cell.words}\n  ${cell.path} ${cell.body ?? ''}\n  expected ${cell.expected}, was ${meaning(answer)} (${answer.status})`,
    )
  if (cell.asker.state === 'in' && !/\bno-store\b/.test(answer.cacheControl) && answer.status !== 405)
    wrong.push(`${cell.words}\n  may be kept: ${answer.cacheControl}`)
  if (answer.status !== 404 || !['path', 'unknown'].includes(cell.where)) return
  // What one may not see looks like what is not there, to the same person at the same door.
  const key = `${cell.door.name} ${cell.asker.personId} ${asPage(cell)} ${cell.method}`
  const body = nothingThere(answer.body)
  const before = refusals.get(key)
  if (before === undefined) refusals.set(key, { body, words: cell.words })
  else if (before.body !== body) wrong.push(`${cell.words}\n  is told otherwise than ${before.words}`)
}

async function askAll(all: readonly Cell[]): Promise<void> {
  const waiting = [...all]
  const one = async (): Promise<void> => {
    for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) await ask(cell)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
}

const isRefusal = ({ expected }: Cell): boolean => expected !== 'allow' && expected !== 'answered'

test('every page, file and form is a door of the matrix, or said to be tried elsewhere', () => {
  const doors = new Set([...DOORS.map(({ name }) => name), ...Object.keys(ELSEWHERE)])
  const pages = CALLABLES.map(({ name }) => name).filter(name => /^(GET|POST) /.test(name))
  expect(pages.filter(name => !doors.has(name))).toEqual([])
  expect([...doors].filter(name => !pages.includes(name))).toEqual([])
})

test('everybody gets in where the rules say so and nowhere else, and what is refused changes nothing', async () => {
  const began = performance.now()
  const refused = cells.filter(isRefusal)
  for (let at = 0; at < refused.length; at += BATCH) {
    const batch = refused.slice(at, at + BATCH)
    const before = await fingerprint(client)
    await askAll(batch)
    const changed = await fingerprint(client).then(after => after.filter(line => !before.includes(line)))
    if (changed.length > 0)
      wrong.push(
        `changed: ${changed.join(', ')} by one of\n  ${batch.map(({ words }) => words).join('\n  ')}`,
      )
  }
  const allowed = cells.filter(cell => !isRefusal(cell))
  await askAll(allowed.filter(({ method }) => method === 'GET'))
  await askAll(allowed.filter(({ method }) => method === 'POST'))
  const seconds = Math.round((performance.now() - began) / 1000)
  process.stdout.write(
    `access: ${cells.length} cells, ${refused.length} of them refused, ${seconds} s, SEED=${SEED}\n`,
  )
  expect(wrong.slice(0, 50), `SEED=${SEED}`).toEqual([])
}, 3_600_000)

test('the matrix is no yes-man: every door is opened to somebody and closed to somebody', () => {
  for (const door of DOORS.filter(each => each.public === undefined)) {
    const said = new Set(cells.filter(cell => cell.door === door).map(({ expected }) => expected))
    // What would change the world is not sent; that somebody gets in has been asked when the cells were made.
    if (door.final === true) said.add('allow')
    expect(said.size, door.name).toBeGreaterThan(1)
  }
})
