import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { superuser } from '~server/database/embedded/cluster'
import { findPlace } from '~server/database/embedded/place'
import { ask, type Answer } from '../support/http'
import { Product } from '../support/product'
import { sql } from '../support/sql'
import { Visitor } from '../support/visitor'

let product: Product
let leader: Visitor
let county: Visitor
/** /enheter/… of the leader's school. */
let school: string
let owner: pg.PoolConfig

beforeAll(async () => {
  product = await Product.start()
  owner = superuser(findPlace(product.dataDir), 'pulje')
  leader = await new Visitor(product).signIn('rektor@example.org')
  county = await new Visitor(product).signIn('fylke@example.org')
  school = first((await leader.get('/folk')).body, /\/enheter\/[0-9a-f-]{36}/)
})
afterAll(() => product.remove())

const first = (body: string, pattern: RegExp): string => pattern.exec(body)?.[0] ?? ''
const idIn = (address: string): string => first(address, /[0-9a-f-]{36}/)

/** People and roles, as they stand in the database. */
const rows = (): Promise<unknown[]> =>
  sql(
    owner,
    `SELECT p.id, p.name, p.email, p.kind::text, p.disabled_at, array_agg((g.role, g.org_unit_id, g.valid_to)::text ORDER BY g.id) AS roles
     FROM person p LEFT JOIN "grant" g ON g.person_id = p.id GROUP BY p.id ORDER BY p.id`,
  )
const invitations = async (): Promise<number> =>
  (await sql<{ n: number }>(owner, 'SELECT count(*)::int AS n FROM membership_invitation'))[0]?.n ?? 0

const invite = { name: 'Ny Kollega', email: 'ny@example.org', role: 'teacher', cohortId: '', validTo: '' }

describe('A18: what nobody asked for', () => {
  test('fields that no form has change nothing', async () => {
    const [somebody] = await sql<{ id: string }>(
      owner,
      `SELECT id FROM person WHERE email = 'fylke@example.org'`,
    )
    const before = await rows()
    const more = {
      ...{ id: somebody?.id ?? '', personId: somebody?.id ?? '', kind: 'guest', email: 'x@example.org' },
      ...{ disabledAt: '2020-01-01', role: 'administrator', 'roles[0][role]': 'administrator' },
      ...{ 'person.id': somebody?.id ?? '', orgUnitId: school, validTo: '2099-01-01' },
    }
    const name = 'Rektor Fiktivsen'
    await leader.post('/profil', { intent: 'name', name, ...more })
    await leader.post('/profil', { intent: 'news', own_roles: 'weekly', ...more })
    const other = ({ email }: { email: string }): boolean => email !== 'rektor@example.org'
    expect((await rows()).filter(row => other(row as { email: string }))).toEqual(
      before.filter(row => other(row as { email: string })),
    )
    const [own] = await sql<object>(
      owner,
      `SELECT name, kind::text, disabled_at, (SELECT array_agg(role::text) FROM "grant" WHERE person_id = person.id) AS roles
       FROM person WHERE email = 'rektor@example.org'`,
    )
    expect(own).toEqual({ name, kind: 'account', disabled_at: null, roles: ['leader'] })
  })

  test.each<[string, Record<string, string>]>([
    ['missing', {}],
    ['empty', { grantIds: '' }],
    ['undefined', { grantIds: 'undefined' }],
    ['null', { grantIds: 'null' }],
    ['a wildcard', { grantIds: '%' }],
    ['an operator', { 'grantIds[not]': '' }],
    ['an operator in JSON', { grantIds: '{"not":null}' }],
    ['all there are', { 'grantIds[]': '*' }],
  ])('an id that is missing, empty or an operator means nobody: %s', async (_, fields) => {
    const before = await rows()
    for (const intent of ['end', 'date', 'undo']) {
      const { status } = await county.post(`${school}/folk`, { intent, ...fields })
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
    }
    expect(await rows()).toEqual(before)
  })
})

describe('A19: a form that was opened with a right is worth nothing when it has ended', () => {
  /** Ends the role with this address and gives it back afterwards. */
  async function without(email: string, work: () => Promise<void>): Promise<void> {
    const set = (to: string) =>
      sql(
        owner,
        `UPDATE "grant" SET valid_to = ${to} WHERE person_id = (SELECT id FROM person WHERE email = $1)`,
        [email],
      )
    await set('now()')
    try {
      await work()
    } finally {
      await set('NULL')
    }
  }

  test('a principal who has been replaced invites nobody', async () => {
    expect((await leader.get(`${school}/folk/inviter`)).status).toBe(200)
    const before = await invitations()
    await without('rektor@example.org', async () => {
      expect((await leader.post(`${school}/folk/inviter`, invite)).status).toBe(404)
    })
    expect(await invitations()).toBe(before)
    expect((await leader.get(`${school}/folk/inviter`)).status).toBe(200)
  })

  test('an adviser who has left the county decides nothing for it', async () => {
    const own = first((await county.get('/folk')).body, /\/enheter\/[0-9a-f-]{36}/)
    expect((await county.get(`${own}/bidrag`)).status).toBe(200)
    const decided = () =>
      sql<object>(owner, 'SELECT contributions::text FROM org_unit_settings WHERE org_unit_id = $1', [
        idIn(own),
      ])
    const before = await decided()
    await without('fylke@example.org', async () => {
      expect((await county.post(`${own}/bidrag`, { contributions: 'pseudonym' })).status).toBe(404)
    })
    expect(await decided()).toEqual(before)
  })
})

describe('A24: names that are part of the language are names', () => {
  const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__']

  test.each(NAMES)('in addresses, queries and forms: %s', async name => {
    const answers: [string, Answer][] = [
      ['a part of the address', await county.get(`/enheter/${name}`)],
      ['an unknown page', await county.get(`/${name}`)],
      ['a query', await county.get(`/enheter?${name}=1&${name}[x]=1&sok=${name}`)],
      ['a search', await county.get(`/folk?sok=${name}&rolle=${name}`)],
      ['a field', await leader.post('/profil', { intent: name, [name]: '1', [`${name}.admin`]: '1' })],
      ['the hat', await leader.post('/hatt', { hatt: name })],
      ['a language', await new Visitor(product).post('/sprak', { locale: name, til: '/' })],
      ['a provider', await new Visitor(product).get(`/logg-inn/hos/${name}`)],
    ]
    for (const [words, { status }] of answers) expect(status, words).toBeLessThan(500)
    expect((await leader.get('/profil')).status).toBe(200)
  })
})

describe('A25: a request that is shaped to be slow costs the server no more than', () => {
  const ROUNDS = 10
  const shapes: [string, () => Promise<Answer>][] = [
    ['a long query', () => county.get(`/enheter?sok=${'a%20'.repeat(3_000)}`)],
    ['a search of wildcards', () => county.get(`/folk?sok=${encodeURIComponent('%_'.repeat(500))}`)],
    ['thousands of parameters', () => county.get(`/enheter?${'a=&'.repeat(5_000)}`)],
    ['deep brackets', () => county.get(`/enheter?a${'[a]'.repeat(3_000)}=1`)],
    ['a long address', () => county.get(`/enheter/${'x/'.repeat(4_000)}`)],
    ['many languages', () => county.get('/', { 'Accept-Language': 'nb;q=0.1,'.repeat(1_200) })],
    ['many ways to pack', () => county.get('/', { 'Accept-Encoding': 'gzip;q=0.1,'.repeat(1_000) })],
    ['many cookies', () => ask(`${product.url}/`, { headers: { cookie: 'pulje=x; '.repeat(1_200) } })],
    [
      'thousands of fields',
      () =>
        leader.post('/profil', Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`f${n}`, '1']))),
    ],
    [
      'fields within fields',
      () => leader.post('/profil', { intent: 'name', [`name${'[0]'.repeat(2_000)}`]: 'x' }),
    ],
    ['a megabyte for a name', () => leader.post('/profil', { intent: 'name', name: 'x'.repeat(1e6) })],
    [
      'an address that backtracks',
      () => leader.post(`${school}/folk/inviter`, { ...invite, email: `${'a.'.repeat(20_000)}@` }),
    ],
  ]

  test.each(shapes)('a page does: %s', async (_, send) => {
    const { status } = await send()
    expect(status).toBeLessThan(500)
    const plain = await cost(() => county.get('/enheter?sok=skole'))
    // A shape that works costs hundreds of pages.
    expect(await cost(send)).toBeLessThan(20 * Math.max(plain, 0.05))
  })

  /** @returns seconds of the server's processor */
  async function cost(send: () => Promise<Answer>): Promise<number> {
    const before = used()
    for (let round = 0; round < ROUNDS; round++) await send()
    return used() - before
  }
  const used = (): number => {
    const file = `/proc/${product.pid}/stat`
    if (fs.existsSync(file)) {
      const [user, system] = fs.readFileSync(file, 'utf8').split(') ')[1]?.split(' ').slice(11, 13) ?? []
      return (Number(user) + Number(system)) / 100
    }
    const time = execFileSync('ps', ['-o', 'time=', '-p', String(product.pid)], { encoding: 'utf8' })
    return time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  }
})

test('A22: nobody is led off the site after signing in', async () => {
  for (const til of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/%2F%2Fevil.example',
    '\t//evil.example',
  ]) {
    const page = await new Visitor(product).get(`/logg-inn?til=${encodeURIComponent(til)}`)
    for (const [, address = ''] of page.body.matchAll(/(?:href|action|src)="([^"]*)"/g))
      expect(new URL(address, product.url).origin).toBe(product.url)
    const { headers } = await leader.post('/sprak', { locale: 'nb', til })
    expect(new URL(headers.location ?? '/', product.url).origin).toBe(product.url)
  }
})
