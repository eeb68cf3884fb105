import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readList } from '~server/files/lists/read'
import { ROOT } from '~server/root'
import { Product } from '../support/product'
import { until } from '../support/until'
import { Visitor } from '../support/visitor'
import { edited, texts } from '../support/workbooks'

let product: Product
let county: Visitor
let orgUnitId: string

beforeAll(async () => {
  product = await Product.start()
  county = await new Visitor(product).signIn('fylke@example.org')
  orgUnitId = /<option value="([0-9a-f-]{36})"/.exec((await county.get('/import')).body)?.[1] ?? ''
})
afterAll(() => product.remove())

const form = () => ({ kind: 'units', orgUnitId, cohortId: '' })
const text = (name: string) => `Kommunenr;Skole;Type;E-post\n3905;${name};skole;kari@example.org`

/** Brings a list and waits until it has been read. @returns its address */
async function bring(file: { field?: string; name: string; bytes: Buffer }): Promise<string> {
  const answer = await county.upload('/import', form(), file)
  const address = answer.headers.location ?? ''
  await until('it has been read', async () => !(await county.get(address)).body.includes('<progress'), 20_000)
  return address
}

const pasted = (content: string) => bring({ field: 'pasted', name: '', bytes: Buffer.from(content) })
const page = async (address: string) => (await county.get(address)).body
const value = (body: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''

describe('without script', () => {
  test('a list is pasted, corrected, said yes to and taken back', async () => {
    const address = await pasted(text('Oppdiktet skole').replace('@', ''))
    expect(await page(address)).toContain('er ikke en e-postadresse')
    const position = value(await page(address), 'position')
    await county.post(address, { intent: 'correct', position, 'cells.email': 'kari@example.org' })
    await county.post(address, { intent: 'take-all' })
    const ready = await page(address)
    expect(ready).toContain('Legg til 1 skole og 1 kontaktperson')
    await county.post(address, { intent: 'confirm', version: value(ready, 'version') })
    await until('it is added', async () => (await page(address)).includes('Listen er lagt inn'), 20_000)
    await county.post(address, { intent: 'undo' })
    expect(await page(address)).toContain('Listen er angret')
  })

  test('a file is uploaded, and its errors come back as a file', async () => {
    const name = 'vestfold-skoler.xlsx'
    const bytes = fs.readFileSync(path.join(ROOT, 'tests', 'data', 'messy-import', name))
    const address = await bring({ name, bytes })
    expect(await page(address)).toContain('Merknader')
    const wrong = await county.get(`${address}/feil.xlsx`)
    expect(wrong.headers['content-type']).toContain('spreadsheetml')
    expect(wrong.bytes.subarray(0, 2).toString()).toBe('PK')
  })

  test('templates and what is there already are files', async () => {
    for (const place of [
      '/import/mal.xlsx',
      '/import/mal.csv?type=participants',
      `/import/eksport.xlsx?enhet=${orgUnitId}`,
    ]) {
      const answer = await county.get(place)
      expect([answer.status, answer.headers['cache-control']], place).toEqual([200, 'private, no-store'])
      expect(answer.headers['content-disposition'], place).toContain('attachment')
    }
  })

  test('what is there already changes nothing when it comes back', async () => {
    const workbook = await county.get(`/import/eksport.xlsx?enhet=${orgUnitId}`)
    const same = await bring({ name: 'enheter.xlsx', bytes: workbook.bytes })
    await county.post(same, { intent: 'take-all' })
    expect(await page(same)).toContain('Det er ingenting å legge inn')
  })
})

describe('a list that was given out and comes back', () => {
  const HEAD = 'Kommunenr;Kommune;Skole;Type;Orgnr;Kontaktperson;E-post'
  const row = (name: string, contact: string, email: string) =>
    `3905;Tønsberg;${name};skole;;${contact};${email}`
  const exported = async () => (await county.get(`/import/eksport.xlsx?enhet=${orgUnitId}`)).bytes
  const sentences = (body: string): string[] =>
    [
      ...(/<ul class="import-sentences">(.*?)<\/ul>/s.exec(body)?.[1]?.matchAll(/<li>(.*?)<\/li>/g) ?? []),
    ].map(([, sentence = '']) => sentence)
  const bringEdited = async (before: string, after: string) =>
    bring({ name: 'enheter.xlsx', bytes: await edited(await exported(), before, after) })
  const yes = async (address: string): Promise<void> => {
    await county.post(address, { intent: 'confirm', version: value(await page(address), 'version') })
    await until('it is added', async () => (await page(address)).includes('Listen er lagt inn'), 20_000)
  }

  beforeAll(async () => {
    const rows = [
      row('Rundtur skole', 'Kari Eksempel', 'kari.rundtur@example.org'),
      row('Rundtur skole', 'Ola Eksempel', 'ola.rundtur@example.org'),
      row('Omveien skole', 'Test Testesen', ''),
    ]
    const address = await pasted([HEAD, ...rows].join('\n'))
    await county.post(address, { intent: 'take-all' })
    await yes(address)
  })

  test('changes nothing as it is, and nothing waits to be seen', async () => {
    const body = await page(await bring({ name: 'enheter.xlsx', bytes: await exported() }))
    expect(body).toContain('Det er ingenting å legge inn')
    expect(body).not.toContain('Merknader å se over')
  })

  test.each([
    [
      'a name that is in no register',
      'Omveien skole',
      'Omvegen skole',
      'Endrer navn eller nummer på 1 enhet',
    ],
    [
      'a name that the register has',
      'Presterød skole',
      'Presterød skule',
      'Endrer navn eller nummer på 1 enhet',
    ],
    ['the letters of a name', 'Omveien skole', 'Omveien Skole', 'Endrer navn eller nummer på 1 enhet'],
    ['the name of a contact', 'Ola Eksempel', 'Ola Annen', 'Endrer 1 kontaktperson'],
    ['the address of a contact', 'ola.rundtur@example.org', 'ola.ny@example.org', 'Endrer 1 kontaktperson'],
  ])('makes one change where %s was changed, and that is taken back', async (_, before, after, sentence) => {
    const original = await texts(readList(await exported(), 'enheter.xlsx'))
    const address = await bringEdited(before, after)
    expect(sentences(await page(address))).toEqual([sentence])
    await yes(address)
    const changed = await texts(readList(await exported(), 'enheter.xlsx'))
    const cells = (table: (string | number)[][]) => table.flat().filter(cell => typeof cell === 'string')
    expect(cells(changed).sort()).toEqual(
      cells(original)
        .map(cell => (cell === before ? after : cell))
        .sort(),
    )
    await county.post(address, { intent: 'undo' })
    expect(await page(address)).toContain('Listen er angret')
    expect(await texts(readList(await exported(), 'enheter.xlsx'))).toEqual(original)
  })
})

describe('participants that were given out and come back', () => {
  const given = async (visitor = county) =>
    (await visitor.get(`/import/deltakere.xlsx?enhet=${orgUnitId}`)).bytes
  const bringPeople = async (bytes: Buffer): Promise<string> => {
    const fields = { kind: 'participants', orgUnitId, cohortId: '' }
    const answer = await county.upload('/import', fields, { name: 'deltakere.xlsx', bytes })
    const address = answer.headers.location ?? ''
    await until('it has been read', async () => !(await page(address)).includes('<progress'), 20_000)
    return address
  }

  test('are the people of the county’s units with their roles, under the headings of the template', async () => {
    const [heading, ...rows] = await texts(readList(await given(), 'deltakere.xlsx'))
    const template = await county.get('/import/mal.xlsx?type=participants')
    expect(heading).toEqual((await texts(readList(template.bytes, 'mal.xlsx')))[0])
    const addresses = rows.flat().filter(cell => String(cell).includes('@'))
    expect(addresses).toEqual(expect.arrayContaining(['rektor@example.org', 'kommune@example.org']))
    expect(addresses).not.toContain('fylke@example.org')
  })

  test('change nothing as they are, and nothing waits to be seen', async () => {
    const body = await page(await bringPeople(await given()))
    expect(body).toContain('Det er ingenting å legge inn')
    expect(body).not.toContain('Merknader å se over')
  })

  test('bring somebody new where an address was written over, and that is taken back', async () => {
    const address = await bringPeople(await edited(await given(), 'larer2@example.org', 'larer9@example.org'))
    await county.post(address, { intent: 'take-all' })
    const version = value(await page(address), 'version')
    await county.post(address, { intent: 'confirm', version })
    await until('it is added', async () => (await page(address)).includes('Listen er lagt inn'), 20_000)
    const people = async () => (await texts(readList(await given(), 'deltakere.xlsx'))).flat()
    expect(await people()).toEqual(expect.arrayContaining(['larer2@example.org', 'larer9@example.org']))
    await county.post(address, { intent: 'undo' })
    expect(await people()).not.toContain('larer9@example.org')
  })
})

describe('what is refused', () => {
  test.each([
    ['more than 20 MB', 'stor.csv', () => Buffer.alloc(21 * 2 ** 20, 'a;'), 'enn 20 MB'],
    ['nothing at all', '', () => Buffer.alloc(0), 'Velg en fil eller lim inn en liste'],
  ])('%s is, in a sentence', async (_, name, bytes, sentence) => {
    const answer = await county.upload('/import', form(), { name, bytes: bytes() })
    expect(answer.status).toBe(400)
    expect(answer.body).toContain(sentence)
  })

  test('what is no list says so on its page', async () => {
    const address = await bring({ name: 'liste.xlsx', bytes: Buffer.from('PK\u0003\u0004 nothing inside') })
    expect(await page(address)).toContain('Listen kunne ikke leses')
  })

  describe('on the page of a list', () => {
    let address = ''
    let before = ''
    beforeAll(async () => {
      address = await pasted(text('Uendret skole'))
      before = value(await page(address), 'version')
    })
    test.each([
      { intent: ['confirm', 'undo'].join() },
      { intent: 'constructor' },
      { intent: 'correct', position: '0', 'cells.__proto__': 'x' },
      { intent: 'correct', position: '-1', 'cells.email': 'x' },
      { intent: 'correct', 'position[gt]': '0', 'cells.email': 'x' },
      { intent: 'take', position: '999999' },
      { intent: 'take-kind', code: '%' },
      { intent: 'confirm', version: '{"gt":0}' },
    ])('%j changes nothing', async fields => {
      const answer = await county.post(address, fields)
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(value(await page(address), 'version')).toBe(before)
    })
  })

  test('others find neither the list nor its files, and cannot tell it from none', async () => {
    const address = await pasted(text('Skjult skole'))
    const unknown = '/import/00000000-0000-4000-8000-000000000000'
    for (const email of ['larer1@example.org', 'kommune@example.org']) {
      const other = await new Visitor(product).signIn(email)
      for (const end of ['', '/feil.xlsx']) {
        const [own, none] = [await other.get(address + end), await other.get(unknown + end)]
        expect([own.status, none.status], email + end).toEqual([404, 404])
      }
      for (const list of ['eksport', 'deltakere'])
        expect((await other.get(`/import/${list}.xlsx?enhet=${orgUnitId}`)).status, list).toBe(404)
      for (const intent of ['take-all', 'confirm', 'discard', 'undo'])
        expect((await other.post(address, { intent, version: '1' })).status, intent).toBe(404)
    }
  })
})
