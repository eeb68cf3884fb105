import fs from 'node:fs'
import http from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HttpListDesk } from '../support/list-desk'
import { Product } from '../support/product'
import { sheetXml, workbook, workbookParts, zip } from '../support/workbooks'

let product: Product
let desk: HttpListDesk

beforeAll(async () => {
  product = await Product.start()
  desk = await HttpListDesk.at(product)
}, 90_000)
afterAll(() => product.remove())

const MB = 2 ** 20
const good = workbookParts({
  Skoler: sheetXml([
    ['Kommunenr', 'Skole'],
    ['3905', 'Oppdiktet skole'],
  ]),
})
const withPart = (name: string, content: string | Buffer) => zip({ ...good, [name]: content })
const ZEROS = Buffer.alloc(200 * MB, '<row/>')

/** The most memory that the server's process has had since this was last asked, in bytes. */
function peak(): number {
  const status = fs.readFileSync(`/proc/${product.pid}/status`, 'utf8')
  fs.writeFileSync(`/proc/${product.pid}/clear_refs`, '5')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) * 1024
}

describe('A23: a list that means harm is refused in a sentence, and the server goes on', () => {
  test.each<[string, string, () => Buffer, string]>([
    [
      'a zip bomb',
      'bombe.xlsx',
      () => zip(workbookParts({ A: ZEROS.toString('latin1') })),
      'altfor stor når den pakkes ut',
    ],
    [
      'a bomb beside the list',
      'bombe2.xlsx',
      () => withPart('xl/media/a.png', ZEROS),
      'altfor stor når den pakkes ut',
    ],
    ['macros', 'makro.xlsx', () => withPart('xl/vbaProject.bin', 'x'), 'inneholder makroer'],
    ['macros by its name', 'makro.xlsm', () => workbook([['a']]), 'inneholder makroer'],
    [
      'a link to another file',
      'lenke.xlsx',
      () => withPart('xl/externalLinks/externalLink1.xml', '<x/>'),
      'henter innhold fra andre steder',
    ],
    [
      'data from elsewhere',
      'data.xlsx',
      () => withPart('xl/connections.xml', '<x/>'),
      'henter innhold fra andre steder',
    ],
    [
      'something behind the zip',
      'to.xlsx',
      () => Buffer.concat([zip(good), Buffer.from('<script>')]),
      'inneholder mer enn et regneark',
    ],
    [
      'entities that grow',
      'xml.xlsx',
      () => zip(workbookParts({ A: '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>' })),
      'inneholder mer enn et regneark',
    ],
    [
      'a page in the clothes of a list',
      'side.csv',
      () => Buffer.from('<html><script>alert(1)</script></html>'),
      'passer ikke til navnet',
    ],
    ['a program', 'program.csv', () => Buffer.from('MZ\u0090'), 'passer ikke til navnet'],
  ])('%s', async (_, name, bytes, sentence) => {
    const address = await desk.bring(name, bytes())
    const body = await desk.page(address)
    expect(body).toContain('Listen kunne ikke leses')
    expect(body).toContain(sentence)
    expect(product.output).not.toContain('unhandled')
  })

  test('a formula is read as a text, is shown as one, and goes out as one', async () => {
    const formula = '=HYPERLINK("http://x.example.org","klikk")'
    const rows = [
      ['Kommunenr', 'Skole', 'Type', 'E-post'],
      ['3905', formula, 'skole', 'kari.example.org'],
    ]
    const address = await desk.bring('formel.xlsx', workbook(rows))
    const body = await desk.page(address)
    expect(body).toContain('ser ut som en formel')
    expect(body).not.toContain('href="http://x.example.org"')
    const wrong = await desk.county.get(`${address}/feil.xlsx`)
    expect(wrong.bytes.includes('<f>')).toBe(false)
  })

  test('100 MB are refused while they come, and nothing of them is kept in memory', async () => {
    peak()
    const before =
      Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${product.pid}/status`, 'utf8'))?.[1]) * 1024
    const answer = await desk.county.upload('/import', desk.form(), {
      name: 'stor.csv',
      bytes: Buffer.alloc(100 * MB, 'a;b\n'),
    })
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('større enn 20 MB')
    expect(peak() - before).toBeLessThan(80 * MB)
  })

  test('whoever sends without end is cut off', async () => {
    const sent = await new Promise<number>(resolve => {
      let count = 0
      const request = http.request(`${product.url}/import`, {
        method: 'POST',
        headers: { ...desk.county.headers(), 'Content-Type': 'multipart/form-data; boundary=x' },
      })
      const end = (): void => resolve(count)
      request.on('error', end)
      request.on('close', end)
      request.on('response', response => response.resume().on('end', end))
      const piece = Buffer.alloc(MB, 'a')
      const more = (): void => {
        if (request.destroyed || count >= 1_000 * MB) end()
        else request.write(piece, () => setImmediate(more))
        count += MB
      }
      request.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n')
      more()
    })
    expect(sent).toBeLessThan(300 * MB)
  }, 60_000)

  test('after all that an ordinary list is read', async () => {
    expect(await desk.page(await desk.bring('god.xlsx', zip(good)))).toContain('Radene')
    expect((await fetch(`${product.url}/readyz`)).status).toBe(200)
  })
})
