import fs from 'node:fs'
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

test('a passage is talked about by two people, on a screen and on a phone', async ({ person }) => {
  const { one, two } = await twoAtTheTable(person, { two: PHONE })
  await writeAtEnd(one, 'Lekegruppene begynner.')
  await expectSaved(one)
  await expect(editor(two)).toContainText('Lekegruppene begynner.')

  await one.keyboard.press('Shift+Home')
  await expect(one.getByRole('button', { name: 'Kommenter', exact: true })).toBeVisible()
  await one.keyboard.press('Control+Alt+m')
  await one.getByLabel('Ny kommentar').fill('Når begynner de?')
  await one.getByRole('button', { name: 'Legg inn' }).click()
  await expect(one.getByText('Kommentaren er lagt inn')).toBeAttached()
  const panel = one.getByRole('complementary', { name: 'Kommentarer' })
  await expect(panel.getByText('Når begynner de?')).toBeVisible()
  await expect(one.locator('.comment-mark').first()).toBeVisible()
  await expectAccessible(one)

  await expect(two.getByRole('button', { name: 'Kommentarer (1)' })).toBeVisible()
  await two.getByRole('button', { name: 'Kommentarer (1)' }).click()
  const sheet = two.getByRole('complementary', { name: 'Kommentarer' })
  await sheet.getByRole('button', { name: 'Svar' }).click()
  await sheet.getByLabel('Svar').fill('På mandag.')
  await sheet.getByRole('button', { name: 'Legg inn' }).click()
  await expect(panel.getByText('På mandag.')).toBeVisible()

  await panel.getByRole('button', { name: 'Merk som løst' }).click()
  await expect(one.getByRole('button', { name: 'Kommentarer (0)' })).toBeVisible()
  await expect(two.getByRole('button', { name: 'Kommentarer (0)' })).toBeVisible()
  await panel.getByRole('button', { name: /Løste/ }).click()
  await panel.getByRole('button', { name: 'Åpne igjen' }).click()
  await panel.getByRole('button', { name: /^Åpne/ }).first().click()

  // What was talked about goes, what was said stays.
  await one.getByRole('button', { name: 'Lukk kommentarene' }).click()
  for (let letter = 0; letter < 'Lekegruppene begynner.'.length; letter++)
    await one.keyboard.press('Backspace')
  await expect(editor(two)).not.toContainText('Lekegruppene begynner.')
  await one
    .getByRole('button', { name: /Kommentarer/ })
    .first()
    .click()
  await expect(panel.getByText('Teksten er fjernet')).toBeVisible()
})

test('an earlier version is compared and brought back while somebody else writes', async ({ person }) => {
  const { one, two, address } = await twoAtTheTable(person)
  await writeAtEnd(two, 'Toersen var her.')
  await expectSaved(two)
  await one.getByRole('link', { name: 'Tidligere versjoner' }).click()
  await expect(one.getByRole('heading', { name: 'Tidligere versjoner' })).toBeVisible()
  await expectAccessible(one)
  await one
    .getByRole('link', { name: /Les versjonen/ })
    .last()
    .click()
  await one.getByRole('link', { name: 'Endret fram til nå' }).click()
  await expect(one.locator('.diff ins').filter({ hasText: 'Toersen' })).toContainText('lagt til')
  await expectAccessible(one)

  await one.getByText('Hent tilbake denne versjonen').click()
  const typing = (async () => {
    for (const word of ['Jeg ', 'skriver ', 'videre ', 'hele ', 'tiden.'])
      await two.keyboard.type(word, { delay: 30 })
  })()
  await one.getByRole('button', { name: 'Ja, hent den tilbake' }).click()
  await expect(one.getByText('Versjonen er hentet tilbake')).toBeVisible()
  await typing
  await expect(editor(two)).not.toContainText('Toersen var her.')
  await writeAtEnd(two, 'Og etterpå.')
  await expectSaved(two)

  // What was there before stands as a version of its own.
  const back = one.getByRole('listitem').filter({ hasText: 'hentet tilbake' })
  await back
    .locator('xpath=following-sibling::li[1]')
    .getByRole('link', { name: /Les versjonen/ })
    .click()
  await expect(one.locator('.version-paper')).toContainText('Toersen var her.')
  await openDocument(one, address)
  await expect(editor(one)).toContainText('Og etterpå.')
})

test('the text is taken along as a file, with the keyboard', async ({ person }) => {
  const page = await person(TEACHER_1)
  const address = await ownTableDocument(page)
  await openDocument(page, address)
  await writeAtEnd(page, 'Dette tas med.')
  await expectSaved(page)
  await page.getByText('Last ned', { exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'PDF (.pdf)' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('link', { name: 'PDF (.pdf)' })).toBeHidden()
  await page.keyboard.press('Enter')
  for (const [name, begins] of [
    ['Word (.docx)', 'PK'],
    ['PDF (.pdf)', '%PDF-1.7'],
    ['Markdown (.md)', '# '],
    ['Nettside (.html)', '<!doctype html>'],
  ] as const) {
    if (!(await page.getByRole('link', { name }).isVisible()))
      await page.getByText('Last ned', { exact: true }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name }).click(),
    ])
    const bytes = fs.readFileSync(await download.path())
    expect(bytes.subarray(0, begins.length).toString('latin1')).toBe(begins)
    if (begins === '# ') expect(bytes.toString('utf8')).toContain('Dette tas med.')
  }
})

test('who has written what is told by name, and follows while somebody writes', async ({ person }) => {
  const { one, two } = await twoAtTheTable(person)
  await writeAtEnd(two, 'Dette er fra Toersen.')
  await expectSaved(two)
  await one.getByRole('button', { name: 'Vis hvem som har skrevet' }).click()
  const legend = one.getByRole('region', { name: 'Hvem som har skrevet hva' })
  await expect(legend).toContainText('Lærer Toersen')
  await expect(editor(one).locator('.author-mark', { hasText: 'Dette er fra Toersen.' })).toHaveAttribute(
    'title',
    'Lærer Toersen',
  )
  await writeAtEnd(one, 'Og dette fra Enersen.')
  await expect(legend).toContainText('Lærer Enersen')
  await expectAccessible(one)
  await one.getByRole('button', { name: 'Skjul hvem som har skrevet' }).click()
  await expect(one.locator('.author-mark')).toHaveCount(0)
})
