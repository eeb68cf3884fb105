import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Product } from '../support/product'
import { Visitor } from '../support/visitor'

let product: Product
let teacher: Visitor
let reader: Visitor
let stranger: Visitor
let documentId: string
let otherDocument: string
let picture: Buffer

const ownDocument = async (who: Visitor): Promise<string> =>
  /\/dokumenter\/([0-9a-f-]{36})/.exec((await who.get('/')).body)?.[1] ?? ''

beforeAll(async () => {
  product = await Product.start()
  teacher = await new Visitor(product).signIn('larer1@example.org')
  reader = await new Visitor(product).signIn('ressurs@example.org')
  stranger = await new Visitor(product).signIn('ppt@example.org')
  documentId = await ownDocument(teacher)
  otherDocument = await ownDocument(stranger)
  picture = await sharp({ create: { width: 2000, height: 1000, channels: 3, background: '#0b6e8a' } })
    .jpeg()
    .toBuffer()
})
afterAll(() => product.remove())

const bring = (who: Visitor, bytes: Buffer, to = documentId) =>
  who.upload(`/dokumenter/${to}/bilder`, {}, { name: 'tavle.jpg', bytes })
const brought = async (): Promise<string> =>
  (JSON.parse((await bring(teacher, picture)).body) as { id: string }).id

describe('an image', () => {
  test('is taken in, and comes back as WebP in two sizes to whoever may read', async () => {
    const answer = await bring(teacher, picture)
    expect(answer.status).toBe(201)
    const { id, width, height } = JSON.parse(answer.body) as { id: string; width: number; height: number }
    expect([width, height]).toEqual([1600, 800])
    for (const who of [teacher, reader]) {
      const large = await who.get(`/bilder/${id}`)
      expect(large.status).toBe(200)
      expect(large.headers).toMatchObject({
        'content-type': 'image/webp',
        'cache-control': 'private, no-cache',
        'x-content-type-options': 'nosniff',
      })
      expect(large.headers['content-security-policy']).toMatch(/(^|, )default-src 'none'$/)
      expect(await sharp(large.bytes).metadata()).toMatchObject({ format: 'webp', width: 1600 })
      const small = await who.get(`/bilder/${id}/liten`)
      expect(await sharp(small.bytes).metadata()).toMatchObject({ width: 480 })
    }
  })

  test('that the browser has is not sent twice, and the right is asked all the same', async () => {
    const id = await brought()
    const etag = (await teacher.get(`/bilder/${id}`)).headers['etag'] ?? ''
    expect((await teacher.get(`/bilder/${id}`, { 'If-None-Match': etag })).status).toBe(304)
    expect((await stranger.get(`/bilder/${id}`, { 'If-None-Match': etag })).status).toBe(404)
  })

  test('is nothing to whoever sits at another table, or nowhere', async () => {
    const id = await brought()
    const unknown = await stranger.get('/bilder/01234567-89ab-7cde-8f01-23456789abcd')
    for (const address of [`/bilder/${id}`, `/bilder/${id}/liten`]) {
      expect((await stranger.get(address)).status).toBe(404)
      expect((await new Visitor(product).get(address)).status).toBe(302)
    }
    expect(unknown.status).toBe(404)
    expect((await teacher.get('/bilder/1')).status).toBe(404)
  })
})

describe('bringing one', () => {
  test('is for whoever writes there', async () => {
    expect((await bring(reader, picture)).status).toBe(403)
    expect((await bring(stranger, picture)).status).toBe(404)
    expect((await bring(teacher, picture, otherDocument)).status).toBe(404)
    expect((await bring(new Visitor(product), picture)).status).toBe(302)
    expect((await bring(teacher, picture, '01234567-89ab-7cde-8f01-23456789abcd')).status).toBe(404)
  })

  test('from another site is refused', async () => {
    expect((await teacher.post(`/dokumenter/${documentId}/bilder`, {}, 'https://evil.example')).status).toBe(
      403,
    )
    expect((await teacher.post(`/dokumenter/${documentId}/bilder`, {}, 'null')).status).toBe(403)
  })

  test.each([
    ['a page', Buffer.from('<script>alert(1)</script>'), 'images.not_a_picture'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'images.not_a_picture'],
    ['nothing', Buffer.alloc(0), 'images.not_a_picture'],
    ['what is too large', Buffer.alloc(10 * 2 ** 20 + 1, 0xff), 'images.too_large'],
  ])('%s says why it cannot be taken', async (_, bytes, reason) => {
    const answer = await bring(teacher, bytes)
    expect(answer.status).toBe(409)
    expect(JSON.parse(answer.body)).toEqual({ reason })
  })

  test('without a form is no picture', async () => {
    const answer = await teacher.post(`/dokumenter/${documentId}/bilder`, { file: 'x' })
    expect(answer.status).toBe(409)
  })
})

test('whoever sends picture after picture is asked to wait, and nobody else is', async () => {
  const two = await new Visitor(product).signIn('larer2@example.org')
  const to = await ownDocument(two)
  const small = await sharp({ create: { width: 2, height: 2, channels: 3, background: '#000' } })
    .png()
    .toBuffer()
  const said: number[] = []
  for (let picture = 0; picture < 60; picture++) said.push((await bring(two, small, to)).status)
  expect(new Set(said)).toEqual(new Set([201]))
  const refused = await bring(two, small, to)
  expect([refused.status, JSON.parse(refused.body)]).toEqual([409, { reason: 'images.too_often' }])
  expect((await bring(teacher, small)).status).toBe(201)
})
