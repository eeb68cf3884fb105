import {
  caretAtEnd,
  editor,
  expect,
  expectAccessible,
  expectSaved,
  openDocument,
  ownTableDocument,
  TEACHER_1,
  TEACHER_2,
  test,
  twoAtTheTable,
  writeAtEnd,
} from './support/journey'

test('two teachers of two schools write one reflection together', async ({ person }) => {
  const [one, two] = [await person(TEACHER_1), await person(TEACHER_2)]
  const address = await ownTableDocument(one)
  expect(await ownTableDocument(two)).toBe(address)
  await openDocument(one, address)
  await openDocument(two, address)
  await expect(one.getByText('Du og Lærer Toersen er her')).toBeVisible()

  await writeAtEnd(one, 'Vi starter med lekegrupper på mandag.')
  await expect(editor(two)).toContainText('Vi starter med lekegrupper på mandag.')
  await expectSaved(one)

  await writeAtEnd(two, 'Og vi følger etter på tirsdag.')
  await expect(editor(one)).toContainText('Og vi følger etter på tirsdag.')
  await expect(editor(one).getByText('Lærer Toersen', { exact: true })).toBeVisible()
  await expectSaved(two)
  await expectAccessible(one)
})

test('undo takes back one’s own words only', async ({ person }) => {
  const { one, two } = await twoAtTheTable(person)
  await writeAtEnd(two, 'Toersens setning blir stående.')
  await expect(editor(one)).toContainText('Toersens setning blir stående.')
  await writeAtEnd(one, 'Enersens setning angres.')
  await expect(editor(two)).toContainText('Enersens setning angres.')
  await one.getByRole('button', { name: 'Angre' }).click()
  await expect(editor(two)).not.toContainText('Enersens setning angres.')
  await expect(editor(one)).toContainText('Toersens setning blir stående.')
})

test('headings, lists, quotes, tasks and links reach the other screen and the page without scripts', async ({
  person,
}) => {
  const { one, two, address } = await twoAtTheTable(person)
  for (const [button, text, element] of [
    ['Overskrift', 'En overskrift til', 'h2'],
    ['Punktliste', 'Et punkt til', 'ul > li'],
    ['Nummerert liste', 'Først dette', 'ol > li'],
    ['Sitat', 'Et barn sa dette', 'blockquote'],
    ['Sjekkliste', 'Ring hjem', 'li'],
  ] as const) {
    const tool = one.getByRole('button', { name: button, exact: true })
    await caretAtEnd(one)
    await one.keyboard.press('Enter')
    await one.keyboard.press('Enter')
    await expect(tool).toHaveAttribute('aria-pressed', 'false')
    await tool.click()
    await expect(tool).toHaveAttribute('aria-pressed', 'true')
    await one.keyboard.type(text)
    await expect(editor(two).locator(element, { hasText: text }).last()).toBeVisible()
    await one.keyboard.press('Enter')
    await one.keyboard.press('Enter')
  }
  await expectSaved(one)

  const reader = await person(TEACHER_1, { javaScriptEnabled: false })
  await reader.goto(address)
  await expect(reader.getByRole('heading', { name: 'En overskrift til' }).first()).toBeVisible()
  await expect(reader.locator('blockquote', { hasText: 'Et barn sa dette' }).first()).toBeVisible()
})

test('the text is in the page before any script and any socket', async ({ person }) => {
  const page = await person(TEACHER_1)
  const html = await (await page.request.get(await ownTableDocument(page))).text()
  expect(html).toContain('Hva gjør vi når et barn står alene i friminuttet?')
})

test('a megabyte pasted at once is refused in words, and nothing of the text is lost', async ({ person }) => {
  const page = await person(TEACHER_1)
  await openDocument(page, await ownTableDocument(page))
  await writeAtEnd(page, 'Før den store limingen.')
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.setData('text/plain', 'x'.repeat(1_000_000))
    document
      .querySelector('.ProseMirror')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await expect(page.getByText(/Teksten du limte inn, er for lang/)).toBeVisible()
  await expect(editor(page)).toContainText('Før den store limingen.')
  await page.keyboard.type(' Og etter.')
  await expectSaved(page)
})
