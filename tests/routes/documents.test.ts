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

  test('whoever has no scripts answers a comment by a plain form, and is told what takes scripts', async () => {
    const place = 'AQdkZWZhdWx0AA=='
    await teacher.post(`${address}/kommentarer`, {
      ...{ intent: 'add', quote: 'alene i friminuttet', from: place, to: place, text: 'Når?' },
    })
    const { body } = await teacher.get(`${address}/kommentarer`)
    expect(body).toContain('For å kommentere et nytt sted i teksten må nettleseren kjøre JavaScript.')
    const form = /<noscript><form method="post" action="([^"]+)".*?<\/form><\/noscript>/s.exec(body)
    const fields = [...(form?.[0] ?? '').matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)]
    const answer = await teacher.post(form?.[1] ?? '', {
      ...Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value])),
      text: 'På mandag, i storefri.',
    })
    expect(answer.status).toBe(200)
    expect(answer.body).toContain('På mandag, i storefri.')
    expect((await teacher.get(address)).body).toContain('lese og svare på kommentarer')
  })
})
