import type { Page } from '@playwright/test'
import { linkFor } from './support/addresses'
import { expect, expectAccessible, expectNoSidewaysScroll, PHONE, test } from './support/journey'

async function acceptOnPhone(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  for (const question of await page
    .getByRole('group', { name: 'Stemmer dette for dere?' })
    .getByRole('checkbox')
    .all())
    await question.check()
  await page.getByRole('button', { name: 'Ja, vi vil være med' }).click()
  await expect(page.getByText('Takk for svaret!')).toBeVisible()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
}

/** A county founds a cohort of its own. @returns its address */
async function aCohort(county: Page, startsOn: string): Promise<string> {
  await county.goto('/puljer/ny')
  await county.getByLabel('Startmåned').fill(startsOn)
  await county.getByRole('button', { name: 'Lag puljen' }).click()
  await expect(county).toHaveURL(/\/puljer\/[0-9a-f-]{36}$/)
  return county.url()
}

async function expectGoodOnEveryScreen(page: Page): Promise<void> {
  for (const width of [1440, 320]) {
    await page.setViewportSize({ width, height: 800 })
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
  }
}

test('a county invites a municipality, which answers on a phone without an account, names a unit that answers too; the county sees it', async ({
  person,
}) => {
  test.setTimeout(120_000)
  const county = await person('fylke@example.org')
  const cohort = await aCohort(county, '2027-08')
  await county.goto(`${cohort}/inviter`)
  await expectAccessible(county)
  await county.getByRole('checkbox', { name: /^Tønsberg/ }).check()
  await county.getByLabel('E-postadresse til Tønsberg').fill('post@tonsberg.example.org')
  await county.getByLabel('Svarfrist').fill('2099-05-31')
  await county.getByRole('button', { name: 'Vis e-posten' }).click()
  await expect(county.getByText('Tønsberg er invitert til')).toBeVisible()
  await county.getByRole('button', { name: 'Inviter 1 kommune' }).click()
  await expect(county.getByRole('heading', { name: '1 av 1 er sendt' })).toBeVisible({ timeout: 20_000 })
  await expectAccessible(county)

  const phone = await person(undefined, PHONE)
  await acceptOnPhone(phone, await linkFor(phone, 'invitasjon', 'post@tonsberg.example.org'))
  const unit = phone.locator('.invitee').first()
  await unit.getByRole('checkbox').check()
  await unit.locator('input[type=email]').fill('rektor@skole.example.org')
  await phone.getByLabel('Svarfrist').fill('2099-06-30')
  await phone.getByRole('button', { name: 'Send invitasjon til de valgte' }).click()
  await expect(phone.getByText('1 enhet er invitert.')).toBeVisible()
  await expectAccessible(phone)

  const principal = await person(undefined, PHONE)
  await acceptOnPhone(principal, await linkFor(principal, 'invitasjon', 'rektor@skole.example.org'))

  await county.goto(`${cohort}/invitasjoner`)
  for (const stage of ['Sendt', 'Åpnet', 'Takket ja', 'Har meldt inn enheter'])
    await expect(county.locator('.funnel-stage').filter({ hasText: stage })).toContainText('1 av 1')
  await expect(county.getByText('1 med, 1 meldt inn')).toBeVisible()
  await expectGoodOnEveryScreen(county)
})

test('a county invites all its municipalities at once, follows the sending, and sees what came of each address', async ({
  person,
}) => {
  const county = await person('fylke@example.org')
  const cohort = await aCohort(county, '2028-08')
  await county.goto(`${cohort}/inviter`)
  const invitees = county.locator('.invitee')
  const all = await invitees.count()
  expect(all).toBeGreaterThan(3)
  await county.getByRole('button', { name: 'Velg alle' }).click()
  for (const [n, field] of (await invitees.locator('input[type=email]').all()).entries())
    await field.fill(`kommune${n}@example.org`)
  await county.getByLabel('Svarfrist').fill('2099-05-31')
  await expectGoodOnEveryScreen(county)
  await county.getByRole('button', { name: `Inviter ${all} kommuner` }).click()

  await expect(county).toHaveURL(/\/utsendinger\//)
  await expect(county.getByRole('progressbar')).toBeVisible()
  await expect(county.locator('.mailing-row')).toHaveCount(all)
  await expect(county.getByRole('heading', { name: `${all} av ${all} er sendt` })).toBeVisible({
    timeout: 20_000,
  })
  await expect(county.getByRole('progressbar')).toHaveAttribute('value', String(all))
  for (const row of await county.locator('.mailing-row').all()) await expect(row).toContainText('Sendt')
  await expectGoodOnEveryScreen(county)
})

test('a link that opens nothing says what to do, and nothing else', async ({ person }) => {
  const page = await person()
  await page.goto(`/invitasjon/${'A'.repeat(43)}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Lenken virker ikke' })).toBeVisible()
  await expectAccessible(page)
})
