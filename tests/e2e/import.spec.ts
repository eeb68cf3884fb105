import path from 'node:path'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/journey'

const LIST = path.resolve(import.meta.dirname, '..', 'data', 'messy-import', 'vestfold-skoler.xlsx')

test('a county adviser brings a messy list, corrects a row, says yes and takes it back', async ({
  person,
}) => {
  test.setTimeout(120_000)
  const page = await person('fylke@example.org')
  await page.goto('/import')
  await expectAccessible(page)
  await page.getByLabel('Fil', { exact: true }).setInputFiles(LIST)
  await page.getByRole('button', { name: 'Les listen' }).click()
  await expect(page.getByRole('heading', { name: 'Radene' })).toBeVisible({ timeout: 30_000 })
  for (const width of [1440, 320]) {
    await page.setViewportSize({ width, height: 900 })
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
  }
  await page.setViewportSize({ width: 1440, height: 900 })

  const row = page.locator('.import-row').filter({ hasText: 'Ormestad skole' })
  await expect(row).toContainText('er ikke en e-postadresse')
  await row.getByText('Rett opp').click()
  await row.getByLabel('E-post').fill('ola.eksempel@example.org')
  await row.getByRole('button', { name: 'Lagre rettingen' }).click()
  await expect(row).toContainText('Rettet: E-post')
  await expect(row).not.toContainText('er ikke en e-postadresse')
  await expectAccessible(page)

  await page.getByRole('button', { name: /^Legg til \d+ skoler/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Listen er lagt inn' })).toBeVisible({
    timeout: 30_000,
  })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Angre hele listen' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Listen er angret' })).toBeVisible()
})
