import type { Page } from '@playwright/test'
import {
  editor,
  expectReadyForNoNetwork,
  expectSaved,
  openDocument,
  ownTableDocument,
  startWriting,
  TEACHER_1,
  TEACHER_2,
  writeAtEnd,
} from '../../e2e/support/journey'
import { percentile } from '../percentile'
import { marksOf, noteKeys, since } from './keys'
import type { Row, Stage } from './stage'

const LIVES = 4
const KEYS = Number(process.env['KEYS'] ?? 4_000)
const SENTENCE = 'vi prøver lekegrupper i storefri og ser hva som skjer '
/** Several times faster than anybody types. */
const EVERY_MS = 20
const HOURS = 3_600_000
/** What is written in one page life, and meanwhile by the other. */
const WRITTEN = SENTENCE.repeat(Math.ceil(KEYS / LIVES / SENTENCE.length)).trimEnd()
const MEANWHILE = SENTENCE.repeat(5).trimEnd()

/** Two days of writing without a network, over several page lives, while somebody else writes: what it costs, and the merge. */
export async function twoDays({ person, upgrades }: Stage): Promise<Row[]> {
  upgrades.open()
  const [away, there] = [await person(TEACHER_1), await person(TEACHER_2)]
  const address = await ownTableDocument(away)
  await openDocument(away, address)
  await openDocument(there, address)
  await writeAtEnd(away, 'Før turen.')
  await expectSaved(away)
  await away.reload()
  await expectReadyForNoNetwork(away)

  await away.context().setOffline(true)
  const opened: number[] = []
  const painted: number[] = []
  for (let life = 0; life < LIVES; life++) {
    // Each opening is sixteen hours after the one before.
    await away.addInitScript(ahead => {
      const before = Date.now.bind(Date)
      Date.now = () => before() + ahead
    }, 16 * HOURS)
    opened.push(await reopened(away))
    await writeAtEnd(away, `Økt ${life}: `)
    await noteKeys(away, 'e')
    await away.keyboard.type(WRITTEN, { delay: EVERY_MS })
    const { keys, painted: own } = await marksOf(away)
    painted.push(...since(keys, own))
    await away.locator('.live-state[data-state="local"]').waitFor()
    await writeAtEnd(there, `Skrevet imens ${life}. ${MEANWHILE}`)
  }
  await expectSaved(there)
  const kept = await unsentRows(away)
  const written = (await editor(away).innerText()).length

  const back = Date.now()
  await away.context().setOffline(false)
  await away.locator('.live-state[data-state="saved"]').waitFor()
  const merged = Date.now() - back
  await editor(there)
    .getByText(`Økt ${LIVES - 1}:`)
    .waitFor()
  const other = Date.now() - back
  const missing = async () => {
    const [own, others] = await Promise.all([textOf(away), textOf(there)])
    return [
      ...LIFE_NUMBERS.flatMap(life => [`Økt ${life}: ${WRITTEN}`, `Skrevet imens ${life}. ${MEANWHILE}`])
        .filter(paragraph => !own.has(paragraph) || !others.has(paragraph))
        .map(paragraph => paragraph.slice(0, 20)),
      ...((await unsentRows(away)) === 0 ? [] : ['rows not sent']),
    ]
  }
  await comesTrue(async () => (await missing()).length === 0)
  const lacking = await missing()
  return [
    row(
      'keys and letters written without a network',
      `${WRITTEN.length * LIVES} keys, ${written} letters in the document, ${kept} rows kept`,
      '–',
    ),
    row('reopened from this device', `${opened.map(Math.round).join(', ')} ms`, '≤ 1000 ms'),
    row(
      'key → own screen',
      `p50 ${percentile(painted, 0.5)}, p95 ${percentile(painted, 0.95)} ms (${painted.length})`,
      'p95 ≤ 100 ms',
    ),
    row('network back → "Lagret"', `${merged} ms; on the other screen ${other} ms`, '–'),
    row('missing on a screen, or left to send', lacking.join(', ') || 'nothing', 'nothing'),
  ]
}

const LIFE_NUMBERS = Array.from({ length: LIVES }, (_, life) => life)

/** The paragraphs of the document, without the names at the carets of others. */
const textOf = async (page: Page): Promise<Set<string>> =>
  new Set(
    await editor(page).evaluate(element => {
      const copy = element.cloneNode(true) as HTMLElement
      for (const caret of copy.querySelectorAll('.live-caret')) caret.remove()
      return [...copy.querySelectorAll('p')].map(paragraph => paragraph.textContent)
    }),
  )

/** Asks for ten seconds at most. */
async function comesTrue(fact: () => Promise<boolean>): Promise<boolean> {
  for (const until = Date.now() + 10_000; Date.now() < until;) if (await fact()) return true
  return false
}

const row = (what: string, measured: string, wanted: string): Row => ({
  what: `two days offline: ${what}`,
  measured,
  wanted,
})

/** Opens the page anew without the network, until it can be written in. */
async function reopened(page: Page): Promise<number> {
  const start = Date.now()
  await page.reload({ waitUntil: 'commit' })
  await startWriting(page)
  return Date.now() - start
}

const unsentRows = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('pulje-live')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(new Error('not opened'))
    })
    const count = await new Promise<number>(resolve => {
      const request = db.transaction('unsent').objectStore('unsent').count()
      request.onsuccess = () => resolve(request.result)
    })
    db.close()
    return count
  })
