import { expectSaved, openDocument, ownTableDocument, TEACHER_1, writeAtEnd } from '../../e2e/support/journey'
import type { Row, Stage } from './stage'

const ROUNDS = 3

/** How long it takes until a page says in words that its network has fallen silent, without a reset. */
export async function silence({ person, network, upgrades }: Stage): Promise<Row[]> {
  const page = await person(TEACHER_1)
  const address = await ownTableDocument(page)
  const rows: Row[] = []
  for (const over of ['tunnel', 'websocket'] as const) {
    if (over === 'websocket') upgrades.open()
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      await page.evaluate(() => sessionStorage.clear())
      await openDocument(page, address)
      await writeAtEnd(page, 'Før stillheten.')
      await expectSaved(page)
      network.fallSilent()
      const start = Date.now()
      await page.getByText('Uten nett').first().waitFor()
      times.push(Date.now() - start)
      network.heal()
      await page.locator('.live-state[data-shown="saved"]:not(:has(small))').waitFor()
    }
    rows.push({
      what: `silent loss over a ${over}: until the page says so`,
      measured: `${times.join(', ')} ms`,
      wanted: '≤ 10000 ms',
    })
  }
  return rows
}
