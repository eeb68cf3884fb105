import type { Page } from '@playwright/test'
import {
  expectSaved,
  openDocument,
  ownTableDocument,
  TEACHER_1,
  TEACHER_2,
  writeAtEnd,
} from '../../e2e/support/journey'
import { percentile } from '../percentile'
import { beat, marksOf, noteKeys, since, untilSeen } from './keys'
import type { Row, Stage } from './stage'

const CONTEXTS = Number(process.env['CONTEXTS'] ?? 20)
const KEYS = 20
const EVERY_MS = 2_000
const LETTER = 'z'

/** Twenty browser contexts write in one document, each in a paragraph of its own: how long a key takes to one's own screen. */
export async function twenty({ person }: Stage): Promise<Row[]> {
  const pages: Page[] = []
  let address = ''
  for (let n = 0; n < CONTEXTS; n++) {
    const page = await person(n % 2 === 0 ? TEACHER_1 : TEACHER_2)
    address ||= await ownTableDocument(page)
    await openDocument(page, address)
    await writeAtEnd(page, `Skriver ${n}: `)
    pages.push(page)
  }
  for (const page of pages) await expectSaved(page)
  for (const page of pages) await noteKeys(page, LETTER)
  await Promise.all(
    pages.map(async (page, n) => {
      await page.waitForTimeout((n * EVERY_MS) / CONTEXTS)
      await beat(page, LETTER, KEYS, EVERY_MS)
    }),
  )
  for (const page of pages) await expectSaved(page)
  for (const page of pages) await untilSeen(page, CONTEXTS * KEYS)
  const all = await Promise.all(pages.map(marksOf))
  const own = all.flatMap(({ keys, painted }) => since(keys, painted))
  const saved = all.flatMap(marks => since(marks.keys, marks.saved))
  const letters = all.map(({ seen }) => seen.length)
  const told = (times: number[]) =>
    `p50 ${percentile(times, 0.5)}, p95 ${percentile(times, 0.95)}, max ${percentile(times, 1)} ms (${times.length})`
  return [
    { what: `${CONTEXTS} contexts: key → own screen`, measured: told(own), wanted: 'p95 ≤ 100 ms' },
    { what: `${CONTEXTS} contexts: key → "saved"`, measured: told(saved), wanted: '–' },
    {
      what: `${CONTEXTS} contexts: letters on each screen`,
      measured: `${Math.min(...letters)} to ${Math.max(...letters)}`,
      wanted: String(CONTEXTS * KEYS),
    },
  ]
}
