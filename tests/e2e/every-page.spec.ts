import fs from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { ROOT } from '../../server/root'
import { addressOf, linkFor } from './support/addresses'
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  openDocument,
  ownTableDocument,
  PHONE,
  signIn,
  test,
} from './support/journey'

/** Who opens which pages; `{name}` is found on the way (support/addresses.ts). */
const PAGES: Record<string, { email?: string; paths: string[] }> = {
  'somebody who is not signed in': {
    paths: [
      ...['/', '/logg-inn', '/bli-med', '/tilgjengelighet', '/demo/e-post', '/frakoblet', '/finnes-ikke'],
      ...[`/invitasjon/${'A'.repeat(43)}`, `/bli-medlem/${'A'.repeat(43)}`],
      ...['/bli-medlem/svar', '/bli-medlem/svar?nei'],
    ],
  },
  'a county adviser': {
    email: 'fylke@example.org',
    paths: ['/', '/puljer', '/puljer/ny', '/puljer/{cohort}', '/puljer/{cohort}/kommuner', '/import'],
  },
  'a county adviser among units and people': {
    email: 'fylke@example.org',
    paths: [
      ...['/enheter', '/enheter?sok=Presterød', '/enheter/{school}', '/enheter/{town}', '/enheter/{unit}'],
      ...['/folk', '/folk?sok=fiktivsen', '/enheter/{unit}/folk', '/enheter/{unit}/folk/{person}'],
      ...['/enheter/{unit}/folk?vis=planned', '/enheter/{unit}/folk/{person}/slutter'],
      ...['/enheter/{unit}/folk/inviter', '/enheter/{unit}/folk/inviter/flere'],
      ...['/enheter/{unit}/bidrag', '/enheter/{town}/pp-tjeneste', '/puljer/{cohort}/ressurspersoner'],
    ],
  },
  'a county adviser who invites': {
    email: 'fylke@example.org',
    paths: [
      ...['/puljer/{period}', '/puljer/{period}/inviter', '/puljer/{period}/invitasjoner'],
      ...['/puljer/{period}/utsendinger/{mailing}', '/puljer/{period}/arshjul/{step}'],
      ...['/profil', '/profil/sikkerhet', '/profil/mine-data', '/brukerstotte'],
    ],
  },
  'a county adviser in the hall': {
    email: 'fylke@example.org',
    paths: ['/samlinger/{gathering}', '/samlinger/{gathering}/host', '/samlinger/{gathering}/host/utskrift'],
  },
  'a municipality coordinator': {
    email: 'kommune@example.org',
    paths: ['/', '/puljer', '/puljer/{period}/invitasjoner', '/puljer/{period}/arshjul/{step}', '/import'],
  },
  'a principal': {
    email: 'rektor@example.org',
    paths: ['/', '/puljer', '/enheter/{unit}/folk', '/enheter/{unit}/folk/{person}/slutter'],
  },
  'a teacher': {
    email: 'larer1@example.org',
    paths: ['/', '/puljer', '/enheter/{school}/folk', '/profil', '/brukerstotte'],
  },
  'a resource person': { email: 'ressurs@example.org', paths: ['/', '/skoler'] },
}

// Shared out between the workers: nothing here hangs on what came before.
test.describe.configure({ mode: 'parallel' })

const LANGUAGES = [
  ['Nynorsk', 'nn'],
  ['English', 'en'],
] as const

/** Each page is gone through by axe at one width, and the next page at the other; with PAGES=all at both, in all languages. */
const EVERY = process.env['PAGES'] === 'all'

for (const [nth, [who, { email, paths }]] of Object.entries(PAGES).entries()) {
  test(`${who} finds nothing that hinders, wide or narrow, in any language`, async ({ person }) => {
    test.setTimeout(180_000)
    const page = await person(email)
    for (const [at, pattern] of paths.entries()) await expectGood(page, await addressOf(page, pattern), at)
    for (const [language, tag] of LANGUAGES.filter((_, index) => EVERY || index === nth % 2)) {
      await speak(page, language, tag)
      await expectAccessible(page)
    }
    await speak(page, 'Bokmål', 'nb')
  })
}

async function speak(page: Page, language: string, tag: string): Promise<void> {
  await page.getByRole('contentinfo').getByRole('button', { name: language }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', tag)
}

/** One heading, a title, nothing that axe finds, nothing sideways at any width, and little script. */
async function expectGood(page: Page, address: string, at = 0): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 800 })
  await page.goto(address, { waitUntil: 'networkidle' })
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
  await expect(page).toHaveTitle(/\S.* – Pulje$|^Pulje/)
  const most = address === WITH_EDITOR ? MOST_WITH_EDITOR : MOST_SCRIPT
  expect(await scriptBytes(page), `script of ${address}`).toBeLessThanOrEqual(most)
  for (const [index, width] of [1440, 320].entries()) {
    await page.setViewportSize({ width, height: 800 })
    await expectNoSidewaysScroll(page)
    if (EVERY || index === at % 2) await expectAccessible(page)
  }
}

/** Shows documents from this device. */
const WITH_EDITOR = '/frakoblet'
/** Of a page in which nobody writes with others, as it is sent. */
const MOST_SCRIPT = 150 * 1024
/** Of a page in which one writes with others. */
const MOST_WITH_EDITOR = 350 * 1024

/** What the page's scripts weigh as they come over the wire: compressed once, when they were built. */
async function scriptBytes(page: Page): Promise<number> {
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  )
  const scripts = [...new Set(loaded)].filter(name => /^\/assets\/.*\.js$/.test(name))
  expect(scripts.length).toBeGreaterThan(0)
  return scripts.reduce((sum, name) => {
    const file = path.join(ROOT, 'build', 'client', name)
    const compressed = [`${file}.br`, file].find(each => fs.existsSync(each))
    return sum + fs.statSync(compressed ?? file).size
  }, 0)
}

const OFFICER = 'petra.ombud@example.org'
const TOWN = 'oppvekst.faerder@example.org'

test('whoever is asked by link finds nothing that hinders; a data officer comes so to the audit log', async ({
  person,
}) => {
  test.setTimeout(120_000)
  const county = await person('fylke@example.org')
  await county.goto(await addressOf(county, '/puljer/{period}/utsendinger/{mailing}'))
  await county.getByRole('button', { name: 'Send på nytt til 1' }).click()
  const somebody = await person()
  await expectGood(somebody, await linkFor(somebody, 'invitasjon', TOWN))

  await county.goto(await addressOf(county, '/enheter/{unit}/folk/inviter'))
  await county.getByLabel('Navn').fill('Petra Ombud')
  await county.getByLabel('E-postadresse på jobb').fill(OFFICER)
  await county.getByLabel('Rolle', { exact: true }).selectOption('data_officer')
  await county.getByRole('button', { name: 'Send invitasjonen' }).click()
  await expect(county.getByText(OFFICER)).toBeVisible()
  await expectGood(somebody, await linkFor(somebody, 'bli-medlem', OFFICER))
  await somebody.getByRole('button', { name: 'Ja, jeg blir med' }).click()
  await expect(somebody.getByRole('heading', { name: 'Takk, du er med' })).toBeVisible()
  await signIn(somebody, OFFICER)
  for (const [at, address] of ['/revisjon', '/brukerstotte'].entries())
    await expectGood(somebody, address, at)
})

test('an administrator among people and in support finds nothing that hinders', async ({
  person,
  product,
}) => {
  test.setTimeout(120_000)
  const email = 'adm.fiktivsen@example.org'
  await product.cli('admin:create', email, 'Adm Fiktivsen')
  const page = await person(email)
  const addresses = ['/brukerstotte', '/brukerstotte?sok=Presterød', '/revisjon', '/folk?sok=fiktivsen']
  for (const [at, address] of addresses.entries()) await expectGood(page, address, at)
})

test('a gathering’s page is for everybody who takes part, on a phone too', async ({ person }) => {
  const page = await person('larer1@example.org', PHONE)
  await page.goto(await ownTableDocument(page))
  await page
    .getByRole('link', { name: /Fylkessamling Vestfold/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Fylkessamling Vestfold')
  await expect(page.getByText('1 er her')).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('everything can be reached and done by keyboard', async ({ person }) => {
  const page = await person('larer1@example.org')
  await page.goto('/')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Hopp til innholdet' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1)
})

test('a document loads nothing from anybody else, and no more script than it needs', async ({
  person,
  product,
}) => {
  const page = await person('larer1@example.org')
  const foreign: string[] = []
  page.on('request', request => {
    if (!request.url().startsWith(product.url) && !request.url().startsWith('data:'))
      foreign.push(request.url())
  })
  await openDocument(page, await ownTableDocument(page))
  await page.waitForLoadState('networkidle')
  expect(foreign).toEqual([])
  expect(await scriptBytes(page)).toBeLessThanOrEqual(MOST_WITH_EDITOR)
})
