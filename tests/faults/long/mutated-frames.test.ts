import { expect, test } from 'vitest'
import { judgeMutated } from '../../support/mutated'

const ROUNDS = 1_000_000
const AT_A_TIME = 20_000

test('A7: a million mutated, cut, shuffled and random updates', async () => {
  const first = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  process.stderr.write(`mutated updates: SEED=${first}\n`)
  for (let done = 0; done < ROUNDS; done += AT_A_TIME) {
    const seed = first + done / AT_A_TIME
    const counts = judgeMutated(seed, AT_A_TIME)
    expect(counts.refused, `SEED=${seed}`).toBeGreaterThan(0)
    await new Promise(resolve => setImmediate(resolve))
  }
}, 3_600_000)
