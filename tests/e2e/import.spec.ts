import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/journey'

const LIST = path.resolve(import.meta.dirname, '..', 'data', 'messy-import', 'vestfold-skoler.xlsx')

/** On every width a page neither scrolls sideways nor shuts anybody out. */
async function look(page: Page): Promise<void> {
  for (const width of [320, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
  }
}

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
  await look(page)

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

test('a municipality that was divided asks which one is meant, and takes the answer', async ({
  person,
  product,
}) => {
  test.setTimeout(120_000)
  await product.cli('admin:create', 'admin.lister@example.org', 'Admin', 'Eksempel')
  const page = await person('admin.lister@example.org')
  await page.goto('/import')
  await page.getByLabel('På vegne av').selectOption({ label: 'Nordland - Nordlánnda' })
  await page.getByText('Eller lim inn fra regnearket').click()
  await page
    .getByLabel('Merk cellene med overskriftene')
    .fill('Kommunenr\tSkole\tType\tE-post\n1850\tOppdiktet skole\tskole\tkari.eksempel@example.org')
  await page.getByRole('button', { name: 'Les listen' }).click()
  const row = page.locator('.import-row').filter({ hasText: 'Oppdiktet skole' })
  await expect(row).toContainText('ble delt', { timeout: 30_000 })
  await expect(page.getByRole('heading', { name: 'Noen rader må ses over først' })).toBeVisible()
  await look(page)
  await row.getByRole('button', { name: /1875/ }).click()
  await expect(row).not.toContainText('ble delt')
  await expect(row).toContainText('Rettet: Kommunenummer')
  await page.getByRole('button', { name: 'Legg til 1 skole og 1 kontaktperson' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Listen er lagt inn' })).toBeVisible({
    timeout: 30_000,
  })
})
