import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '~server/root'
import { allMutants, type Placed } from './all'
import { EQUIVALENT } from './equivalent'
import { keyOf } from './report'

const mutants = allMutants([])

test('a right too much in any of three areas is noticed, and what changes nothing is named', () => {
  const number = (area: string, is: (mutant: Placed) => boolean): number =>
    mutants.findIndex(each => each.area === area && is(each))
  const planted = [
    number('people', ({ name }) => name.startsWith('in any role')),
    number('cohorts', ({ name }) => name.startsWith('always true: memberUnits')),
    number('gatherings', ({ name }) => name.startsWith('also teacher')),
    number('people', mutant => keyOf(mutant) in EQUIVALENT),
  ]
  expect(planted.every(each => each >= 0)).toBe(true)
  const { status, stdout } = spawnSync(
    path.join(ROOT, 'node_modules', '.bin', 'tsx'),
    [path.join(import.meta.dirname, 'run.ts')],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, VITEST: undefined, PLANTED: JSON.stringify(planted) },
    },
  )
  expect(stdout).toMatch(/people +1 caught, 0 survived, 1 equivalent/)
  expect(stdout).toMatch(/cohorts +1 caught, 0 survived, 0 equivalent/)
  expect(stdout).toMatch(/gatherings +1 caught, 0 survived, 0 equivalent/)
  expect(status).toBe(0)
}, 60_000)

test('every change that is said to change nothing is still one that is made, with a reason', () => {
  const known = new Set(mutants.map(keyOf))
  expect(Object.keys(EQUIVALENT).filter(key => !known.has(key))).toEqual([])
})
