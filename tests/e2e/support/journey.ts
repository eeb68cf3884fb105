import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { Product } from '../../support/product'

type State = Awaited<ReturnType<BrowserContext['storageState']>>

interface Shared {
  /** The built product with the demo network, shared by the journeys of one worker. */
  product: Product
  /** Sessions by e-mail: a person signs in once per worker, because codes are limited per account. */
  sessions: Map<string, State>
}

interface Own {
  /** What the browsers' consoles said that nobody expected; empty at the end. */
  faults: string[]
  /** Somebody at a device of their own: signed in when an e-mail is given. */
  person: (email?: string, device?: Device) => Promise<Page>
}

export type Device = Parameters<Browser['newContext']>[0]

export const PHONE: Device = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }
export const TEACHER_1 = 'larer1@example.org'
export const TEACHER_2 = 'larer2@example.org'

export const test = base.extend<Own, Shared>({
  product: [
    async ({ browserName: _ }, use) => {
      const product = await Product.start()
      await use(product)
      await product.remove()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  sessions: [({ browserName: _ }, use) => use(new Map()), { scope: 'worker' }],
  faults: [
    async ({ browserName: _ }, use) => {
      const faults: string[] = []
      await use(faults)
      expect(faults).toEqual([])
    },
    { auto: true },
  ],
  person: async ({ browser, product, sessions, faults }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (email, device = {}) => {
      const state = email === undefined ? undefined : await sessionOf(browser, product, sessions, email)
      const context = await newContext(browser, product, faults, {
        ...device,
        ...(state === undefined ? {} : { storageState: state }),
      })
      contexts.push(context)
      return context.newPage()
    })
    await Promise.all(contexts.map(context => context.close()))
  },
})

export { expect }

/** A network that is cut and a page that is not found say so on the console; everything else there is a fault. */
const EXPECTED =
  /An unknown error occurred when fetching the script|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_SOCKET_NOT_CONNECTED|WebSocket connection to|status of 40[01349]/

export async function newContext(
  browser: Browser,
  product: Pick<Product, 'url'>,
  faults: string[],
  device: Device,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: product.url,
    locale: 'nb-NO',
    timezoneId: 'Europe/Oslo',
    ...device,
  })
  context.on('page', page => {
    page.on('pageerror', error => faults.push(`page error: ${error.message}`))
    page.on('console', message => {
      const said = message.text()
      if (['error', 'warning'].includes(message.type()) && !EXPECTED.test(said)) faults.push(said)
    })
  })
  return context
}

async function sessionOf(
  browser: Browser,
  product: Product,
  sessions: Map<string, State>,
  email: string,
): Promise<State> {
  const known = sessions.get(email)
  if (known !== undefined) return known
  const context = await newContext(browser, product, [], {})
  await signIn(await context.newPage(), email)
  const state = await context.storageState()
  await context.close()
  sessions.set(email, state)
  return state
}

/** Signs in as an invented person: address, then the code from the demo's mailbox. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/logg-inn')
  await page.getByLabel('E-postadresse').fill(email)
  await page.getByRole('button', { name: 'Send meg en kode' }).click()
  await expect(page).toHaveURL(/\/logg-inn\/kode/)
  await page.getByLabel('Kode fra e-posten').fill(await codeFor(page, email))
  await page.getByRole('button', { name: 'Logg inn' }).click()
  await expect(page).not.toHaveURL(/logg-inn/)
}

const seen = new Set<string>()

/** The code that was just sent to an address: one that no journey has read before. */
export async function codeFor(page: Page, email: string): Promise<string> {
  let code = ''
  await expect(async () => {
    const mailbox = (await (await page.request.get('/demo/e-post')).text()).replaceAll(/<[^>]+>/g, ' ')
    code = new RegExp(`\\b(\\d{6})\\b[^@\\d]{1,60}${email}`).exec(mailbox)?.[1] ?? ''
    expect(code).toMatch(/^\d{6}$/)
    expect(seen).not.toContain(email + code)
  }).toPass()
  seen.add(email + code)
  return code
}

/** The address of a demo table's document, as whoever sits there finds it from home: a seat follows a role in a moment. */
export async function ownTableDocument(page: Page): Promise<string> {
  const link = page.getByRole('link', { name: 'Åpne bordets dokument' })
  await expect(async () => {
    await page.goto('/')
    await expect(link).toBeVisible({ timeout: 2_000 })
  }).toPass()
  return (await link.getAttribute('href')) ?? ''
}

export const editor = (page: Page) => page.getByRole('textbox', { name: 'Teksten i dokumentet' })

/** Opens a document and waits until it can be written in. */
export async function openDocument(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await startWriting(page)
}

/** Two people of the demo's first table have its document open. */
export async function twoAtTheTable(
  person: Own['person'],
  devices: { one?: Device; two?: Device } = {},
): Promise<{ one: Page; two: Page; address: string }> {
  const [one, two] = [await person(TEACHER_1, devices.one), await person(TEACHER_2, devices.two)]
  const address = await ownTableDocument(one)
  await openDocument(one, address)
  await openDocument(two, address)
  return { one, two, address }
}

/** On a phone a document opens for reading. */
export async function startWriting(page: Page): Promise<void> {
  const write = page.getByRole('button', { name: 'Skriv', exact: true })
  await expect(editor(page).or(write)).toBeVisible()
  if (await write.isVisible()) await write.click()
  await expect(editor(page)).toBeVisible()
}

/** Puts the caret at the end of the text, and waits until the editor has it there too. */
export async function caretAtEnd(page: Page): Promise<void> {
  await editor(page).click()
  await page.keyboard.press('Control+End')
  await page.waitForFunction(() => {
    const last = document.querySelector('.ProseMirror')?.lastElementChild
    return last?.contains(document.getSelection()?.anchorNode ?? null) === true
  })
}

/** Writes a paragraph of its own at the end. */
export async function writeAtEnd(page: Page, text: string): Promise<void> {
  await caretAtEnd(page)
  await page.keyboard.press('Enter')
  await page.keyboard.type(text)
}

export async function expectSaved(page: Page): Promise<void> {
  await expect(page.locator('.live-state[data-shown="saved"] .live-state__words')).toHaveText('Lagret')
}

/** Everything this page can be opened with without a network is on the device. */
export async function expectReadyForNoNetwork(page: Page): Promise<void> {
  const ready = () =>
    page.evaluate(async () => {
      const loaded = performance
        .getEntriesByType('resource')
        .map(entry => entry.name)
        .filter(name => name.includes('/assets/'))
      const kept = await Promise.all(loaded.map(name => caches.match(name, { ignoreVary: true })))
      return navigator.serviceWorker.controller !== null && loaded.length > 0 && kept.every(Boolean)
    })
  // Not `waitForFunction`: for that a promise is an answer, and yes.
  await expect.poll(ready).toBe(true)
}

/** Nothing of any impact, in the state the page is in. */
export async function expectAccessible(page: Page): Promise<void> {
  // Without frames there is nothing to be put together in a page of its own, which would take as long as looking.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`),
  ).toEqual([])
}

/** Nothing sticks out sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0)
}
