import fs from 'node:fs'
import { Product } from '../support/product'
import { until } from '../support/until'
import { Visitor } from '../support/visitor'

/** 20,000 rows brought, judged, said yes to and written over HTTP, as a county does it: seconds, and the server's memory. */

const ROWS = Number(process.argv[2] ?? 20_000)
const LONG = 300_000

const product = await Product.start()
try {
  const county = await new Visitor(product).signIn('fylke@example.org')
  const page = await county.get('/import')
  const orgUnitId = /<option value="([0-9a-f-]{36})"/.exec(page.body)?.[1] ?? ''
  const rows = Array.from(
    { length: ROWS },
    (_, i) => `3905;Tønsberg;Oppdiktet skole ${i};skole;;Kari Eksempel;kontakt${i}@example.org`,
  )
  const text = ['Kommunenr;Kommune;Navn;Type;Orgnr;Kontaktperson;E-post', ...rows].join('\n')
  const idle = memory('VmRSS')

  const reading = performance.now()
  const answer = await county.upload(
    '/import',
    { kind: 'units', orgUnitId, cohortId: '' },
    { name: 'stor.csv', bytes: Buffer.from(text) },
  )
  const address = answer.headers.location ?? ''
  const shows = (words: string) => async () => (await county.get(address)).body.includes(words)
  await until('it is judged', shows('Radene'), LONG)
  const judged = performance.now()

  await county.post(address, { intent: 'take-all' })
  const preview = await county.get(address)
  const version = /name="version" value="(\d+)"/.exec(preview.body)?.[1] ?? ''
  const looking = performance.now()

  await county.post(address, { intent: 'confirm', version })
  await until('it is written', shows('Listen er lagt inn'), LONG)
  const written = performance.now()

  await county.post(address, { intent: 'undo' })
  await until('it is taken back', shows('Listen er angret'), LONG)
  const undone = performance.now()

  const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`
  console.table({
    rows: ROWS,
    'uploaded, read and judged': seconds(reading, judged),
    'all remarks taken, page shown': seconds(judged, looking),
    written: seconds(looking, written),
    'taken back': seconds(written, undone),
    'memory before, MB': idle,
    'most memory, MB': memory('VmHWM'),
  })
} finally {
  await product.remove()
}

/** Of the server's process, in MB. */
function memory(what: 'VmRSS' | 'VmHWM'): number {
  const status = fs.readFileSync(`/proc/${product.pid}/status`, 'utf8')
  return Math.round(Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024)
}
