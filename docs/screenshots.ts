import path from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import { Product } from '../tests/support/product'
import { addressOf } from '../tests/e2e/support/addresses'
import {
  editor,
  openDocument,
  ownTableDocument,
  signIn,
  TEACHER_1,
  TEACHER_2,
  writeAtEnd,
} from '../tests/e2e/support/journey'

// `npm run screenshots`: the pictures of the README, from the built product with its demo network.
const folder = path.join(import.meta.dirname, 'images')
const LIST = path.join(import.meta.dirname, '..', 'tests', 'data', 'messy-import', 'vestfold-skoler.xlsx')

async function at(browser: Browser, product: Product, email: string, width = 1200): Promise<Page> {
  const context = await browser.newContext({
    baseURL: product.url,
    locale: 'nb-NO',
    viewport: { width, height: 1100 },
  })
  const page = await context.newPage()
  await signIn(page, email)
  return page
}

const product = await Product.start()
const browser = await chromium.launch({
  args: ['--no-sandbox'],
  ...(process.env['CHROMIUM_PATH'] === undefined ? {} : { executablePath: process.env['CHROMIUM_PATH'] }),
})
try {
  const [one, two] = [await at(browser, product, TEACHER_1), await at(browser, product, TEACHER_2)]
  const address = await ownTableDocument(one)
  await openDocument(one, address)
  await openDocument(two, address)
  await writeAtEnd(two, 'Vi prøver lekegrupper fra mandag, og ser hva som skjer')
  await editor(one).getByText('Lærer Toersen').waitFor()
  await one.screenshot({ path: path.join(folder, 'document.png') })
  const county = await at(browser, product, 'fylke@example.org')
  await county.goto('/puljer')
  await county
    .getByRole('link', { name: /Pulje 1/ })
    .first()
    .click()
  await county.getByText('38 kommuner').waitFor()
  await county.screenshot({ path: path.join(folder, 'cohort.png') })
  await county.goto(await addressOf(county, '/puljer/{period}/invitasjoner'))
  for (const width of [320, 1440]) {
    await county.setViewportSize({ width, height: 1100 })
    await county.screenshot({ path: path.join(folder, `funnel-${width}.png`), fullPage: true })
  }
  await county.goto('/import')
  await county.getByLabel('Fil', { exact: true }).setInputFiles(LIST)
  await county.getByRole('button', { name: 'Les listen' }).click()
  await county.getByRole('heading', { name: 'Radene' }).waitFor()
  for (const width of [320, 1440]) {
    await county.setViewportSize({ width, height: 1100 })
    await county.screenshot({ path: path.join(folder, `import-${width}.png`) })
  }
} finally {
  await browser.close()
  await product.remove()
}
