import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Product } from '../support/product'
import { Visitor } from '../support/visitor'

let product: Product
let teacher: Visitor
let stranger: Visitor
let address: string

beforeAll(async () => {
  product = await Product.start()
  teacher = await new Visitor(product).signIn('larer1@example.org')
  stranger = await new Visitor(product).signIn('fylke@example.org')
  address = /\/dokumenter\/[0-9a-f-]{36}/.exec((await teacher.get('/')).body)?.[0] ?? ''
})
afterAll(() => product.remove())

const UNKNOWN = '/dokumenter/00000000-0000-4000-8000-000000000000'
const mainOf = (body: string): string => /<main[\s\S]*?<\/main>/.exec(body)?.[0] ?? ''

describe('a document’s files, versions, authors and comments', () => {
  test.each([
    ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['pdf', 'application/pdf'],
    ['md', 'text/markdown; charset=utf-8'],
    ['html', 'text/html; charset=utf-8'],
  ])(
    'whoever sits at the table takes it along as .%s, under a name, kept by nobody on the way',
    async (format, type) => {
      const { status, headers } = await teacher.get(`${address}/tekst.${format}`)
      expect(status).toBe(200)
      expect(headers['content-type']).toBe(type)
      expect(headers['content-disposition']).toMatch(
        new RegExp(`^attachment; filename=".+\\.${format}"; filename\\*=UTF-8''`),
      )
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['cache-control']).toBe('private, no-store')
    },
  )

  test.each([
    '/tekst.docx',
    '/tekst.pdf',
    '/tekst.md',
    '/tekst.html',
    '/versjoner',
    '/versjoner/1',
    '/kommentarer',
    '/forfattere',
  ])('to others %s is as unknown as that of a document there is not', async place => {
    const [closed, unknown] = [await stranger.get(address + place), await stranger.get(UNKNOWN + place)]
    expect([closed.status, unknown.status]).toEqual([404, 404])
    expect(mainOf(closed.body)).toBe(mainOf(unknown.body))
  })

  test.each(['0', '-1', '1.5', 'x', '999999999', '1e3'])('there is no version %s', async seq => {
    expect((await teacher.get(`${address}/versjoner/${seq}`)).status).toBe(404)
  })

  test('nobody without a right brings back a version or says anything', async () => {
    expect((await stranger.post(`${address}/versjoner/1`, {})).status).toBe(404)
    const said = await stranger.post(`${address}/kommentarer`, {
      intent: 'add',
      quote: 'x',
      from: 'AQdkZWZhdWx0AA==',
      to: 'AQdkZWZhdWx0AA==',
      text: 'x',
    })
    expect(said.status).toBe(404)
  })

  test('a comment without words is sent back with a sentence', async () => {
    const answer = await teacher.post(`${address}/kommentarer`, {
      intent: 'add',
      quote: 'x',
      from: 'AQdkZWZhdWx0AA==',
      to: 'AQdkZWZhdWx0AA==',
      text: '  ',
    })
    expect(answer.status).toBe(400)
  })
})
