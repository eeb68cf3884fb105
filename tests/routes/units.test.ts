import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Product } from '../support/product'
import { Visitor } from '../support/visitor'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const SCHOOL = 'Presterød skole'

let product: Product
let county: Visitor
let teacher: Visitor
/** Teaches in Larvik. */
let neighbour: Visitor
/** Came to a gathering with its code, without an account. */
let guest: Visitor
let school: string

beforeAll(async () => {
  product = await Product.start()
  county = await new Visitor(product).signIn('fylke@example.org')
  teacher = await new Visitor(product).signIn('larer1@example.org')
  neighbour = await new Visitor(product).signIn('larer2@example.org')
  guest = new Visitor(product)
  await guest.post('/bli-med/PULJE2', { code: 'PULJE2', name: 'Gjest' })
  school = await firstHit(county, SCHOOL)
}, 120_000)
afterAll(() => product.remove())

const mainOf = (body: string): string => /<main[\s\S]*?<\/main>/.exec(body)?.[0] ?? ''
const search = async (who: Visitor, text: string): Promise<string> =>
  mainOf((await who.get(`/enheter?sok=${encodeURIComponent(text)}`)).body)
const firstHit = async (who: Visitor, text: string): Promise<string> =>
  /\/enheter\/[0-9a-f-]{36}/.exec(await search(who, text))?.[0] ?? ''
const titleOf = async (who: Visitor, path: string): Promise<string> =>
  /<h1[^>]*>([^<]*)/.exec((await who.get(path)).body)?.[1] ?? ''

describe('without JavaScript', () => {
  test.each([
    ['Andebu', 'Andebu'],
    ['0719', 'Andebu'],
    ['Tana', 'Deatnu - Tana'],
    ['Deatnu', 'Deatnu - Tana'],
    ['tønsberg', 'Tønsberg'],
  ])('whoever looks for %s finds %s first, and its page', async (text, name) => {
    const page = await search(county, text)
    expect(page).toContain(`value="${text}"`)
    expect(await titleOf(county, await firstHit(county, text))).toBe(name)
  })

  test('a municipality that was merged away tells its life, and where it goes on', async () => {
    const page = mainOf((await county.get(await firstHit(county, '0719'))).body)
    for (const words of ['0719', 'Vestfold', 'Sandefjord']) expect(page).toContain(words)
  })

  test('a name that nobody bears says so and what to do; one that is nearly right finds something like it', async () => {
    const none = await search(county, 'qxzqxzqxz')
    expect(none).toContain('qxzqxzqxz')
    expect(none).not.toMatch(/\/enheter\/[0-9a-f-]{36}/)
    expect(await search(county, 'Tønnsberg')).toContain('Tønsberg')
  })

  test.each(['-1', '0', '999999', 'x', '1e9'])('there is no page %s that breaks anything', async side => {
    expect((await county.get(`/enheter?side=${side}`)).status).toBe(200)
  })

  test.each(["'; DROP TABLE org_unit; --", '%', '_', '\\', '<script>', '%00', 'x'.repeat(300)])(
    'what is typed is only text: %j',
    async text => {
      const answer = await county.get(`/enheter?sok=${encodeURIComponent(text)}`)
      expect(answer.status).toBe(200)
      expect(mainOf(answer.body)).not.toContain('<script>')
    },
  )
})

describe('what is not one’s own', () => {
  test('a school is found by those who belong there or stand above it', async () => {
    for (const who of [county, teacher]) expect(await titleOf(who, school)).toBe(SCHOOL)
  })

  test('a school of another municipality looks like an unknown one, and no search knows it', async () => {
    for (const who of [neighbour, guest]) {
      const [no, none] = [await who.get(school), await who.get(`/enheter/${UNKNOWN}`)]
      expect(no.status).toBe(none.status)
      expect(no.status).toBeGreaterThanOrEqual(403)
      expect(mainOf(no.body)).toBe(mainOf(none.body))
    }
    expect(await search(neighbour, SCHOOL)).not.toContain(school)
  })

  test('nor does the page of the municipality or the county above it tell of it', async () => {
    for (const name of ['Tønsberg', 'Vestfold']) {
      const above = await firstHit(neighbour, name)
      expect((await neighbour.get(above)).status).toBe(200)
      expect((await neighbour.get(above)).body).not.toContain(SCHOOL)
    }
  })

  test('nobody signed in is asked to sign in, whether the unit is there or not', async () => {
    const stranger = new Visitor(product)
    for (const path of ['/enheter', school, `/enheter/${UNKNOWN}`]) {
      const { status, headers } = await stranger.get(path)
      expect([status, headers.location]).toEqual([302, `/logg-inn?til=${encodeURIComponent(path)}`])
    }
  })

  test.each(['x', '%00', "'%20OR%201=1", `${UNKNOWN}x`])('%s is no unit, and nothing breaks', async id => {
    expect((await county.get(`/enheter/${id}`)).status).toBe(404)
  })
})
