import type { Page } from '@playwright/test'
import {
  editor,
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

const OPENINGS = 10
const KEYS = 150
const EVERY_MS = 200
const LETTER = 'z'

/** Where websockets are refused: how long a document takes to open, and a key to the other screen and to "saved". */
export async function noWebsockets({ person, upgrades }: Stage): Promise<Row[]> {
  const [one, two] = [await person(TEACHER_1), await person(TEACHER_2)]
  const address = await ownTableDocument(one)
  await opening(one, address)
  const refused = await openings(one, address)
  upgrades.swallow()
  const swallowed = await openings(one, address)
  await openDocument(two, address)
  await writeAtEnd(one, 'Nå: ')
  await editor(two).getByText('Nå:').last().waitFor()
  await expectSaved(one)
  await noteKeys(one, LETTER)
  await noteKeys(two, LETTER)
  await beat(one, LETTER, KEYS, EVERY_MS)
  await untilSeen(two, KEYS)
  await expectSaved(one)
  const { keys, saved } = await marksOf(one)
  const { seen } = await marksOf(two)
  if (upgrades.refused() === 0) throw new Error('a websocket got through')
  return [
    row('opens on a device that does not know it', refused.first, 'p95 ≤ 1000 ms'),
    row('opens on a device that knows', refused.again, 'p95 ≤ 1000 ms'),
    row('and where they are not even answered, unknown', swallowed.first, 'p95 ≤ 1000 ms'),
    row('and where they are not even answered, known', swallowed.again, 'p95 ≤ 1000 ms'),
    row('key → other screen', since(keys, seen), 'p95 ≤ 150 ms'),
    row('key → "saved"', since(keys, saved), 'p95 ≤ 250 ms'),
    {
      what: 'websockets refused: letters on the other screen',
      measured: String(seen.length),
      wanted: String(KEYS),
    },
  ]
}

/** A device that does not know yet that no websocket gets through; then one that does. */
async function openings(page: Page, address: string): Promise<{ first: number[]; again: number[] }> {
  const [first, again]: [number[], number[]] = [[], []]
  for (let n = 0; n < OPENINGS; n++) {
    await page.evaluate(() => localStorage.clear())
    first.push(await opening(page, address))
    again.push(await opening(page, address))
  }
  return { first, again }
}

const row = (what: string, times: readonly number[], wanted: string): Row => ({
  what: `websockets refused: ${what}`,
  measured: `p50 ${percentile(times, 0.5)}, p95 ${percentile(times, 0.95)} ms (${times.length})`,
  wanted,
})

/** From asking for the page until it can be written in and says that all is saved, in milliseconds. */
async function opening(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' })
  const done = await page.waitForFunction(() => {
    const editable = document.querySelector('.ProseMirror[contenteditable="true"]')
    const saved = document.querySelector('.live-state[data-state="saved"]')
    return editable && saved ? performance.now() : null
  })
  return (await done.jsonValue()) ?? NaN
}
