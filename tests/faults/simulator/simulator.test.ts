import { expect, test } from 'vitest'
import { simulate } from './schedule'

const everything = process.env['FAULTS'] !== undefined
const schedules = Number(process.env['SCHEDULES'] ?? (everything ? 20_000 : 200))
const first = Number(process.env['SEED'] ?? (everything ? Math.floor(Math.random() * 2 ** 31) : 1))

test('the same seed is the same schedule', async () => {
  const [once, again] = [await simulate(first), await simulate(first)]
  expect(again).toEqual(once)
}, 60_000)

test(
  `${schedules} schedules from SEED=${first} keep every promise`,
  async () => {
    process.stderr.write(`simulator: SEED=${first} SCHEDULES=${schedules}\n`)
    let promised = 0
    for (let seed = first; seed < first + schedules; seed++) {
      const told = await simulate(seed)
      promised += told.promised
      expect(told.faults, `SEED=${seed} SCHEDULES=1\n${told.trace.join('\n')}`).toEqual([])
    }
    expect(promised).toBeGreaterThan(schedules)
  },
  // Time to fail by, not to be measured against.
  60_000 + schedules * 500,
)
