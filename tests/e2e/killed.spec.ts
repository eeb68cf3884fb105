import { Product } from '../support/product'
import {
  editor,
  expect,
  expectSaved,
  newContext,
  openDocument,
  ownTableDocument,
  signIn,
  TEACHER_1,
  TEACHER_2,
  test,
} from './support/journey'

test('the server is killed while two teachers type: what was shown as saved is there, and what was not comes from their devices', async ({
  browser,
  faults,
}) => {
  test.setTimeout(120_000)
  const product = await Product.start()
  try {
    const [one, two] = await Promise.all(
      [TEACHER_1, TEACHER_2].map(async email => {
        const page = await (await newContext(browser, product, faults, {})).newPage()
        await signIn(page, email)
        return page
      }),
    )
    const address = await ownTableDocument(one!)
    for (const [page, letter] of [
      [one!, 'A'],
      [two!, 'B'],
    ] as const) {
      await openDocument(page, address)
      await editor(page).click()
      await page.keyboard.press('Control+End')
      await page.keyboard.press('Enter')
      await page.keyboard.type(`${letter}: `)
    }
    const typing = [one!, two!].map(async (page, index) => {
      for (let n = 0; n < 60; n++) await page.keyboard.type(`${'ab'[index]}${n} `, { delay: 10 })
    })
    await expect(editor(two!)).toContainText('a12 ')
    // The words lag behind the truth while one types; the truth is what must hold.
    await expect(one!.locator('.live-state[data-state="saved"]')).toBeVisible()
    const savedText = await editor(one!).innerText()
    await product.kill9()
    await Promise.all(typing)
    await product.start()

    const reader = await (
      await newContext(browser, product, faults, { storageState: await one!.context().storageState() })
    ).newPage()
    await openDocument(reader, address)
    for (const word of savedText.match(/\b[a]\d+ /g) ?? []) await expect(editor(reader)).toContainText(word)
    // The authors' own pages come back by themselves and bring the rest.
    for (let n = 0; n < 60; n++) {
      await expect(editor(reader)).toContainText(`a${n} `, { timeout: 20_000 })
      await expect(editor(reader)).toContainText(`b${n} `, { timeout: 20_000 })
    }
    await expectSaved(one!)
    await expectSaved(two!)
    await Promise.all([one!, two!, reader].map(page => page.context().close()))
  } finally {
    await product.remove()
  }
})
