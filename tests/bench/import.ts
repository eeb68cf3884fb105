import fs from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { childrenOf } from '../support/list-desk'
import { Product } from '../support/product'
import { Visitor } from '../support/visitor'
import { sheetXml, workbookParts, zip } from '../support/workbooks'

/**
 * Lists of 20,000 rows brought, judged, said yes to, written and taken back over HTTP, as a county does it: how long each
 * step takes, how much memory the server's process grew by meanwhile, and how much the process of the list had at most.
 * `npx tsx tests/bench/import.ts [rows]`
 */
const ROWS = Number(process.argv[2] ?? 20_000)
const LONG = 120_000

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

const product = await Product.start()
const first = memory(product.pid, 'VmRSS')
// Started a second time, as it runs for months: the first start also makes the network.
await product.stop()
await product.start()
try {
  const county = await new Visitor(product).signIn('fylke@example.org')
  const page = await county.get('/import')
  const orgUnitId = /<option value="([0-9a-f-]{36})"/.exec(page.body)?.[1] ?? ''
  console.log(`at rest: ${memory(product.pid, 'VmRSS')} MB, right after the very first start: ${first} MB`)
  const steps: object[] = []
  for (const file of files) {
    const measured = async (step: string, work: () => Promise<unknown>): Promise<void> => {
      fs.writeFileSync(`/proc/${product.pid}/clear_refs`, '5')
      const [at, before, watch] = [performance.now(), memory(product.pid, 'VmRSS'), watchChildren()]
      await work()
      steps.push({
        file: file.name,
        step,
        seconds: Math.round((performance.now() - at) / 100) / 10,
        'the list’s process at most, MB': watch.most(),
        'the server before, MB': before,
        'grew at most by, MB': memory(product.pid, 'VmHWM') - before,
      })
    }
    let address = ''
    const shows = async (words: string): Promise<void> => {
      const end = performance.now() + LONG
      let body = ''
      do {
        if (performance.now() > end) throw new Error(`“${words}” never came:\n${body.slice(-3_000)}`)
        await wait(300)
        body = (await county.get(address)).body
      } while (!body.includes(words))
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
  if (process.env['KEEP'] === undefined) await product.remove()
}

/** Of a process, in MB; 0 when it is gone. */
function memory(pid: number, what: 'VmRSS' | 'VmHWM'): number {
  try {
    const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8')
    return Math.round(Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024)
  } catch {
    return 0
  }
}

/** Looks again and again at what the server has started; a process tells its own peak as long as it is there. */
function watchChildren(): { most(): number | string } {
  let most = 0
  const timer = setInterval(() => {
    for (const child of childrenOf(product.pid)) most = Math.max(most, memory(child, 'VmHWM'))
  }, 20)
  return {
    most() {
      clearInterval(timer)
      return most === 0 ? '–' : most
    },
  }
}
