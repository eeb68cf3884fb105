import { expectSaved, openDocument, ownTableDocument, TEACHER_1, writeAtEnd } from '../../e2e/support/journey'
import type { Row, Stage } from './stage'

const ROUNDS = 3

/** How long it takes until a page says in words that its network has fallen silent, without a reset. */
export async function silence({ person, network, upgrades }: Stage): Promise<Row[]> {
  const address = await ownTableDocument(await person(TEACHER_1))
  const rows: Row[] = []
  for (const over of ['tunnel', 'websocket'] as const) {
    if (over === 'websocket') upgrades.open()
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      // Of their own each time: a browser's other connections stay dead for long, and its next page may get one of them.
      const page = await person(TEACHER_1)
      await openDocument(page, address)
      await writeAtEnd(page, 'Før stillheten.')
      await expectSaved(page)
      network.fallSilent()
      const start = Date.now()
      await page.getByText('Uten nett').first().waitFor()
      times.push(Date.now() - start)
      network.heal()
      await page.locator('.live-state[data-shown="saved"]:not(:has(small))').waitFor()
      await page.context().close()
    }
    rows.push({
      what: `silent loss over a ${over}: until the page says so`,
      measured: `${times.join(', ')} ms`,
      wanted: '≤ 10000 ms',
    })
  }
  return rows
}
