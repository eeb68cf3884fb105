import fs from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { Product } from '../support/product'
import { Visitor } from '../support/visitor'
import { sheetXml, workbookParts, zip } from '../support/workbooks'

/**
 * Lists of 20,000 rows brought, judged, said yes to, written and taken back over HTTP, as a county does it: what each step
 * takes, and the most memory the server's process had meanwhile.
 * `npx tsx tests/bench/import.ts [rows]`
 */
const ROWS = Number(process.argv[2] ?? 20_000)
const LONG = 300_000

const table = [
  ['Kommunenr', 'Kommune', 'Navn', 'Type', 'Orgnr', 'Kontaktperson', 'E-post'],
  ...Array.from({ length: ROWS }, (_, i) => {
    return ['3905', 'Tønsberg', `Oppdiktet skole ${i}`, 'skole', '', 'Kari Eksempel', `k${i}@example.org`]
  }),
]
const files = [
  { name: 'stor.csv', bytes: Buffer.from(table.map(row => row.join(';')).join('\n')) },
  { name: 'stor.xlsx', bytes: Buffer.from(zip(workbookParts({ Skoler: sheetXml(table) }))) },
]

// Started a second time, as it runs for months: the first start also makes the network.
const product = await Product.start()
await product.stop()
await product.start()
try {
  const county = await new Visitor(product).signIn('fylke@example.org')
  const page = await county.get('/import')
  const orgUnitId = /<option value="([0-9a-f-]{36})"/.exec(page.body)?.[1] ?? ''
  const steps: object[] = []
  const told = { file: '', step: 'at rest', memory: memory('VmRSS') }
  steps.push(told)
  for (const file of files) {
    const measured = async (step: string, work: () => Promise<unknown>): Promise<void> => {
      fs.writeFileSync(`/proc/${product.pid}/clear_refs`, '5')
      const [at, busy] = [performance.now(), computing()]
      await work()
      steps.push({
        file: file.name,
        step,
        seconds: Math.round((performance.now() - at) / 100) / 10,
        computing: Math.round((computing() - busy) * 10) / 10,
        'most memory, MB': memory('VmHWM'),
      })
    }
    let address = ''
    const shows = async (words: string): Promise<void> => {
      const end = performance.now() + LONG
      while (!(await county.get(address)).body.includes(words)) {
        if (performance.now() > end) throw new Error(`“${words}” never came`)
        await wait(300)
      }
    }
    await measured('read and judged', async () => {
      const answer = await county.upload('/import', { kind: 'units', orgUnitId, cohortId: '' }, file)
      address = answer.headers.location ?? ''
      await shows('Radene')
    })
    let version = ''
    await measured('remarks taken, looked at', async () => {
      await county.post(address, { intent: 'take-all' })
      const { body } = await county.get(address)
      version = /name="version" value="(\d+)"/.exec(body)?.[1] ?? ''
    })
    await measured('written', async () => {
      await county.post(address, { intent: 'confirm', version })
      await shows('Listen er lagt inn')
    })
    await measured('taken back', async () => {
      await county.post(address, { intent: 'undo' })
      await shows('Listen er angret')
    })
  }
  console.table(steps)
} finally {
  await product.remove()
}

/** Of the server's process, in MB. */
function memory(what: 'VmRSS' | 'VmHWM'): number {
  const status = fs.readFileSync(`/proc/${product.pid}/status`, 'utf8')
  return Math.round(Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024)
}

/** Seconds that the server's process has computed so far; the kernel counts hundredths. */
function computing(): number {
  const fields = fs.readFileSync(`/proc/${product.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}
