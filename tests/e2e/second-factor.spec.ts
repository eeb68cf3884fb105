import type { Page } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { startHostileProvider } from '../support/hostile-provider'
import { Product } from '../support/product'
import {
  codeFor,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  newContext,
  signIn,
  test,
} from './support/journey'

/** A device that makes passkeys and knows its owner. */
async function withAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

async function begin(page: Page, email: string): Promise<void> {
  await page.goto('/logg-inn')
  await page.getByLabel('E-postadresse').fill(email)
  await page.getByRole('button', { name: 'Send meg en kode' }).click()
  await page.getByLabel('Kode fra e-posten').fill(await codeFor(page, email))
  await page.getByRole('button', { name: 'Logg inn', exact: true }).click()
}

const appWith = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) })

async function signOut(page: Page): Promise<void> {
  await page.goto('/')
  await page.locator('.person-menu summary, .person-menu button').first().click()
  await page.getByRole('button', { name: 'Logg ut' }).click()
  await expect(page.getByRole('link', { name: 'Logg inn' }).first()).toBeVisible()
}

test('a county adviser sets up an app, is asked for it the next time, and comes in by a recovery code once', async ({
  browser,
  faults,
}) => {
  test.setTimeout(180_000)
  const product = await Product.start({ env: { SECOND_FACTOR: 'required' } })
  try {
    const context = await newContext(browser, product, faults, {})
    const page = await context.newPage()
    await begin(page, 'fylke@example.org')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Beskytt innloggingen din')
    await expectAccessible(page)
    // Nothing else opens meanwhile, and no name stands in the frame.
    await page.goto('/puljer')
    await expect(page).toHaveURL(/\/logg-inn\/bekreft\?til=%2Fpuljer/)

    await page.getByRole('button', { name: 'Bruk en kodeapp' }).click()
    await expect(page.getByRole('img', { name: 'Bilde som kodeappen leser' })).toBeVisible()
    await expectAccessible(page)
    const app = appWith((await page.locator('.secret').textContent()) ?? '')
    await page.getByLabel('Kode fra kodeappen').fill('000000')
    await page.getByRole('button', { name: 'Ta kodeappen i bruk' }).click()
    await expect(page.getByRole('alert')).toContainText('Koden er feil')
    await page.getByLabel('Kode fra kodeappen').fill(app.generate())
    await page.getByRole('button', { name: 'Ta kodeappen i bruk' }).click()

    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Reservekoder')
    await page.getByRole('button', { name: 'Vis reservekodene mine' }).click()
    await expect(page.locator('.recovery-codes code')).toHaveCount(10)
    await expectAccessible(page)
    const recovery = (await page.locator('.recovery-codes code').first().textContent()) ?? ''
    await page.getByRole('link', { name: 'Jeg har tatt vare på kodene' }).click()
    await expect(page).toHaveURL(/\/puljer$/)

    await signOut(page)
    await begin(page, 'fylke@example.org')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vis at det er deg')
    await expectAccessible(page)
    // The next step's code: this step's is used.
    await page.getByLabel('Kode fra kodeappen').fill(app.generate({ timestamp: Date.now() + 30_000 }))
    await page.getByRole('button', { name: 'Gå videre' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Fylke Fiktivsen')

    await signOut(page)
    await begin(page, 'fylke@example.org')
    await page.getByText('Får du ikke brukt telefonen?').click()
    await page.getByLabel('Reservekode', { exact: true }).fill(recovery.toLowerCase().replaceAll('-', ' '))
    await page.getByRole('button', { name: 'Bruk reservekoden' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Fylke Fiktivsen')
    await page.goto('/profil/sikkerhet')
    await expect(page.getByText('Du har 9 koder igjen.')).toBeVisible()
    await expectAccessible(page)

    const teacher = await (await newContext(browser, product, faults, {})).newPage()
    await signIn(teacher, 'larer1@example.org')
    await expect(teacher).not.toHaveURL(/bekreft/)
  } finally {
    await Promise.all(browser.contexts().map(each => each.close()))
    await product.remove()
  }
})

test('a passkey is made, named, signs in without e-mail, and the last one of an adviser stays', async ({
  browser,
  faults,
}) => {
  test.setTimeout(180_000)
  // By name, as browsers want it for passkeys: an address of digits is no name of a site.
  const product = await Product.start({ env: { SECOND_FACTOR: 'required', HOST: 'localhost' } })
  try {
    const context = await newContext(browser, product, faults, {
      baseURL: product.url.replace('127.0.0.1', 'localhost'),
      viewport: { width: 320, height: 700 },
    })
    const page = await context.newPage()
    await withAuthenticator(page)
    await begin(page, 'ppt@example.org')
    await page.getByRole('link', { name: 'Lag en passnøkkel' }).click()
    await page.getByLabel('Hva vil du kalle den?').fill('Jobbmobilen')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Lag passnøkkelen' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Reservekoder')
    await page.getByRole('link', { name: 'Gjør det senere' }).click()

    await page.goto('/profil/sikkerhet')
    await expect(page.getByText('Jobbmobilen', { exact: true })).toBeVisible()
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    await page.getByText('Fjern', { exact: true }).first().click()
    await page.getByRole('button', { name: 'Fjern passnøkkelen' }).click()
    await expect(page.getByRole('status')).toContainText('Rollen din krever')
    await expect(page.getByText('Jobbmobilen', { exact: true })).toBeVisible()

    // The browser offers the passkey in the address field itself, and this device says yes at once.
    await signOut(page)
    await page.goto('/logg-inn')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Fiktivsen')

    await signOut(page)
    const elsewhere = await context.newPage()
    await begin(elsewhere, 'ppt@example.org')
    await page.goto('/logg-inn/bekreft')
    await page.getByRole('button', { name: 'Bruk passnøkkelen' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Fiktivsen')
  } finally {
    await Promise.all(browser.contexts().map(each => each.close()))
    await product.remove()
  }
})

test('a teacher links Feide in the profile, and signs in with it the next time', async ({
  browser,
  faults,
}) => {
  test.setTimeout(120_000)
  const feide = await startHostileProvider()
  const product = await Product.start({
    env: {
      FEIDE_ISSUER: feide.issuer,
      FEIDE_GROUPS_URL: `${feide.issuer}/groups`,
      FEIDE_CLIENT_ID: 'pulje',
      FEIDE_CLIENT_SECRET: 'hemmelig',
    },
  })
  try {
    const page = await (await newContext(browser, product, faults, {})).newPage()
    await page.goto('/logg-inn')
    await page.getByRole('link', { name: 'Logg inn med Feide' }).click()
    await expect(page.getByText('Vi kjenner ingen konto')).toBeVisible()
    await expectAccessible(page)
    await signIn(page, 'larer1@example.org')
    await page.goto('/profil/sikkerhet')
    await page.getByRole('button', { name: 'Koble til Feide' }).click()
    await expect(page.getByText('Endringen er lagret.')).toBeVisible()
    await signOut(page)
    await page.goto('/logg-inn?til=/profil')
    await page.getByRole('link', { name: 'Logg inn med Feide' }).click()
    await expect(page).toHaveURL(/\/profil$/)
    await expect(page.getByText(/· Feide/)).toBeVisible()
    feide.groups = [{ membership: { affiliation: ['student'] } }]
    await signOut(page)
    await page.goto('/logg-inn/hos/feide')
    await expect(page.getByText('Pulje er for ansatte.')).toBeVisible()
  } finally {
    await Promise.all(browser.contexts().map(each => each.close()))
    await product.remove()
    await feide.stop()
  }
})
