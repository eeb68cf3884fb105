import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { superuser } from '~server/database/embedded/cluster'
import { findPlace } from '~server/database/embedded/place'
import { hashToken, newToken } from '~server/domain/shared/tokens'
import { Product } from '../../support/product'
import { measureCan } from './can'
import { spread } from './spread'

// `npm run bench:network`: server time of overview, list and search pages in a national network, per kind of user, over
// HTTP with the product as its own process and a real PostgreSQL. Read beside each other: single times depend on the machine.
const ROUNDS = Number(process.env['ROUNDS'] ?? 40)
const TARGET_MS = 50

/** Who looks, by number in world.sql. */
const PEOPLE = {
  national: 3445,
  county: 3400,
  municipality: 3005,
  leader: 12,
  teacher: 4012,
  resource: 3450,
}
type Who = keyof typeof PEOPLE

interface Row {
  who: Who
  page: string
  kb: number
  p50: number
  p95: number
}

const product = await Product.start({ env: { LOG_LEVEL: 'error' } })
const database = new pg.Client({
  ...superuser(findPlace(product.dataDir), 'pulje'),
  statement_timeout: 600_000,
})
await database.connect()
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
try {
  const began = performance.now()
  await database.query(fs.readFileSync(path.join(import.meta.dirname, 'world.sql'), 'utf8'))
  console.log(`the network is there after ${Math.round((performance.now() - began) / 1000)} s`)
  console.table(await counts())
  const rows: Row[] = []
  const sessions: Record<string, { cookie: string; cohort: string }> = {}
  // A server that has just started runs everything for the first time; what counts is one that has been up for a minute.
  await measure('national', '/', await sessionOf(PEOPLE.national))
  for (const who of Object.keys(PEOPLE) as Who[]) {
    const cookie = await sessionOf(PEOPLE[who])
    const { pages, cohort } = await pagesFor(who)
    sessions[who] = { cookie, cohort }
    for (const page of pages) rows.push(await measure(who, page, cookie))
  }
  console.log(`load average ${os.loadavg()[0]?.toFixed(1)}, ${ROUNDS} times each, milliseconds`)
  console.table(rows)
  console.table(await measureCan(product.dataDir, sessions, ROUNDS))
  const slow = rows.filter(row => row.p95 >= TARGET_MS)
  console.log(`${rows.length - slow.length} of ${rows.length} pages have p95 under ${TARGET_MS} ms`)
} finally {
  agent.destroy()
  await database.end()
  await product.remove()
}

async function counts(): Promise<Record<string, number>> {
  const { rows } = await database.query<{ what: string; n: number }>(`
    SELECT kind::text AS what, count(*)::int AS n FROM org_unit GROUP BY kind
    UNION ALL SELECT 'people', count(*)::int FROM person UNION ALL SELECT 'grants', count(*)::int FROM "grant"
    UNION ALL SELECT 'cohorts', count(*)::int FROM cohort UNION ALL SELECT 'enrolments', count(*)::int FROM enrolment
    UNION ALL SELECT 'gatherings', count(*)::int FROM gathering UNION ALL SELECT 'seats', count(*)::int FROM seat`)
  return Object.fromEntries(rows.map(({ what, n }) => [what, n]))
}

/** A session as signing in would have made it. @returns the cookie */
async function sessionOf(n: number): Promise<string> {
  const token = newToken()
  await database.query(
    `INSERT INTO session (id, person_id, expires_at, second_factor_at)
     SELECT $1, id, now() + interval '1 hour', now() FROM person WHERE email = $2`,
    [hashToken(token), `person${n}@example.net`],
  )
  return `pulje=${token}`
}

/** Overviews, lists and searches that this kind of user has. */
async function pagesFor(who: Who): Promise<{ pages: string[]; cohort: string }> {
  const one = async (sql: string): Promise<string> =>
    (await database.query<{ id: string }>(sql, [`person${PEOPLE[who]}@example.net`])).rows[0]?.id ?? ''
  const unit = await one(
    'SELECT g.org_unit_id AS id FROM "grant" g JOIN person p ON p.id = g.person_id WHERE p.email = $1 LIMIT 1',
  )
  const cohort = await one(
    `SELECT e.cohort_id AS id FROM enrolment e JOIN org_unit_closure c ON c.descendant_id = e.org_unit_id OR c.ancestor_id = e.org_unit_id
     JOIN "grant" g ON g.org_unit_id IN (c.ancestor_id, c.descendant_id) JOIN person p ON p.id = g.person_id
     WHERE p.email = $1 AND e.status = 'enrolled'
     UNION ALL SELECT k.id FROM cohort k JOIN "grant" g ON g.org_unit_id = k.host_id JOIN person p ON p.id = g.person_id
     WHERE p.email = $1 AND k.number = 52 LIMIT 1`,
  )
  if (cohort === '') throw new Error(`${who} is in no cohort`)
  const gathering = await one(
    'SELECT s.gathering_id AS id FROM seat s JOIN person p ON p.id = s.person_id WHERE p.email = $1 LIMIT 1',
  )
  const pages = [
    '/',
    '/puljer',
    `/puljer/${cohort}`,
    '/enheter?sok=Tana',
    '/enheter?sok=måleskolen+17',
    `/enheter/${unit}`,
  ]
  const more: Record<Who, string[]> = {
    national: [`/puljer/${cohort}/kommuner`, `/puljer/${cohort}/invitasjoner`, '/folk?sok=Siri', '/enheter'],
    county: [
      `/puljer/${cohort}/kommuner`,
      `/puljer/${cohort}/invitasjoner`,
      '/folk?sok=Siri',
      `/enheter/${unit}/folk`,
      '/import',
      '/enheter',
    ],
    municipality: [
      `/puljer/${cohort}/kommuner`,
      '/folk?sok=Siri',
      `/enheter/${unit}/folk`,
      '/import',
      '/enheter',
    ],
    leader: [`/enheter/${unit}/folk`],
    teacher: gathering === '' ? [] : [`/samlinger/${gathering}`],
    resource: ['/skoler'],
  }
  return { pages: [...pages, ...more[who]], cohort }
}

async function measure(who: Who, page: string, cookie: string): Promise<Row> {
  const times: number[] = []
  let last = { status: 0, bytes: 0 }
  for (let i = 0; i < ROUNDS + 5; i++) {
    const began = performance.now()
    last = await get(page, cookie)
    if (i >= 5) times.push(performance.now() - began)
  }
  if (last.status !== 200) throw new Error(`${who} got ${last.status} at ${page}`)
  const name = page.replaceAll(/[0-9a-f-]{36}/g, ':id')
  return {
    who,
    page: name,
    kb: Math.round(last.bytes / 1024),
    ...spread(times),
  }
}

function get(page: string, cookie: string): Promise<{ status: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const headers = { Cookie: cookie, 'Accept-Language': 'nb' }
    const request = http.get(encodeURI(`${product.url}${page}`), { headers, agent }, response => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => (bytes += chunk.length))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes }))
      response.on('error', reject)
    })
    request.on('error', reject)
  })
}
