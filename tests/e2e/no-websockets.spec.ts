import type { Browser, BrowserContext, Page } from '@playwright/test'
import { Product } from '../support/product'
import { withoutUpgrades, type WithoutUpgrades } from '../support/reverse-proxy'
import { silentProxy, type SilentProxy } from '../support/silent-proxy'
import {
  editor,
  expect,
  expectAccessible,
  expectSaved,
  newContext,
  openDocument,
  ownTableDocument,
  signIn,
  TEACHER_1,
  TEACHER_2,
  test,
  writeAtEnd,
} from './support/journey'

let product: Product | null = null
let network: WithoutUpgrades
let router: SilentProxy

test.beforeAll(async () => {
  network = await withoutUpgrades(() => product?.port ?? 0)
  router = await silentProxy(() => network.port)
  product = await Product.start({ env: { ORIGIN: origin() } })
})
test.afterAll(async () => {
  await product?.remove()
  await router.stop()
  await network.stop()
})

const origin = () => `http://127.0.0.1:${router.port}`

/** A person signs in once. */
const sessions = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>()

async function someone(browser: Browser, faults: string[], email: string): Promise<Page> {
  const storageState = sessions.get(email)
  const device = storageState === undefined ? {} : { storageState }
  const context = await newContext(browser, { url: origin() }, faults, device)
  const page = await context.newPage()
  if (storageState === undefined) {
    await signIn(page, email)
    sessions.set(email, await context.storageState())
  }
  return page
}

test('R60: where websockets are refused two teachers write together, and a cut loses nothing', async ({
  browser,
  faults,
}) => {
  const one = await someone(browser, faults, TEACHER_1)
  const two = await someone(browser, faults, TEACHER_2)
  const address = await ownTableDocument(one)
  await openDocument(one, address)
  await openDocument(two, address)

  await writeAtEnd(one, 'Skrevet uten websocket.')
  await expectSaved(one)
  await expect(editor(two)).toContainText('Skrevet uten websocket.')
  await writeAtEnd(two, 'Svar den samme veien.')
  await expectSaved(two)
  await expect(editor(one)).toContainText('Svar den samme veien.')
  await expectAccessible(one)
  expect(network.refused()).toBeGreaterThan(0)

  network.cut(true)
  await writeAtEnd(one, 'Skrevet mens nettet var borte.')
  await expect(one.getByText('Lagret på denne enheten').first()).toBeVisible()
  network.cut(false)
  await expect(editor(two)).toContainText('Skrevet mens nettet var borte.', { timeout: 15_000 })
  await expectSaved(one)

  // The device remembers: the next page does not wait for a websocket that will not come.
  await one.reload()
  await expect(editor(one)).toContainText('Skrevet mens nettet var borte.')
  await writeAtEnd(one, 'Etter ny lasting.')
  await expectSaved(one)
  await expect(editor(two)).toContainText('Etter ny lasting.')
})

test('R66: where nobody answers a websocket the text is there and saved all the same, and what others say is seen', async ({
  browser,
  faults,
}) => {
  network.swallow()
  const one = await someone(browser, faults, TEACHER_1)
  const two = await someone(browser, faults, TEACHER_2)
  const address = await ownTableDocument(one)
  await openDocument(one, address)
  await openDocument(two, address)
  await writeAtEnd(one, 'Skrevet der ingen svarer.')
  await expectSaved(one)
  await expect(editor(two)).toContainText('Skrevet der ingen svarer.')
  // What is said beside the text comes by another connection, which has to find its way too.
  await one.keyboard.press('Shift+Home')
  await one.keyboard.press('Control+Alt+m')
  await one.getByLabel('Ny kommentar').fill('Sagt der ingen svarer.')
  await one.getByRole('button', { name: 'Legg inn' }).click()
  await expect(two.getByRole('button', { name: 'Kommentarer (1)' })).toBeVisible()
})

test(
  'R67: a network that falls silent is told in words, and what was written then arrives when it is back',
  { tag: '@long' },
  async ({ browser, faults }) => {
    test.setTimeout(120_000)
    const page = await someone(browser, faults, TEACHER_1)
    await openDocument(page, await ownTableDocument(page))
    await writeAtEnd(page, 'Før det ble stille.')
    await expectSaved(page)
    router.fallSilent()
    await writeAtEnd(page, 'Skrevet mens ingenting kom fram.')
    await expect(page.getByText('Lagret på denne enheten').first()).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText('Teksten sendes så snart nettet er tilbake.')).toBeVisible()
    router.heal()
    await expect(page.locator('.live-state[data-shown="saved"]')).toBeVisible({ timeout: 60_000 })
  },
)
