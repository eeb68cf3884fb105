import fs from 'node:fs'
import path from 'node:path'
import { expect, inject, test } from 'vitest'
import { ROOT } from '~server/root'
import { addEdges } from '../edges'
import { aWholeNetwork, keepWholeNetwork } from '../whole-network'
import { useDatabase } from '../../support/database'
import { AREAS } from './areas'
import { runCollected } from './collector'
import type { Verdict } from './report'

const mutants = inject('mutants')
const onPaper = inject('onPaper')

/** Judges the mutants one after the other, each by its area's tests until the first one that fails. */
test('every mutant is judged', async () => {
  // The network is made once, and stays for as long as this run.
  const failed = await runCollected(async () => {
    const { beforeAll, test: collected } = await import('./collector')
    if (!onPaper) {
      useDatabase()
      beforeAll(async () => {
        const network = await aWholeNetwork()
        await addEdges(network)
        keepWholeNetwork(network)
      })
    }
    collected('the network is there', judgeAll)
  })
  expect(failed).toBeNull()

  async function judgeAll(): Promise<void> {
    for (const [n, { area }] of mutants.entries()) {
      if (n === 0 || mutants[n - 1]?.area !== area) say({ n: -1, by: await firstFailure(area, null), area })
      say({ n, by: await firstFailure(area, n), area })
    }
  }
}, 3_600_000)

/** @param n null = the code as it is, which must pass. @returns what failed; null = nothing */
async function firstFailure(area: string, n: number | null): Promise<string | null> {
  for (const words of AREAS[area]?.tests ?? []) {
    const [file = '', only = ''] = words.split('#')
    if (onPaper && !file.endsWith('policy.test.ts')) continue
    // A number of its own for the code as it is: a file is loaded once per number, with no change in it beyond the last.
    const number = n ?? mutants.length + Object.keys(AREAS).indexOf(area)
    const address = `${path.join(ROOT, file)}?mutant=${number}`
    const failed = await runCollected(() => import(/* @vite-ignore */ address), only)
    if (failed !== null) return `${file}: ${failed}`
  }
  return null
}

function say(verdict: Verdict): void {
  fs.appendFileSync(inject('verdicts'), `${JSON.stringify(verdict)}\n`)
}
