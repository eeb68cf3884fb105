import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { superuser } from '~server/database/embedded/cluster'
import { findPlace } from '~server/database/embedded/place'
import { LiveClient } from '../support/live-client'
import { Product } from '../support/product'
import { sql } from '../support/sql'
import { Visitor } from '../support/visitor'

let product: Product
let teacher: Visitor
let other: Visitor
let address: string
let client: LiveClient

beforeAll(async () => {
  product = await Product.start()
  teacher = await new Visitor(product).signIn('larer1@example.org')
  other = await new Visitor(product).signIn('ppt@example.org')
  address = /\/dokumenter\/[0-9a-f-]{36}/.exec((await teacher.get('/')).body)?.[0] ?? ''
  const documentId = address.split('/').at(-1) ?? ''
  client = await new LiveClient({
    server: product.url,
    documentId,
    headers: teacher.headers(),
  }).untilSynced()
})
afterAll(async () => {
  client.drop()
  await product.remove()
})

const versions = async (): Promise<number[]> => {
  const { body } = await teacher.get(`${address}/versjoner`)
  return [...body.matchAll(/\/versjoner\/(\d+)"/g)].map(([, seq]) => Number(seq))
}
const text = async () => (await teacher.get(`${address}/tekst.md`)).body

test('one click undoes that a version was brought back, without scripts too', async () => {
  client.type('Skrevet etterpå.')
  await client.untilSaved()
  expect(await text()).toContain('Skrevet etterpå.')
  const oldest = (await versions()).at(-1) ?? 0
  const answer = await teacher.post(`${address}/versjoner/${oldest}`, {})
  expect(answer.headers['location']).toBe(`${address}/versjoner?hentet=ja`)
  expect(await text()).not.toContain('Skrevet etterpå.')

  const { body } = await teacher.get(`${address}/versjoner?hentet=ja`)
  const form = /<form[^>]*action="([^"]+)"[^>]*><button[^>]*>Angre/.exec(body)
  const undo = (await teacher.post(form?.[1] ?? '', {})).headers['location']
  expect(undo).toBe(`${address}/versjoner?hentet=ja`)
  expect(await text()).toContain('Skrevet etterpå.')
})

test('pictures come along in every file that can hold them, and those of other tables do not', async () => {
  const picture = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#0b6e8a' } })
    .png()
    .toBuffer()
  const bring = async (who: Visitor, to: string) =>
    (
      JSON.parse((await who.upload(`${to}/bilder`, {}, { name: 'x.png', bytes: picture })).body) as {
        id: string
      }
    ).id
  const elsewhere = /\/dokumenter\/[0-9a-f-]{36}/.exec((await other.get('/')).body)?.[0] ?? ''
  for (const [id, alt] of [
    [await bring(teacher, address), 'Tavla vår'],
    [await bring(other, elsewhere), 'Tavla deres'],
  ] as const) {
    const image = new Y.XmlElement('image')
    image.setAttribute('id', id)
    image.setAttribute('alt', alt)
    client.doc.getXmlFragment('default').push([image])
  }
  await client.untilSaved()
  const html = (await teacher.get(`${address}/tekst.html`)).body
  expect(
    html.match(/<img src="data:image\/webp;base64,[^"]+" width="40" height="20" alt="Tavla vår">/g),
  ).toHaveLength(1)
  expect(html).toContain('<p>Bilde: Tavla deres</p>')
  expect(await text()).toContain('Bilde: Tavla vår')
  const pdf = await teacher.get(`${address}/tekst.pdf`)
  expect(pdf.bytes.toString('latin1').match(/\/Subtype \/Image/g)).toHaveLength(1)
  const docx = await teacher.get(`${address}/tekst.docx`)
  expect(new Set(docx.bytes.toString('latin1').match(/word\/media\/\w+\.jpg/g)).size).toBe(1)
})

test('a version that cannot be brought back is offered as text to copy', async () => {
  const place = /\/dokumenter\/([0-9a-f-]{36})/.exec((await other.get('/')).body)
  const documentId = place?.[1] ?? ''
  const writer = new LiveClient({ server: product.url, documentId, headers: other.headers() })
  await writer.untilSynced()
  writer.type('Dette er det siste.')
  await writer.untilSaved()
  writer.drop()
  // What is newest is not what was written: no room opens on such a document, and nothing is added to it.
  await product.kill9()
  const owner = superuser(findPlace(product.dataDir), 'pulje')
  for (const damage of [
    `UPDATE document_snapshot SET sha256 = decode(repeat('00', 32), 'hex') WHERE document_id = $1`,
    `UPDATE document_update SET sha256 = decode(repeat('00', 32), 'hex') WHERE document_id = $1 AND seq > 1`,
  ])
    await sql(owner, damage, [documentId])
  await product.start()
  const answer = await other.post(`/dokumenter/${documentId}/versjoner/1`, {})
  expect(answer.status).toBe(503)
  expect(answer.body).toContain('Vi fikk ikke hentet tilbake versjonen nå.')
  expect(/<textarea[^>]*readonly[^>]*>([^<]+)/i.exec(answer.body)?.[1]).toContain('Hvem ber vi om hjelp')
})
