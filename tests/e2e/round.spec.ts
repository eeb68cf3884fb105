import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/journey'

/** Everything that reaches a page from now on: bodies of answers and frames of sockets. */
function everythingThatReaches(page: Page): () => Promise<string> {
  const parts: Promise<string>[] = []
  page.on('response', response => parts.push(response.text().catch(() => '')))
  page.on('websocket', socket =>
    socket.on('framereceived', ({ payload }) => parts.push(Promise.resolve(payload.toString()))),
  )
  return async () => (await Promise.all(parts)).join('\n')
}

test('a hall reflects: each alone, then what they choose to lay on the table, with a facilitator who sees how it goes', async ({
  person,
}) => {
  const lead = await person('fylke@example.org')
  await lead.goto('/')
  await lead.getByRole('link', { name: 'Fylkessamling Vestfold: barn som står utenfor' }).click()
  await lead.getByRole('link', { name: 'Lag en runde' }).click()
  await expectAccessible(lead)
  await lead.getByLabel('Spørsmål').fill('Hva er viktigst?\nHva gjør dere i morgen?')
  await lead.getByRole('button', { name: 'Lag runden' }).click()
  await expect(lead).toHaveURL(/vegg$/)
  const address = lead.url().replace(/\/vegg$/, '')

  const [one, two] = [await person('larer1@example.org'), await person('larer2@example.org')]
  const atTwo = everythingThatReaches(two)
  const atLead = everythingThatReaches(lead)
  for (const page of [one, two]) {
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto(address)
    await expect(page.getByText('Runden har ikke startet ennå.')).toBeVisible()
  }
  await lead.getByRole('button', { name: 'Gå videre: Hver for seg', exact: true }).click()
  await expect(one.getByText('Hva er viktigst?')).toBeVisible()
  await expect(two.getByText('Hva er viktigst?')).toBeVisible()
  await one.getByLabel('Punkt 1').fill('Bare for meg: kanelbolle')
  await expect(one.getByText('Lagret', { exact: true })).toBeVisible()
  await expectAccessible(one)
  await expectNoSidewaysScroll(one)

  // Nobody is moved while they write.
  await one.getByRole('button', { name: 'Nytt punkt' }).click()
  await one.getByLabel('Punkt 2').fill('Til bordet: spør barna')
  await lead.getByRole('button', { name: 'Gå videre: Legg fram' }).click()
  await expect(two.getByRole('heading', { name: 'Legg fram', exact: true })).toBeVisible()
  await expect(one.getByText('Lederen har gått videre til «Legg fram».')).toBeVisible()
  await expect(one.getByLabel('Punkt 2')).toHaveValue('Til bordet: spør barna')
  await expect(one.getByText('Lagret', { exact: true })).toHaveCount(2)
  await one.getByRole('link', { name: 'Gå dit' }).click()

  expect(await atTwo()).not.toMatch(/kanelbolle|spør barna/)
  const point = one.getByRole('listitem').filter({ hasText: 'Til bordet: spør barna' })
  await point.getByRole('button', { name: 'Uten navn' }).click()
  await expect(two.getByText('Til bordet: spør barna')).toBeVisible()
  await expectAccessible(two)

  await lead.getByRole('button', { name: 'Gå videre: Ved bordet' }).click()
  await expect(two.getByRole('heading', { name: 'Ved bordet', exact: true })).toBeVisible()
  await two.getByRole('button', { name: 'Hent hjelp' }).click()
  await expect(lead.getByText('Ber om hjelp', { exact: true })).toBeVisible()
  await expectAccessible(lead)
  await lead.getByRole('button', { name: 'Jeg kommer til bord 1' }).click()
  await expect(two.getByRole('button', { name: 'Hent hjelp' })).toBeVisible()
  // The facilitator leads without reading, and what was kept stays with whoever wrote it.
  expect(await atLead()).not.toMatch(/kanelbolle|spør barna/)
  expect(await atTwo()).not.toContain('kanelbolle')
  await one.goto(`${address}?steg=individual`)
  await expect(one.getByLabel('Punkt 1')).toHaveValue('Bare for meg: kanelbolle')
})

test('what is written while the network is away is on the phone, and on the server when it is back', async ({
  person,
}) => {
  const lead = await person('fylke@example.org')
  await lead.goto('/')
  await lead.getByRole('link', { name: 'Fylkessamling Vestfold: barn som står utenfor' }).click()
  await lead.getByRole('link', { name: 'Lag en runde' }).click()
  await lead.getByRole('button', { name: 'Lag runden' }).click()
  await lead.getByRole('button', { name: 'Gå videre: Hver for seg', exact: true }).click()
  await expect(lead.getByRole('heading', { name: 'Hver for seg' })).toBeVisible()
  const address = lead.url().replace(/\/vegg$/, '')

  const phone = await person('larer1@example.org')
  await phone.goto(address)
  await phone.context().setOffline(true)
  await phone.getByLabel('Punkt 1').fill('Skrevet i kjelleren')
  await expect(phone.getByText('Ikke lagret på serveren ennå. Vi prøver igjen.')).toBeVisible()
  await phone.context().setOffline(false)
  await expect(phone.getByText('Lagret', { exact: true })).toBeVisible({ timeout: 15_000 })
  await phone.reload()
  await expect(phone.getByLabel('Punkt 1')).toHaveValue('Skrevet i kjelleren')
})
