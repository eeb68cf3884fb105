import type { Page } from '@playwright/test'
import {
  caretAtEnd,
  editor,
  expect,
  expectSaved,
  openDocument,
  ownTableDocument,
  TEACHER_1,
  TEACHER_2,
  test,
  writeAtEnd,
} from './support/journey'

/** Ends the tab's process: no goodbye, no last write. */
async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash')
  const devtools = await page.context().newCDPSession(page)
  void devtools.send('Page.crash').catch(() => undefined)
  await crashed
}

test('F3: a tab is killed the moment it shows “saved”: what was saved is there', async ({ person }) => {
  const other = await person(TEACHER_2)
  let page = await person(TEACHER_1)
  const address = await ownTableDocument(page)
  await openDocument(other, address)
  for (let round = 0; round < 3; round++) {
    await openDocument(page, address)
    await expectSaved(page)
    await caretAtEnd(page)
    await page.keyboard.type(` lagret${round};`)
    await page.waitForFunction(word => {
      const shown = document.querySelector('.live-state')?.getAttribute('data-state')
      return shown === 'saved' && document.querySelector('.ProseMirror')?.textContent.includes(word)
    }, `lagret${round};`)
    await crash(page)
    await expect(editor(other)).toContainText(`lagret${round};`)
    page = await page.context().newPage()
  }
  await openDocument(page, address)
  for (let round = 0; round < 3; round++) await expect(editor(page)).toContainText(`lagret${round};`)
})

test('F3: a tab is killed before “saved”, and the server too: the words come back from the device', async ({
  person,
  product,
}) => {
  const [page, other] = [await person(TEACHER_1), await person(TEACHER_2)]
  const address = await ownTableDocument(page)
  await openDocument(page, address)
  await openDocument(other, address)
  await expectSaved(page)
  // The server stands still: what is sent to it lies unread, and goes with it.
  process.kill(product.pid, 'SIGSTOP')
  await writeAtEnd(page, 'Bare på denne enheten.')
  await expect(page.locator('.live-state[data-state="late"]')).toBeVisible()
  await crash(page)
  await product.kill9()
  await product.start()
  await writeAtEnd(other, 'Skrevet etterpå.')
  await expectSaved(other)
  await expect(editor(other)).not.toContainText('Bare på denne enheten.')

  const again = await page.context().newPage()
  await openDocument(again, address)
  await expect(editor(again)).toContainText('Bare på denne enheten.')
  await expectSaved(again)
  await expect(editor(other)).toContainText('Bare på denne enheten.')
})
