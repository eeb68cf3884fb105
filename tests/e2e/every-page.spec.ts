import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  ownTableDocument,
  PHONE,
  test,
} from './support/journey'

const PAGES: Record<string, { email?: string; paths: string[] }> = {
  'somebody who is not signed in': {
    paths: ['/', '/logg-inn', '/bli-med', '/tilgjengelighet', '/demo/e-post', '/frakoblet', '/finnes-ikke'],
  },
  'a county adviser': { email: 'fylke@example.org', paths: ['/', '/puljer', '/puljer/ny', '/profil'] },
  'a municipality coordinator': { email: 'kommune@example.org', paths: ['/', '/puljer'] },
  'a principal': { email: 'rektor@example.org', paths: ['/', '/puljer'] },
  'a teacher': { email: 'larer1@example.org', paths: ['/', '/puljer', '/profil'] },
  'a resource person': { email: 'ressurs@example.org', paths: ['/', '/skoler'] },
}

for (const [who, { email, paths }] of Object.entries(PAGES)) {
  test(`${who} finds nothing that hinders, wide or narrow, in any language`, async ({ person }) => {
    test.setTimeout(120_000)
    const page = await person(email)
    for (const path of paths) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      expect(await page.title()).toContain('Pulje')
      for (const width of [1440, 320]) {
        await page.setViewportSize({ width, height: 800 })
        await expectNoSidewaysScroll(page)
        await expectAccessible(page)
      }
    }
    for (const [language, tag] of [
      ['Nynorsk', 'nn'],
      ['English', 'en'],
      ['Bokmål', 'nb'],
    ] as const) {
      await page.getByRole('contentinfo').getByRole('button', { name: language }).click()
      await expect(page.locator('html')).toHaveAttribute('lang', tag)
      await expectAccessible(page)
    }
  })
}

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

test('nothing is loaded from anybody else', async ({ person, product }) => {
  const page = await person('larer1@example.org')
  const foreign: string[] = []
  page.on('request', request => {
    if (!request.url().startsWith(product.url) && !request.url().startsWith('data:'))
      foreign.push(request.url())
  })
  await page.goto(await ownTableDocument(page))
  await page.waitForLoadState('networkidle')
  expect(foreign).toEqual([])
})
