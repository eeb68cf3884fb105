import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Product } from '../support/product'
import { until } from '../support/until'
import { Visitor } from '../support/visitor'

let product: Product
let leader: Visitor
let county: Visitor
let teacher: Visitor
/** Came by invitation. */
let newcomer: Visitor
/** /enheter/…/folk of the leader's school. */
let people: string

beforeAll(async () => {
  product = await Product.start()
  leader = await new Visitor(product).signIn('rektor@example.org')
  county = await new Visitor(product).signIn('fylke@example.org')
  teacher = await new Visitor(product).signIn('larer1@example.org')
  people = first((await leader.get('/folk')).body, /\/enheter\/[0-9a-f-]{36}\/folk/)
})
afterAll(() => product.remove())

const first = (body: string, pattern: RegExp): string => pattern.exec(body)?.[0] ?? ''
const mainOf = (body: string): string => /<main[\s\S]*?<\/main>/.exec(body)?.[0] ?? ''

const form = (email: string) => ({ name: 'Ny Kollega', email, role: 'teacher', cohortId: '', validTo: '' })

/** Invites, and reads the link out of the mail. */
async function invited(email: string): Promise<string> {
  const answer = await leader.post(`${people}/inviter`, form(email))
  expect(answer.status).toBe(302)
  let link = ''
  await until('the mail is there', async () => {
    const box = (await leader.get('/demo/e-post')).body
    link = first(box.slice(box.indexOf(email)), /\/bli-medlem\/[\w-]{43}/)
    return link !== '' && box.includes(email)
  })
  return link
}

describe('without scripts', () => {
  test('a leader invites somebody, who says yes without an account and signs in', async () => {
    const email = 'ny.larer@example.org'
    const link = await invited(email)
    const stranger = new Visitor(product)
    const asked = await stranger.get(link)
    expect(mainOf(asked.body)).toContain('Hei, Ny Kollega')
    expect(mainOf(asked.body)).not.toContain(email)
    const yes = await stranger.post(link, { answer: 'yes' })
    expect([yes.status, yes.headers.location]).toEqual([302, '/bli-medlem/svar'])
    expect(mainOf((await stranger.get('/bli-medlem/svar')).body)).toContain('Takk, du er med')
    expect((await stranger.get(link)).status).toBe(404)
    newcomer = await stranger.signIn(email)
    expect(mainOf((await stranger.get('/profil')).body)).toContain('Lærer')
    expect(mainOf((await leader.get(people)).body)).toContain('Ny Kollega')
  })

  test('somebody else who is signed in is told so plainly, without the address it was sent to', async () => {
    const link = await invited('en.annen@example.org')
    const { body } = await teacher.get(link)
    expect(mainOf(body)).toContain('Du er logget inn som Lærer Enersen')
    expect(mainOf(body)).not.toContain('en.annen@example.org')
    const no = await teacher.post(link, { answer: 'no' })
    expect(no.headers.location).toBe('/bli-medlem/svar?nei')
  })

  test('an invitation to a known and to an unknown address is answered alike', async () => {
    const known = await leader.post(`${people}/inviter`, form('ppt@example.org'))
    const unknown = await leader.post(`${people}/inviter`, form('helt.ukjent@example.org'))
    expect([known.status, known.headers.location]).toEqual([unknown.status, unknown.headers.location])
  })

  test('one’s own data can be read and fetched, and holds no secret', async () => {
    expect(mainOf((await teacher.get('/profil/mine-data')).body)).toContain('Lærer Enersen')
    const file = await teacher.get('/profil/mine-data.json')
    expect(file.headers['content-disposition']).toContain('attachment')
    const own = JSON.parse(file.body) as Record<string, unknown>
    expect(own).toMatchObject({ format: 'pulje.own-data.1', person: { email: 'larer1@example.org' } })
    expect(Object.keys(own)).toEqual(
      expect.arrayContaining([
        'roles',
        'sessions',
        'seats',
        'writtenIn',
        'signInMethods',
        'invitations',
        'events',
      ]),
    )
    expect(file.body).not.toMatch(/[0-9a-f]{64}/)
  })

  test('a name, how often mails come, and a role laid down are one’s own to change', async () => {
    const own = newcomer
    expect(mainOf((await own.post('/profil', { intent: 'name', name: 'Nytt Navn' })).body)).toContain(
      'Nytt Navn',
    )
    await own.post('/profil', { intent: 'news', own_roles: 'weekly', invitations: 'off' })
    expect(mainOf((await own.get('/profil')).body)).toMatch(/value="weekly" selected/)
    const grantId = first(mainOf((await own.get('/profil')).body), /(?<=name="grantId" value=")[0-9a-f-]{36}/)
    expect(mainOf((await own.post('/profil', { intent: 'leave', grantId })).body)).toContain(
      'Rollen er avsluttet',
    )
  })
})

describe('what is not one’s own', () => {
  const UNKNOWN = '00000000-0000-4000-8000-000000000000'

  test.each(['', '/inviter', `/${UNKNOWN}`, `/${UNKNOWN}/slutter`])(
    'the people of a unit one does not belong to look like those of an unknown one: %s',
    async path => {
      const other = first((await county.get('/folk')).body, /\/enheter\/[0-9a-f-]{36}\/folk/)
      const unknown = other.replace(/[0-9a-f-]{36}/, UNKNOWN)
      const [none, no] = [await teacher.get(`${unknown}${path}`), await teacher.get(`${other}${path}`)]
      expect([none.status, no.status]).toEqual([404, 404])
      expect(mainOf(no.body)).toBe(mainOf(none.body))
    },
  )

  test('a teacher can send none of the forms', async () => {
    for (const [path, fields] of [
      [`${people}/inviter`, form('x@example.org')],
      [people, { intent: 'end', grantIds: UNKNOWN }],
      [people, { intent: 'undo', ended: `${UNKNOWN}~` }],
      [`${people}/${UNKNOWN}/slutter`, { intent: 'everything' }],
      [people.replace('/folk', '/bidrag'), { contributions: 'pseudonym' }],
    ] as const) {
      expect((await teacher.post(path, fields)).status, path).toBeGreaterThanOrEqual(400)
    }
    expect((await teacher.get('/folk')).status).toBe(404)
  })

  test.each(['x', 'x'.repeat(43), '%00', "' OR 1=1"])(
    'a link that is none opens nothing: %s',
    async token => {
      const answer = await new Visitor(product).get(`/bli-medlem/${encodeURIComponent(token)}`)
      expect(answer.status).toBe(404)
      expect(mainOf(answer.body)).toContain('Lenken virker ikke lenger')
    },
  )
})

test('the county decides about the name of those who have left', async () => {
  const own = first((await county.get('/folk')).body, /\/enheter\/[0-9a-f-]{36}/)
  const answer = await county.post(`${own}/bidrag`, { contributions: 'pseudonym' })
  expect(mainOf(answer.body)).toContain('Valget er lagret')
  expect(mainOf((await county.get(`${own}/bidrag`)).body)).toContain('Nå erstattes navnet')
})
