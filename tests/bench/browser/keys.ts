import type { Page } from '@playwright/test'
import { editor } from '../../e2e/support/journey'

interface Marks {
  keys: number[]
  painted: number[]
  saved: number[]
  seen: number[]
}
type Marked = typeof globalThis & { marks: Marks }

/** From now on a page notes when the key was pressed, when its letter was painted, when "saved" was shown, and letters it sees. */
export async function noteKeys(page: Page, letter: string): Promise<void> {
  await editor(page).evaluate((element, key) => {
    const marks: Marks = { keys: [], painted: [], saved: [], seen: [] }
    Object.assign(globalThis, { marks })
    const now = () => performance.timeOrigin + performance.now()
    const count = () => element.textContent.split(key).length - 1
    const before = count()
    addEventListener(
      'keydown',
      event => {
        if (event.key !== key) return
        marks.keys.push(performance.timeOrigin + event.timeStamp)
        // Behind the frame in which the letter is drawn.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => marks.painted.push(now())
          port2.postMessage(null)
        })
      },
      true,
    )
    new MutationObserver(() => {
      for (const shown = count() - before; marks.seen.length < shown;) marks.seen.push(now())
    }).observe(element, { subtree: true, childList: true, characterData: true })
    const state = document.querySelector('.live-state')
    new MutationObserver(() => {
      if (state?.getAttribute('data-state') === 'saved')
        while (marks.saved.length < marks.keys.length) marks.saved.push(now())
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-state'] })
  }, letter)
}

export const marksOf = (page: Page): Promise<Marks> => page.evaluate(() => (globalThis as Marked).marks)

/** Presses a key again and again, at a steady beat. */
export async function beat(page: Page, letter: string, keys: number, everyMs: number): Promise<void> {
  const start = Date.now()
  for (let key = 0; key < keys; key++) {
    await page.waitForTimeout(Math.max(0, start + key * everyMs - Date.now()))
    await page.keyboard.press(letter)
  }
}

export const untilSeen = (page: Page, letters: number): Promise<unknown> =>
  page.waitForFunction(wanted => (globalThis as Marked).marks.seen.length >= wanted, letters)

/** What lies between each key and what came of it. */
export const since = (keys: readonly number[], then: readonly number[]): number[] =>
  then.slice(0, keys.length).map((at, n) => at - (keys[n] ?? at))
