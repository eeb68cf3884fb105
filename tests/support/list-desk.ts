import fs from 'node:fs'
import { afterAll, beforeAll, expect, vi } from 'vitest'
import { readList } from '~server/files/lists/read'
import { Product } from './product'
import { PATIENCE_MS } from './products'
import { aFolder } from './scratch'
import { until } from './until'
import { Visitor } from './visitor'
import { all } from './workbooks'

/** A county adviser who brings lists of schools to a running product, without script. */
export class HttpListDesk {
  private constructor(
    readonly product: Product,
    readonly county: Visitor,
    readonly orgUnitId: string,
  ) {}

  static async at(product: Product): Promise<HttpListDesk> {
    const county = await new Visitor(product).signIn('fylke@example.org')
    const { body } = await county.get('/import')
    return new HttpListDesk(product, county, /<option value="([0-9a-f-]{36})"/.exec(body)?.[1] ?? '')
  }

  form = () => ({ kind: 'units', orgUnitId: this.orgUnitId, cohortId: '' })
  page = async (address: string): Promise<string> => (await this.county.get(address)).body

  /** Brings a list and waits until it has been read. @returns its address */
  async bring(name: string, bytes: Buffer | string): Promise<string> {
    const file = { name, bytes: Buffer.from(bytes) }
    const answer = await this.county.upload('/import', this.form(), file)
    const address = answer.headers.location ?? ''
    await this.untilDone(address)
    return address
  }

  /** Waits until nothing goes on with the list any more. @returns the page */
  async untilDone(address: string): Promise<string> {
    let body = ''
    await until(
      'the work is done',
      async () => {
        body = await this.page(address)
        return !body.includes('<progress') && body.includes('</main>')
      },
      60_000,
    )
    return body
  }

  /** Takes rows with remarks along, and says yes. */
  async sayYes(address: string): Promise<void> {
    await this.county.post(address, { intent: 'take-all' })
    const version = /name="version" value="(\d+)"/.exec(await this.page(address))?.[1] ?? ''
    await this.county.post(address, { intent: 'confirm', version })
  }

  /** How many rows of what is given out name something that begins so. */
  async stored(name: string): Promise<number> {
    const { bytes } = await this.county.get(`/import/eksport.xlsx?enhet=${this.orgUnitId}`)
    const rows = await all(readList(bytes, 'enheter.xlsx'))
    return rows.filter(({ cells }) => cells.some(cell => cell.text.startsWith(name))).length
  }
}

interface DeskHouse {
  product: Product
  desk: HttpListDesk
  /** For files; gone afterwards. */
  readonly folder: string
}

/** A running product with somebody at its desk. Call at the top of the file; the fields are there from `beforeAll` on. */
export function useListDesk(): DeskHouse {
  vi.setConfig({ testTimeout: PATIENCE_MS })
  const house = { folder: aFolder() } as DeskHouse
  beforeAll(async () => {
    house.product = await Product.start()
    house.desk = await HttpListDesk.at(house.product)
  }, PATIENCE_MS)
  afterAll(async () => {
    await house.product.remove()
    fs.rmSync(house.folder, { recursive: true })
  })
  return house
}

/** The processes that a process has started and that run the same program. */
export function childrenOf(pid: number): number[] {
  const program = programOf(pid)
  return listed(`/proc/${pid}/task`)
    .flatMap(task => read(`/proc/${pid}/task/${task}/children`).split(' '))
    .filter(Boolean)
    .map(Number)
    .filter(child => programOf(child) === program)
}

/** What the kernel tells of a process may be gone the moment it is asked. */
function orNothing<T>(tell: () => T, nothing: T): T {
  try {
    return tell()
  } catch {
    return nothing
  }
}
const listed = (folder: string): string[] => orNothing(() => fs.readdirSync(folder), [])
const read = (file: string): string => orNothing(() => fs.readFileSync(file, 'utf8'), '')
const programOf = (pid: number): string | null => orNothing(() => fs.readlinkSync(`/proc/${pid}/exe`), null)

const HEAD = 'Kommunenr;Kommune;Skole;Type;Kontaktperson;E-post'
/** A list of so many schools called alike. */
export const listOf = (name: string, count: number): string =>
  [
    HEAD,
    ...Array.from(
      { length: count },
      (_, n) => `3905;Tønsberg;${name} ${n} skole;skole;Kari Eksempel;${name}${n}@example.org`,
    ),
  ].join('\n')

const MANY = 4_000

/** A long list of which some is written already. @returns its address */
export async function halfWritten(desk: HttpListDesk, name: string): Promise<string> {
  const address = await desk.bring('liste.csv', listOf(name, MANY))
  await desk.sayYes(address)
  await until(
    'some of it is written',
    async () =>
      Number(/(\d+) av \d+ rader/.exec((await desk.page(address)).replaceAll('<!-- -->', ''))?.[1]) > 0,
    30_000,
  )
  return address
}

/** All or nothing is there, as the page says, and a yes to the rest brings all. */
export async function wholeOrNot(desk: HttpListDesk, address: string, name: string): Promise<void> {
  const body = await desk.untilDone(address)
  const isWhole = body.includes('Listen er lagt inn')
  expect(isWhole || body.includes('Arbeidet ble avbrutt før listen var lagt inn')).toBe(true)
  expect(await desk.stored(name)).toBe(isWhole ? MANY : 0)
  if (!isWhole) await desk.sayYes(address)
  expect(await desk.untilDone(address)).toContain('Listen er lagt inn')
  expect(await desk.stored(name)).toBe(MANY)
}
