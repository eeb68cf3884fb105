import { fork, type ChildProcess } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import * as Y from 'yjs'
import {
  editor,
  openDocument,
  ownTableDocument,
  signIn,
  TEACHER_1,
  TEACHER_2,
  writeAtEnd,
} from '../e2e/support/journey'
import { LiveClient } from '../support/live-client'
import { Product } from '../support/product'
import { inFrontOf } from './front'
import { percentile } from './percentile'

// `npm run bench:keystroke`: how long a key takes to the other screen and to "saved", in two real browsers, beside the
// same page over a bare relay in the same run. Read the ratios; single times depend on the machine.
const KEYS = Number(process.env['KEYS'] ?? 200)
const ROUNDS = Number(process.env['ROUNDS'] ?? 3)
const EVERY_MS = 200
const LETTER = 'z'
/** TRANSPORT=tunnel: websockets are refused, so that the tunnel is measured; the bare relay knows none. */
const TUNNEL = process.env['TRANSPORT'] === 'tunnel'
const WAYS = TUNNEL ? ['product'] : ['product', 'bare relay']

interface Row {
  over: string
  seen: number
  toOther: number[]
  toSaved: number[]
}

let collabPort: number | null = null
const front = inFrontOf(
  {
    get port() {
      return product.port
    },
  },
  () => (TUNNEL ? null : (collabPort ?? product.port)),
)
await new Promise<void>(resolve => front.listen(0, '127.0.0.1', resolve))
const origin = `http://127.0.0.1:${(front.address() as AddressInfo).port}`
const product = await Product.start({ env: { ORIGIN: origin, COLLAB_LIMITS: 'off' } })
const browsers: Browser[] = []
const helpers: ChildProcess[] = []

try {
  const [one, two] = await Promise.all([someone(TEACHER_1), someone(TEACHER_2)])
  const address = await ownTableDocument(one)
  const bare = TUNNEL ? null : await startRelay(address, one)
  const rows: Row[] = []
  for (let round = 0; round < ROUNDS; round++) {
    for (const over of WAYS) {
      collabPort = over === 'product' ? null : bare
      rows.push({ over, ...(await measure(one, two, address)) })
      print(`round ${round + 1}`, rows.slice(-1))
    }
  }
  print(
    'all rounds',
    WAYS.map(over => merged(over, rows)),
  )
} finally {
  await Promise.all(browsers.map(browser => browser.close()))
  for (const helper of helpers) helper.kill()
  await product.remove()
  front.closeAllConnections()
  front.close()
}

async function someone(email: string): Promise<Page> {
  const browser = await chromium.launch({
    args: ['--no-sandbox', '--disable-background-networking'],
    ...(process.env['CHROMIUM_PATH'] === undefined ? {} : { executablePath: process.env['CHROMIUM_PATH'] }),
  })
  browsers.push(browser)
  const page = await (await browser.newContext({ baseURL: origin, locale: 'nb-NO' })).newPage()
  // tsx names inner functions by a helper that pages do not have.
  await page.addInitScript('globalThis.__name = fn => fn')
  await signIn(page, email)
  return page
}

/** @returns the port on which the relay serves the document as it stands now */
async function startRelay(address: string, page: Page): Promise<number> {
  const cookies = await page.context().cookies()
  const client = await new LiveClient({
    server: product.url,
    documentId: address.split('/').at(-1) ?? '',
    headers: { Origin: origin, Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
  }).untilSynced()
  client.ws.close()
  const child = fork(path.join(import.meta.dirname, 'bare-relay.ts'), { execArgv: ['--import', 'tsx'] })
  helpers.push(child)
  const state = Buffer.from(Y.encodeStateAsUpdate(client.doc)).toString('base64')
  child.send({ state, epoch: client.hello?.epoch ?? 1 })
  return new Promise(resolve => child.once('message', message => resolve((message as { port: number }).port)))
}

async function measure(writer: Page, reader: Page, address: string): Promise<Omit<Row, 'over'>> {
  await openDocument(writer, address)
  await openDocument(reader, address)
  await writeAtEnd(writer, 'Nå: ')
  await reader.getByText('Nå:').last().waitFor()
  await editor(writer).evaluate((_, letter) => {
    const marks = { keys: [] as number[], saved: [] as number[] }
    Object.assign(window, { marks })
    const now = () => performance.timeOrigin + performance.now()
    addEventListener(
      'keydown',
      event => event.key === letter && marks.keys.push(performance.timeOrigin + event.timeStamp),
      true,
    )
    const state = document.querySelector('.live-state')
    new MutationObserver(() => {
      if (state?.getAttribute('data-state') === 'saved')
        while (marks.saved.length < marks.keys.length) marks.saved.push(now())
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-state'] })
  }, LETTER)
  await editor(reader).evaluate((element, letter) => {
    const seen: number[] = []
    Object.assign(window, { seen })
    const count = () => element.textContent.split(letter).length - 1
    const before = count()
    new MutationObserver(() => {
      const now = performance.timeOrigin + performance.now()
      for (const shown = count() - before; seen.length < shown;) seen.push(now)
    }).observe(element, { subtree: true, childList: true, characterData: true })
  }, LETTER)
  const start = Date.now()
  for (let key = 0; key < KEYS; key++) {
    await writer.waitForTimeout(Math.max(0, start + key * EVERY_MS - Date.now()))
    await writer.keyboard.press(LETTER)
  }
  await reader.waitForFunction(keys => (window as unknown as { seen: number[] }).seen.length >= keys, KEYS)
  const { keys, saved } = await writer.evaluate(
    () => (window as unknown as { marks: { keys: number[]; saved: number[] } }).marks,
  )
  const seen = await reader.evaluate(() => (window as unknown as { seen: number[] }).seen)
  return {
    seen: seen.length,
    toOther: seen.map((at, n) => at - (keys[n] ?? at)),
    toSaved: saved.map((at, n) => at - (keys[n] ?? at)),
  }
}

function merged(over: string, rows: Row[]): Row {
  const own = rows.filter(row => row.over === over)
  return {
    over,
    seen: own.reduce((sum, row) => sum + row.seen, 0),
    toOther: own.flatMap(row => row.toOther),
    toSaved: own.flatMap(row => row.toSaved),
  }
}

function print(title: string, rows: Row[]): void {
  console.log(title)
  console.table(
    Object.fromEntries(
      rows.map(({ over, seen, toOther, toSaved }) => [
        over,
        {
          keys: seen,
          'other p50 ms': percentile(toOther, 0.5),
          'other p95 ms': percentile(toOther, 0.95),
          'other max ms': percentile(toOther, 1),
          'saved p50 ms': percentile(toSaved, 0.5),
          'saved p95 ms': percentile(toSaved, 0.95),
        },
      ]),
    ),
  )
}
