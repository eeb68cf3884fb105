import { codeFor, expect, signIn, test } from './support/journey'

test('a principal signs in with the code from the mail, and out again', async ({ person }) => {
  const page = await person()
  await signIn(page, 'rektor@example.org')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Rektor Fiktivsen')
  await page.getByText('Rektor Fiktivsen').first().click()
  await page.getByRole('button', { name: /logg ut/i }).click()
  await expect(page.getByRole('link', { name: 'Logg inn' }).first()).toBeVisible()
  await page.goto('/profil')
  await expect(page).toHaveURL(/\/logg-inn\?til=%2Fprofil/)
})

test('a wrong code gets one plain sentence and a way on, and the right one still works', async ({
  person,
}) => {
  const page = await person()
  await page.goto('/logg-inn')
  await page.getByLabel('E-postadresse').fill('kommune@example.org')
  await page.getByRole('button', { name: 'Send meg en kode' }).click()
  const code = await codeFor(page, 'kommune@example.org')
  await page.getByLabel('Kode fra e-posten').fill(code === '000000' ? '111111' : '000000')
  await page.getByRole('button', { name: 'Logg inn' }).click()
  await expect(
    page.getByRole('alert').or(page.locator('[data-error-summary], .error-summary')).first(),
  ).toBeVisible()
  await expect(page.getByRole('link', { name: 'Be om en ny kode' })).toBeVisible()
  await page.getByLabel('Kode fra e-posten').fill(code)
  await page.getByRole('button', { name: 'Logg inn' }).click()
  await expect(page).not.toHaveURL(/logg-inn/)
})

test('an address that nobody has looks the same as one that somebody has', async ({ person }) => {
  const texts: string[] = []
  for (const email of ['ukjent@example.org', 'ppt@example.org']) {
    const page = await person()
    await page.goto('/logg-inn')
    await page.getByLabel('E-postadresse').fill(email)
    await page.getByRole('button', { name: 'Send meg en kode' }).click()
    await expect(page).toHaveURL(/\/logg-inn\/kode/)
    texts.push(await page.getByRole('main').innerText())
  }
  expect(texts[0]).toBe(texts[1])
})

test('signing in works without JavaScript', async ({ person }) => {
  const page = await person(undefined, { javaScriptEnabled: false })
  await signIn(page, 'ressurs@example.org')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ressurs Fiktivsen')
})
