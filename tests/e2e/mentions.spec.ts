import {
  editor,
  expect,
  expectAccessible,
  expectSaved,
  openDocument,
  ownTableDocument,
  PHONE,
  TEACHER_1,
  test,
  twoAtTheTable,
  writeAtEnd,
} from './support/journey'

test('somebody at the table is named by keyboard, and the name is on every screen', async ({ person }) => {
  const { one, two, address } = await twoAtTheTable(person)
  await writeAtEnd(one, 'Dette følger @lærer')
  const list = one.getByRole('listbox', { name: 'Hvem mener du?' })
  await expect(list.getByRole('option')).toHaveCount(2)
  await one.keyboard.type(' t')
  await expect(list.getByRole('option', { name: 'Lærer Toersen' })).toHaveAttribute('aria-selected', 'true')
  await expectAccessible(one)
  await one.keyboard.press('Enter')
  await expect(list).toBeHidden()
  await one.keyboard.type('opp.')
  await expect(editor(two).locator('.mention')).toHaveText('@Lærer Toersen')
  await expect(editor(two)).toContainText('Dette følger @Lærer Toersen opp.')
  await expectSaved(one)
  const html = await (await one.request.get(address)).text()
  expect(html).toContain('<span class="mention">@Lærer Toersen</span>')
  expect(html).not.toContain('larer2@example.org')
  await one.keyboard.press('Enter')
  await one.keyboard.type('Nei @')
  await expect(list).toBeVisible()
  await one.keyboard.press('Escape')
  await expect(list).toBeHidden()
  await one.keyboard.press('Enter')
  await expect(editor(one)).toContainText('Nei @')
})

test('on a phone a touch on the name is enough', async ({ person }) => {
  const page = await person(TEACHER_1, PHONE)
  await openDocument(page, await ownTableDocument(page))
  await writeAtEnd(page, 'Spør @res')
  await page.getByRole('option', { name: 'Ressurs Fiktivsen' }).tap()
  await expect(editor(page).locator('.mention').last()).toHaveText('@Ressurs Fiktivsen')
  await page.keyboard.type('først.')
  await expect(editor(page)).toContainText('Spør @Ressurs Fiktivsen først.')
  await expectSaved(page)
})

test('a new table’s document begins with what it is asked about, in the organiser’s choice', async ({
  person,
}) => {
  const county = await person('fylke@example.org')
  const table = await person(TEACHER_1)
  const address = await ownTableDocument(table)
  await table.goto(address)
  const gathering = await table.locator('.page-head .back').getAttribute('href')
  await county.goto(gathering ?? '')
  await county.getByLabel('Navn på bordet').last().fill('Malbordet')
  await expect(county.getByLabel('Hva skal dokumentet begynne med?')).toHaveValue('igp')
  await expectAccessible(county)
  await county.getByRole('button', { name: 'Sett opp bordet' }).click()
  await expect(county.getByText('Malbordet').first()).toBeVisible()
})

test('the guidance below a heading is shown, and is no part of the text', async ({ person }) => {
  const page = await person(TEACHER_1)
  await openDocument(page, await ownTableDocument(page))
  const heading = editor(page).locator('h2[data-prompt]')
  await expect(heading).toHaveText('Det viktigste vi er enige om')
  const shown = () =>
    heading.evaluate(element => getComputedStyle(element, '::after').getPropertyValue('content'))
  expect(await shown()).toContain('Bli enige om ett til tre punkter')
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText(/Skrevet av .*Lærer Enersen/)).toBeVisible()
  await expect(page.getByRole('toolbar')).toHaveCount(0)
})
