import type { Page } from '@playwright/test'
import { Product } from '../support/product'
import { withoutUpgrades, type WithoutUpgrades } from '../support/reverse-proxy'
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

test.beforeAll(async () => {
  network = await withoutUpgrades(() => product?.port ?? 0)
  product = await Product.start({ env: { ORIGIN: `http://127.0.0.1:${network.port}` } })
})
test.afterAll(async () => {
  await product?.remove()
  await network.stop()
})

test('R60: where websockets are refused two teachers write together, and a cut loses nothing', async ({
  browser,
  faults,
}) => {
  const someone = async (email: string): Promise<Page> => {
    const context = await newContext(browser, { url: `http://127.0.0.1:${network.port}` }, faults, {})
    const page = await context.newPage()
    await signIn(page, email)
    return page
  }
  const [one, two] = [await someone(TEACHER_1), await someone(TEACHER_2)]
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

  // The tab remembers: the next page does not wait for a websocket that will not come.
  await one.reload()
  await expect(editor(one)).toContainText('Skrevet mens nettet var borte.')
  await writeAtEnd(one, 'Etter ny lasting.')
  await expectSaved(one)
  await expect(editor(two)).toContainText('Etter ny lasting.')
})
