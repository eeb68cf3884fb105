import { inject as realInject, expect as realExpect, vi as realVi } from 'vitest'

/**
 * Stands in for vitest in test files that are run many times over within one test: `describe`, `test` and the hooks only
 * collect what is to be run, `runCollected` runs it.
 */
type Body = () => unknown
interface Collected {
  title: string
  body: Body
}

/** A hook, and the titles of the `describe`s around it: it is for the tests in there. */
interface Hook {
  within: string
  body: Body
}

interface Collection {
  tests: Collected[]
  before: Body[]
  after: Body[]
  beforeEach: Hook[]
  afterEach: Hook[]
}

const empty = (): Collection => ({ tests: [], before: [], after: [], beforeEach: [], afterEach: [] })
let now = empty()
let path: string[] = []

const BETWEEN = ' › '

/** Every title on the way, and the test's own. */
const titleOf = (title: string): string => [...path, title].join(BETWEEN)

/** Fills `%s` and the like, roughly: enough to tell rows from each other. */
const filled = (title: string, row: readonly unknown[]): string => {
  const left = [...row]
  return title.replaceAll(/%[sodij]/g, () => String(left.shift()))
}

const rowsOf = (rows: readonly unknown[]): unknown[][] =>
  rows.map(row => (Array.isArray(row) ? (row as unknown[]) : [row]))

type Each = (...row: never[]) => unknown

export const test = Object.assign(
  (title: string, body: Body): void => void now.tests.push({ title: titleOf(title), body }),
  {
    each:
      (rows: readonly unknown[]) =>
      (title: string, body: Each): void => {
        for (const row of rowsOf(rows)) test(filled(title, row), () => body(...(row as never[])))
      },
  },
)

export const describe = Object.assign(
  (title: string, body: Body): void => {
    path.push(title)
    body()
    path.pop()
  },
  {
    each:
      (rows: readonly unknown[]) =>
      (title: string, body: Each): void => {
        for (const row of rowsOf(rows)) describe(filled(title, row), () => body(...(row as never[])))
      },
  },
)

export const beforeAll = (body: Body): void => void now.before.push(body)
export const afterAll = (body: Body): void => void now.after.push(body)
export const beforeEach = (body: Body): void => void now.beforeEach.push({ within: path.join(BETWEEN), body })
export const afterEach = (body: Body): void => void now.afterEach.push({ within: path.join(BETWEEN), body })
export const expect = realExpect
export const inject = realInject
export const vi = realVi

/**
 * Loads a test file and runs what it holds until the first failure.
 *
 * @param only words in the titles of the tests that are to run; `|` stands for or
 * @returns the title of what failed and how, or null; a file that cannot be loaded has failed
 */
export async function runCollected(load: () => Promise<unknown>, only = ''): Promise<string | null> {
  now = empty()
  path = []
  try {
    await load()
  } catch (error) {
    return `it does not load: ${String(error)}`
  }
  const { tests, before, after, ...each } = now
  const chosen = tests.filter(({ title }) => only.split('|').some(words => title.includes(words)))
  if (chosen.length === 0) throw new Error(`No test has «${only}» in its title.`)
  let at = 'before all'
  try {
    for (const body of before) await body()
    for (const { title, body } of chosen) {
      at = title
      const around = (hooks: Hook[]) => hooks.filter(({ within }) => title.startsWith(within))
      for (const hook of around(each.beforeEach)) await hook.body()
      await body()
      for (const hook of around(each.afterEach)) await hook.body()
    }
    return null
  } catch (error) {
    return `${at}: ${String(error).split('\n')[0]}`
  } finally {
    for (const body of after) await body()
  }
}
