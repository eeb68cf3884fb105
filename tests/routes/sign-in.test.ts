import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHostileProvider, type HostileProvider } from '../support/hostile-provider'
import { superuser } from '~server/database/embedded/cluster'
import { findPlace } from '~server/database/embedded/place'
import { ask, type Answer } from '../support/http'
import { Product } from '../support/product'
import { sql } from '../support/sql'
import { until } from '../support/until'
import { Visitor } from '../support/visitor'

/** A14, A16, A22 and the operator's part of signing in, at the built product. */

let product: Product
let feide: HostileProvider
beforeAll(async () => {
  feide = await startHostileProvider()
  product = await Product.start({
    env: {
      FEIDE_ISSUER: feide.issuer,
      FEIDE_GROUPS_URL: `${feide.issuer}/groups`,
      FEIDE_CLIENT_ID: 'pulje',
      FEIDE_CLIENT_SECRET: 'hemmelig',
      IDPORTEN_ISSUER: feide.issuer,
      IDPORTEN_CLIENT_ID: 'pulje',
      IDPORTEN_CLIENT_SECRET: 'hemmelig',
      IDPORTEN_LOGOUT: 'on',
    },
  })
}, 150_000)
afterAll(async () => {
  await product.remove()
  await feide.stop()
})

const cookiesOf = ({ headers }: Answer): string[] =>
  (headers['set-cookie'] ?? []).map(cookie => cookie.split('=')[0] ?? '')

/** A page without what is another one each time. */
const shape = ({ body }: Answer): string =>
  body.replaceAll(/nonce="[^"]*"|[\w-]{43}|\b[0-9a-f]{8,}\b|"?\d{10,}(\.\d+)?"?/g, '')

async function code(visitor: Visitor, email: string): Promise<string> {
  let found = ''
  await until('the mail is there', async () => {
    const box = (await visitor.get('/demo/e-post')).body.replaceAll(/<[^>]+>/g, ' ')
    found = new RegExp(`\\b(\\d{6})\\b[^@\\d]{1,60}${email}`).exec(box)?.[1] ?? ''
    return found !== ''
  })
  return found
}

describe('who has an account is told nobody', () => {
  test('an address that is known and one that is not get the same answer, page and cookies', async () => {
    const [known, unknown] = [new Visitor(product), new Visitor(product)]
    const answers = [
      await known.post('/logg-inn?til=/', { email: 'larer2@example.org' }),
      await unknown.post('/logg-inn?til=/', { email: 'ingen.slik@example.org' }),
    ]
    const [one, other] = answers.map(answer => [answer.status, answer.headers.location, cookiesOf(answer)])
    expect(one).toEqual(other)
    const pages = [await known.get('/logg-inn/kode?til=/'), await unknown.get('/logg-inn/kode?til=/')]
    expect(shape(pages[0]!)).toBe(shape(pages[1]!))
    const wrong = [
      await known.post('/logg-inn/kode?til=/', { code: '000000' }),
      await unknown.post('/logg-inn/kode?til=/', { code: '000000' }),
    ]
    expect(wrong.map(({ status }) => status)).toEqual([400, 400])
    expect(shape(wrong[0]!)).toBe(shape(wrong[1]!))
  })

  test('the question for a passkey is the same for everybody: it names nobody', async () => {
    const asked = await new Visitor(product).post('/logg-inn/passnokkel/sporsmal', {})
    expect(asked.status).toBe(200)
    expect(asked.body).not.toMatch(/allowCredentials":\s*\[\s*\{|userName|example\.org/)
  })
})

describe('an address to go on to', () => {
  test.each([
    'https://ond.example',
    '//ond.example',
    String.raw`/\ond.example`,
    String.raw`\\ond.example`,
    '/%09/ond.example\r\nSet-Cookie: a=b',
    'javascript:alert(1)',
    ' //ond.example',
    '/@ond.example:x',
  ])('%j leads nowhere but home', async wish => {
    const til = encodeURIComponent(wish)
    const visitor = new Visitor(product)
    const asked = await visitor.post(`/logg-inn?til=${til}`, { email: 'ingen@example.org' })
    expect(asked.headers.location ?? '').toMatch(/^\/logg-inn\/kode\?til=(%2F|\/)$/)
    const page =
      (await visitor.get(`/logg-inn/kode?til=${til}`)).body + (await visitor.get(`/logg-inn?til=${til}`)).body
    expect(leadsAway(page)).toBeNull()
    const provider = await visitor.get(`/logg-inn/hos/feide?til=${til}`)
    expect(provider.headers.location).toMatch(new RegExp(`^${feide.issuer}/`))
    const answer = await visitor.get('/logg-inn/hos/feide/svar?error=access_denied&state=x')
    expect(leadsAway(answer.body)).toBeNull()
    const away = await visitor.get(`/logg-inn/hos/feide/svar?borte=1&til=${til}`)
    expect(away.status).toBe(503)
    expect(leadsAway(away.body)).toBeNull()
    const already = await signedInTeacher()
    expect((await already.get(`/logg-inn/hos/feide?til=${til}`)).headers.location).toBe('/')
    expect((await already.get(`/logg-inn?til=${til}`)).headers.location).toBe('/')
  })
})

test.each([
  '//ond.example',
  String.raw`/\ond.example`,
  String.raw`\\ond.example`,
  'https://ond.example/x',
  'https:ond.example',
  '/%2F/ond.example',
  '%2F%2Fond.example',
  'https%3A%2F%2Fond.example',
  '/%5Cond.example',
  '/.//ond.example',
  '\t//ond.example',
])('where somebody wanted to go, changed in the database to %j, does not lead off the site', async stored => {
  const email = 'larer2@example.org'
  const owner = superuser(findPlace(product.dataDir), 'pulje')
  feide.claims = honest => ({ ...honest, sub: 'lærer to' })
  await sql(
    owner,
    `INSERT INTO identity (issuer, subject, person_id) SELECT $1, 'lærer to', id FROM person WHERE email = $2
     ON CONFLICT DO NOTHING`,
    [feide.issuer, email],
  )
  const visitor = new Visitor(product)
  const asked = await visitor.get('/logg-inn/hos/feide?til=/puljer')
  const answered = await ask(asked.headers.location ?? '')
  await sql(owner, 'UPDATE oidc_flow SET return_to = $1', [stored])
  const back = new URL(answered.headers.location ?? '')
  const { status, headers } = await visitor.get(back.pathname + back.search)
  expect(status).toBe(302)
  expect(headers['set-cookie']?.join()).toMatch(/pulje=[\w-]{43}/)
  expect(new URL(headers.location ?? '', product.url).origin).toBe(new URL(product.url).origin)
})

/** Links and forms of a page that lead there; the page's own address may stand in it as text. */
const leadsAway = (body: string) =>
  body
    .replaceAll('&amp;', '&')
    .match(/(?:href|action|http-equiv)="(?:(?!\/logg-inn\/hos\/feide\/svar)[^"])*ond\.example[^"]*"/g)

let teacher: Visitor | undefined
const signedInTeacher = async (): Promise<Visitor> =>
  (teacher ??= await new Visitor(product).signIn('larer1@example.org'))

test('a session that was planted before signing in is worth nothing after it', async () => {
  const visitor = new Visitor(product)
  const planted = 'A'.repeat(43)
  await visitor.post('/logg-inn?til=/', { email: 'kommune@example.org' })
  const answer = await visitor.post('/logg-inn/kode?til=/', {
    code: await code(visitor, 'kommune@example.org'),
  })
  const set = (answer.headers['set-cookie'] ?? []).find(cookie => cookie.startsWith('pulje='))
  expect(set).toMatch(/^pulje=[\w-]{43};.*HttpOnly/i)
  expect(set).not.toContain(planted)
  const stranger = await new Visitor(product).get('/profil', { Cookie: `pulje=${planted}` })
  expect(stranger.status).toBe(302)
})

test('signing out leads on to a provider that is configured so; others lead home, and unknown ones are not found', async () => {
  const visitor = new Visitor(product)
  const onward = await visitor.get('/logg-ut/hos/idporten')
  expect(onward.status).toBe(200)
  expect(onward.body).toContain(`${feide.issuer}/logout`)
  expect((await visitor.get('/logg-ut/hos/feide')).headers.location).toBe('/')
  for (const id of ['entra', 'ukjent']) expect((await visitor.get(`/logg-ut/hos/${id}`)).status).toBe(404)
})

describe('the operator', () => {
  test('resets somebody’s factors by the console: every session ends, and the person is told by mail', async () => {
    const email = 'ppt@example.org'
    const visitor = await new Visitor(product).signIn(email)
    expect((await visitor.get('/profil')).status).toBe(200)
    expect(await product.cli('user:reset', 'PPT@example.org')).toMatchObject({ personId: expect.any(String) })
    expect((await visitor.get('/profil')).status).toBe(302)
    await until('the mail is there', async () =>
      (await visitor.get('/demo/e-post')).body.includes('/profil/sikkerhet'),
    )
  })

  test('is told plainly that nobody has an address', async () => {
    await expect(product.cli('user:reset', 'ingen@example.org')).rejects.toMatchObject({
      stdout: expect.stringContaining('"personId":null'),
    })
  })

  test('finds a key that nobody else on the machine can read', () => {
    expect(fs.statSync(path.join(product.dataDir, 'secret.key')).mode & 0o777).toBe(0o600)
  })
})
