import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { signIn } from '../../e2e/support/journey'
import { Product } from '../../support/product'
import { withoutUpgrades, type WithoutUpgrades } from '../../support/reverse-proxy'
import { silentProxy, type SilentProxy } from '../../support/silent-proxy'

/** One line of the printed table. */
export interface Row {
  what: string
  measured: string
  wanted: string
}

/** The built product behind a network that can refuse websockets and can lose everything without a word. */
export interface Stage {
  product: Product
  upgrades: WithoutUpgrades
  network: SilentProxy
  origin: string
  /** A page of somebody in a context of their own; a person signs in once. */
  person(email: string): Promise<Page>
}

export async function onStage(work: (stage: Stage) => Promise<void>): Promise<void> {
  const server = { port: 0 }
  const upgrades = await withoutUpgrades(() => server.port)
  const network = await silentProxy(() => upgrades.port)
  const origin = `http://127.0.0.1:${network.port}`
  const product = await Product.start({ env: { ORIGIN: origin } })
  server.port = product.port
  const browser = await chromium.launch({
    args: ['--no-sandbox', '--disable-background-networking'],
    ...(process.env['CHROMIUM_PATH'] === undefined ? {} : { executablePath: process.env['CHROMIUM_PATH'] }),
  })
  try {
    await work({ product, upgrades, network, origin, person: people(browser, origin) })
  } finally {
    await browser.close()
    await product.remove()
    await network.stop()
    await upgrades.stop()
  }
}

function people(browser: Browser, origin: string): Stage['person'] {
  const sessions = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>()
  return async email => {
    const state = sessions.get(email)
    const context = await browser.newContext({
      baseURL: origin,
      locale: 'nb-NO',
      ...(state && { storageState: state }),
    })
    const page = await context.newPage()
    // tsx names inner functions by a helper that pages do not have.
    await page.addInitScript('globalThis.__name = fn => fn')
    if (!state) {
      await signIn(page, email)
      sessions.set(email, await context.storageState())
    }
    return page
  }
}
