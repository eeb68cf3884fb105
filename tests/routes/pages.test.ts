import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Product } from '../support/product'
import { Visitor } from '../support/visitor'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

let product: Product
let teacher: Visitor
let county: Visitor
/** The document of the teacher's own table, its gathering and cohort. */
let document: string
let gathering: string
let cohort: string

beforeAll(async () => {
  product = await Product.start()
  teacher = await new Visitor(product).signIn('larer1@example.org')
  county = await new Visitor(product).signIn('fylke@example.org')
  document = first(await teacher.get('/'), /\/dokumenter\/[0-9a-f-]{36}/)
  gathering = first(await teacher.get(document), /\/samlinger\/[0-9a-f-]{36}/)
  cohort = first(await county.get('/puljer'), /\/puljer\/[0-9a-f-]{36}/)
})
afterAll(() => product.remove())

function first({ body }: { body: string }, pattern: RegExp): string {
  return pattern.exec(body)?.[0] ?? ''
}

/** The page's own part, without what changes from answer to answer. */
function mainOf(body: string): string {
  return /<main[\s\S]*?<\/main>/.exec(body)?.[0] ?? ''
}

describe('nobody signed in', () => {
  const stranger = () => new Visitor(product)

  test.each(['/puljer', '/puljer/ny', '/skoler', '/profil', '/dokumenter/x', `/samlinger/${UNKNOWN}`])(
    '%s asks to sign in first, and remembers where to',
    async path => {
      const answer = await stranger().get(path)
      expect([answer.status, answer.headers.location]).toEqual([
        302,
        `/logg-inn?til=${encodeURIComponent(path)}`,
      ])
    },
  )

  test.each(['/', '/logg-inn', '/bli-med', '/tilgjengelighet', '/frakoblet'])(
    '%s is for everybody',
    async path => {
      expect((await stranger().get(path)).status).toBe(200)
    },
  )

  test('a document’s status is 401, without saying whether there is one', async () => {
    const [own, unknown] = [
      await stranger().get(`${document}/status`),
      await stranger().get(`/dokumenter/${UNKNOWN}/status`),
    ]
    expect([own.status, own.body]).toEqual([401, unknown.body])
    expect(unknown.status).toBe(401)
  })

  test('an address that is none keeps what was typed, with the error at the field and on top', async () => {
    const answer = await stranger().post('/logg-inn?til=/', { email: 'ikke en adresse' })
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('value="ikke en adresse"')
    expect(answer.body).toContain('aria-invalid="true"')
  })

  test.each([
    '//ondskap.example.org',
    'https://ondskap.example.org',
    '/\\ondskap.example.org',
    'javascript:alert(1)',
  ])('is not sent to %s after signing in', async til => {
    const page = await stranger().get(`/logg-inn?til=${encodeURIComponent(til)}`)
    expect(page.body).toContain('action="/logg-inn?til=%2F"')
  })
})

describe('what one may not see', () => {
  test.each([
    ['a document', () => `/dokumenter/${UNKNOWN}`, () => document],
    ['a document’s status', () => `/dokumenter/${UNKNOWN}/status`, () => `${document}/status`],
  ])('%s of others is not found, with the same page as an unknown one', async (_, unknown, forbidden) => {
    const [no, none] = [await county.get(forbidden()), await county.get(unknown())]
    expect([no.status, none.status]).toEqual([404, 404])
    expect(mainOf(no.body)).toBe(mainOf(none.body))
  })

  test.each([
    '/dokumenter/x',
    "/samlinger/'%20OR%201=1",
    '/puljer/[object%20Object]',
    '/puljer/%00',
    '/finnes/ikke',
  ])('%s is not found either, and nothing breaks', async path => {
    expect((await teacher.get(path)).status).toBe(404)
  })

  test('a teacher finds neither the forms of a county nor a way to send them', async () => {
    expect((await teacher.get('/puljer/ny')).status).toBeGreaterThanOrEqual(403)
    for (const path of ['/puljer/ny', `${cohort}/kommuner`, `${cohort}/samlinger/ny`]) {
      const answer = await teacher.post(path, { title: 'Samling', startsOn: '2027-01', orgUnitIds: UNKNOWN })
      expect(answer.status, path).toBeGreaterThanOrEqual(400)
    }
  })
})

describe('forms', () => {
  test.each([null, 'null', 'https://ondskap.example.org', 'http://127.0.0.1:1'])(
    'sent from %s are refused',
    async origin => {
      for (const path of [
        '/logg-ut',
        '/sprak',
        '/bli-med',
        gathering,
        `${gathering}.data`,
        '/logg-inn?_data=root',
      ]) {
        expect((await teacher.post(path, {}, origin)).status, path).toBeGreaterThanOrEqual(400)
      }
      expect((await teacher.get('/profil')).status).toBe(200)
    },
  )

  test('another language holds from then on', async () => {
    const visitor = new Visitor(product)
    await visitor.post('/sprak', { lang: 'nn', til: '/' })
    expect((await visitor.get('/logg-inn')).body).toContain('<html lang="nn"')
  })
})

describe('what is kept where', () => {
  test('pages of a person are nobody else’s: no cache keeps them', async () => {
    for (const path of ['/', '/profil', document, gathering]) {
      expect((await teacher.get(path)).headers['cache-control'], path).toBe('private, no-store')
    }
  })

  test('the page for when there is no network holds nothing of whoever asks for it', async () => {
    const { body } = await teacher.get('/frakoblet')
    expect(body).not.toContain('Enersen')
    expect(body).not.toContain('larer1')
  })

  test('the text of a document is in its page, with the styles’ nonce and no script of others', async () => {
    const answer = await teacher.get(document)
    expect(mainOf(answer.body)).toContain('alene i friminuttet?')
    expect(answer.headers['content-security-policy']).toContain("script-src 'self' 'nonce-")
    expect(answer.body).not.toMatch(/<script[^>]+src="https?:/)
    expect(answer.body).not.toMatch(/ style="/)
  })
})

test('in production there is no demo: no mailbox, no invented people', async () => {
  const serious = await Product.start({
    env: {
      PULJE_MODE: 'production',
      ORIGIN: 'https://pulje.example.org',
      SMTP_URL: 'smtp://127.0.0.1:1',
      SECRET: 'a key of this test, of thirty-two characters at least',
      HOST: '127.0.0.1',
    },
  })
  try {
    const visitor = new Visitor(serious)
    expect((await visitor.get('/demo/e-post')).status).toBe(404)
    const { body } = await visitor.get('/logg-inn')
    expect(body).not.toContain('example.org')
    expect(serious.output).not.toContain('larer1')
  } finally {
    await serious.remove()
  }
})

test('what is told on the port for metrics is no page here', async () => {
  const page = await county.get('/metrics')
  expect([page.status, page.body.includes('pulje_document')]).toEqual([404, false])
})

test('nothing that a page answers is kept by a browser: pages, their data, refusals, redirects', async () => {
  const answers = await Promise.all(
    [
      '/',
      '/_root.data',
      `${cohort}.data`,
      `/puljer/${UNKNOWN}`,
      `/puljer/${UNKNOWN}.data`,
      '/import/mal.csv',
    ].map(async path => [path, (await county.get(path)).headers['cache-control']]),
  )
  const stranger = await new Visitor(product).get('/puljer')
  expect([...answers, ['signed out', stranger.headers['cache-control']]]).toEqual(
    [...answers, ['signed out', '']].map(([path]) => [path, 'private, no-store']),
  )
})
