import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startVitest } from 'vitest/node'
import { base } from '../../../vitest.config'
import { ROOT } from '~server/root'
import { seeded } from '../../support/random'
import { allMutants, type Placed } from './all'
import { mutantsPlugin } from './plugin'
import { report, type Verdict } from './report'

// `npm run test:mutants -- [area …]`: changes one thing at a time in the access rules and shows what no test notices.
// `SAMPLE=20 SEED=1` judges so many of them, drawn at random. Fails when fewer than 98 of 100 are caught.
// `PLANTED=[…]` judges the ones with these numbers among all by the tests that need no database.
const LEAST = 0.98

const sample = Number(process.env['SAMPLE'] ?? 0)
const planted = process.env['PLANTED']
const all = allMutants(process.argv.slice(2))
const mutants =
  planted === undefined
    ? drawn(all, sample, Number(process.env['SEED'] ?? 1))
    : all.filter((_, number) => (JSON.parse(planted) as number[]).includes(number))
const verdicts = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'pulje-mutants-')), 'verdicts.jsonl')
fs.writeFileSync(verdicts, '')

const vitest = await startVitest(
  'test',
  [],
  {
    ...base.test,
    // The groups of the whole run would bring all their tests along.
    config: false,
    root: ROOT,
    watch: false,
    include: ['tests/access/mutants/mutants.run.ts'],
    maxWorkers: 1,
    reporters: ['default'],
    ...(planted === undefined ? {} : { globalSetup: [] }),
    provide: { mutants, verdicts, onPaper: planted !== undefined },
  },
  { plugins: [mutantsPlugin(mutants)], resolve: base.resolve },
)
await vitest.close()

const said = fs
  .readFileSync(verdicts, 'utf8')
  .split('\n')
  .filter(line => line !== '')
  .map(line => JSON.parse(line) as Verdict)
const broken = said.filter(({ n, by }) => n === -1 && by !== null)
const { lines, score } = report(mutants, said)
for (const { area, by } of broken) lines.push(`${area}: the unchanged code fails its own tests: ${by}`)
process.stdout.write(`\n${lines.join('\n')}\n`)
const judged = said.filter(({ n }) => n >= 0).length
process.exitCode = judged === mutants.length && broken.length === 0 && score >= LEAST ? 0 : 1

function drawn(all: Placed[], n: number, seed: number): Placed[] {
  if (n === 0) return all
  const random = seeded(seed)
  const keyed = all.map(mutant => ({ mutant, at: random() })).sort((a, b) => a.at - b.at)
  const chosen = new Set(keyed.slice(0, n).map(({ mutant }) => mutant))
  return all.filter(mutant => chosen.has(mutant))
}

declare module 'vitest' {
  export interface ProvidedContext {
    mutants: Placed[]
    /** The file into which verdicts are written. */
    verdicts: string
    /** No network is made: only tests of policies on paper judge. */
    onPaper: boolean
  }
}
