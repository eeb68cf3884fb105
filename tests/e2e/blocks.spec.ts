import type { Page } from '@playwright/test'
import {
  caretAtEnd,
  editor,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  expectSaved,
  openDocument,
  ownTableDocument,
  PHONE,
  startWriting,
  TEACHER_1,
  test,
  twoAtTheTable,
  writeAtEnd,
} from './support/journey'

const cells = (page: Page) => editor(page).locator('table').last().locator('th, td')

test('a table is written by keyboard alone, and reaches the other screen and the page without scripts', async ({
  person,
}) => {
  const { one, two, address } = await twoAtTheTable(person)
  await writeAtEnd(one, 'Hvem gjør hva')
  await one.keyboard.press('Control+Alt+g')
  await expect(one.getByRole('toolbar', { name: 'Tabellen' })).toBeVisible()
  for (const word of ['Hvem', 'Hva', 'Når', 'Kari']) {
    await one.keyboard.type(word)
    await one.keyboard.press('Tab')
  }
  await one.keyboard.type('Lekegrupper')
  await one.keyboard.press('Shift+Tab')
  await one.keyboard.press('End')
  await one.keyboard.type(' og Ola')
  await expect(editor(two).getByRole('cell', { name: 'Kari og Ola' })).toBeVisible()
  await expect(editor(two).getByRole('columnheader', { name: 'Hvem' })).toBeVisible()

  await expect(cells(two)).toHaveCount(9)
  await one.keyboard.press('Alt+Shift+ArrowDown')
  await expect(cells(two)).toHaveCount(12)
  await one.keyboard.press('ArrowDown')
  await one.getByRole('button', { name: 'Slett raden' }).click()
  await expect(cells(two)).toHaveCount(9)
  await one.getByRole('button', { name: 'Ny kolonne etter' }).click()
  await expect(cells(two)).toHaveCount(12)
  await one.keyboard.press('Tab')
  await one.getByRole('button', { name: 'Slett kolonnen' }).click()
  await expect(cells(two)).toHaveCount(9)
  await expectSaved(one)
  await expectAccessible(one)
  await one.setViewportSize({ width: 320, height: 700 })
  await expectNoSidewaysScroll(one)

  const reader = await person(TEACHER_1, { javaScriptEnabled: false })
  await reader.goto(address)
  await expect(reader.getByRole('columnheader', { name: 'Hvem' })).toBeVisible()
  await one.getByRole('button', { name: 'Slett tabellen' }).click()
  await expect(editor(two).locator('table')).toHaveCount(0)
  await one.keyboard.press('Control+z')
  await expect(editor(two).getByRole('cell', { name: 'Lekegrupper' })).toBeVisible()
})

test('what goes to the plenum says so in words, on every screen, and whoever listens hears how much it is', async ({
  person,
}) => {
  const { one, two, address } = await twoAtTheTable(person)
  await writeAtEnd(one, 'Dette tar vi med til plenum.')
  const tool = one.getByRole('button', { name: 'Til plenum', exact: true })
  await tool.click()
  await expect(tool).toHaveAttribute('aria-pressed', 'true')
  await expect(one.getByText('Ett avsnitt er merket til plenum')).toBeAttached()
  const marked = editor(two).locator('p[data-plenum="Til plenum"]')
  await expect(marked).toContainText('Dette tar vi med til plenum.')

  await one.keyboard.press('Enter')
  await one.keyboard.type('Dette ikke.')
  await expect(editor(two).getByText('Dette ikke.')).toBeVisible()
  await expect(marked).toHaveCount(1)
  await expectSaved(one)
  await expectAccessible(one)
  const reader = await person(TEACHER_1, { javaScriptEnabled: false })
  await reader.goto(address)
  await expect(reader.locator('p[data-plenum="Til plenum"]')).toHaveText('Dette tar vi med til plenum.')

  await expect(tool).toHaveAttribute('aria-pressed', 'false')
  await one.keyboard.press('ArrowUp')
  await expect(tool).toHaveAttribute('aria-pressed', 'true')
  await one.keyboard.press('Control+Alt+p')
  await expect(marked).toHaveCount(0)
})

test('words are found, one after the other, and Escape leads back to the text', async ({ person }) => {
  const page = await person(TEACHER_1)
  await openDocument(page, await ownTableDocument(page))
  await writeAtEnd(page, 'Nebbdyr her og nebbdyr der.')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Et NEBBDYR til.')
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Control+Alt+f')
  const search = page.getByRole('search', { name: 'Finn i teksten' })
  await search.getByLabel('Ord du leter etter').fill('nebbdyr')
  await expect(search.getByText('1 av 3')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(search.getByText('2 av 3')).toBeVisible()
  await search.getByRole('button', { name: 'Forrige treff' }).click()
  await search.getByRole('button', { name: 'Forrige treff' }).click()
  await expect(search.getByText('3 av 3')).toBeVisible()
  await expect(editor(page).locator('.live-found--here')).toHaveText('NEBBDYR')
  await expectAccessible(page)
  await search.getByLabel('Ord du leter etter').focus()
  await page.keyboard.press('Escape')
  await expect(search).toBeHidden()
  await expect(editor(page).locator('.live-found')).toHaveCount(0)
  await page.keyboard.type('Nebbdyret')
  await expect(editor(page)).toContainText('Et Nebbdyret til.')
})

test('every shortcut is listed, and the news of others can be turned off', async ({ person }) => {
  const { one, two } = await twoAtTheTable(person)
  const news = one.locator('[data-news]')
  await writeAtEnd(two, 'Et avsnitt fra den andre.')
  await expect(news).toContainText('Lærer Toersen skriver')

  await caretAtEnd(one)
  await one.keyboard.press('Control+/')
  const help = one.getByRole('dialog', { name: 'Hjelp og snarveier' })
  await expect(help.getByText('Ny rad under')).toBeVisible()
  await expectAccessible(one)
  await one.setViewportSize({ width: 320, height: 700 })
  await expectNoSidewaysScroll(one)
  await help.getByLabel('Si fra om hva andre skriver').uncheck()
  await one.keyboard.press('Escape')
  await expect(help).toBeHidden()
  await one.reload()
  await startWriting(one)
  // On a narrow screen the rare tools stand behind one.
  await expect(one.getByRole('button', { name: 'Gjennomstreket' })).toBeHidden()
  await one.getByRole('button', { name: 'Flere verktøy' }).click()
  await expect(one.getByRole('button', { name: 'Gjennomstreket' })).toBeVisible()
  await expectNoSidewaysScroll(one)
  await one.getByRole('button', { name: 'Hjelp og snarveier' }).click()
  await expect(help.getByLabel('Si fra om hva andre skriver')).not.toBeChecked()
})

test('on a phone one reads first, writes by a button or where one taps, and is done', async ({ person }) => {
  const page = await person(TEACHER_1, PHONE)
  await page.goto(await ownTableDocument(page))
  const write = page.getByRole('button', { name: 'Skriv', exact: true })
  await expect(write).toBeVisible()
  await expect(editor(page)).toBeHidden()
  await expectAccessible(page)
  await write.click()
  await expect(editor(page)).toBeFocused()
  await page.keyboard.type('Rett på slutten.')
  await expect(editor(page).locator(':scope > *').last()).toContainText('Rett på slutten.')
  await expectSaved(page)
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: 'Ferdig' }).click()
  await expect(editor(page)).toBeHidden()
  await page.getByText('Rett på slutten.').tap()
  await expect(editor(page)).toBeFocused()
  await page.keyboard.type('X')
  await expect(editor(page).locator(':scope > *').last()).toContainText('X')
  await expectSaved(page)
})
