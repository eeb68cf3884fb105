import { addressOf, linkFor } from './support/addresses'
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './support/journey'

const OFFICER = 'siri.ombud@example.org'

test('the county’s data officer reads what happened around one person, and takes it along as a file', async ({
  person,
}) => {
  const county = await person('fylke@example.org')
  await county.goto(await addressOf(county, '/enheter/{unit}/folk/inviter'))
  await county.getByLabel('Navn').fill('Siri Ombud')
  await county.getByLabel('E-postadresse på jobb').fill(OFFICER)
  await county.getByLabel('Rolle', { exact: true }).selectOption('data_officer')
  await county.getByRole('button', { name: 'Send invitasjonen' }).click()
  await expect(county.getByText(OFFICER)).toBeVisible()

  const officer = await person()
  await officer.goto(await linkFor(officer, 'bli-medlem', OFFICER))
  await officer.getByRole('button', { name: 'Ja, jeg blir med' }).click()
  await expect(officer.getByRole('heading', { name: 'Takk, du er med' })).toBeVisible()
  await signIn(officer, OFFICER)

  await officer.goto('/')
  await officer.getByRole('link', { name: 'Revisjonslogg' }).first().click()
  await expect(officer.getByRole('heading', { level: 1, name: 'Revisjonslogg' })).toBeVisible()
  const lines = officer.locator('.audit-log tbody tr')
  // What has happened is written into the log a moment later.
  await expect(async () => {
    await officer.reload()
    await expect(lines.filter({ hasText: 'Siri Ombud' }).first()).toBeVisible({ timeout: 500 })
  }).toPass()
  await officer.getByLabel('Navn').fill('Siri')
  await officer.getByRole('button', { name: 'Vis', exact: true }).click()
  await expect(officer.getByRole('status')).toContainText('Viser hendelser om Siri Ombud.')
  await expect(officer).toHaveURL(/\?person=[0-9a-f-]{36}$/)

  // Whose names are none of the officer's business are chosen by an event.
  await officer.getByRole('link', { name: 'Vis alle' }).click()
  const other = lines.getByRole('link', { name: /^Uten navn/ }).first()
  const unnamed = await other.innerText()
  await other.click()
  await expect(officer.getByRole('status')).toContainText('Viser hendelser om én person.')
  const about = await lines.count()
  expect(about).toBeGreaterThan(0)
  await expect(lines.filter({ hasText: unnamed })).toHaveCount(about)
  for (const width of [1440, 320]) {
    await officer.setViewportSize({ width, height: 800 })
    await expectAccessible(officer)
    await expectNoSidewaysScroll(officer)
  }
  const file = officer.waitForEvent('download')
  await officer.getByRole('link', { name: 'Last ned det som vises' }).click()
  expect(await (await file).failure()).toBeNull()
  await officer.getByRole('link', { name: 'Vis alle' }).click()
  await expect(lines.filter({ hasNotText: unnamed }).first()).toBeVisible()
})
