import os from 'node:os'
import { Harness } from './harness'
import { judgeIdle, measureIdle } from './idle'
import { report, write } from './report'
import { judge, TARGETS, type Line } from './targets'
import { judgeTyping, measureTyping } from './typing'

// `npm run bench:collab [-- T2 T5 …]`: live documents beside Hocuspocus and bare relays in the same run. Read the ratios;
// single times depend on the machine. REPS = alternating repetitions; SCENARIOS and SERVERS narrow further, SET = parameters
// of the scenarios: for a quick look; WRITE=1 puts the table into docs/benchmarks.md.
const REPS = Number(process.env['REPS'] ?? 3)
const SET = JSON.parse(process.env['SET'] ?? '{}') as object
const wanted = process.argv.slice(2)
const only = process.env['SCENARIOS']?.split(',')
const beside = process.env['SERVERS']?.split(',')

const chosen = TARGETS.filter(
  ({ id, ask }) => asked(id) && (only === undefined || only.includes(ask.scenario)),
)
const lines: (Line & { reps: number })[] = []
const add = (found: readonly Line[], reps: number): void => {
  lines.push(...found.map(line => ({ ...line, reps })))
  report(lines.slice(-found.length))
}

if (chosen.length > 0) {
  const harness = await Harness.open()
  if (harness === null) process.exit(1)
  try {
    for (const target of chosen) {
      const set = { ...target.ask.set, ...SET }
      const servers = target.ask.servers.filter(name => beside?.includes(name) ?? true)
      const rows = await harness.run({ ...target.ask, set, servers, reps: REPS })
      add(judge(target, rows), REPS)
    }
  } finally {
    await harness.close()
  }
}
if (asked('T11') && only === undefined) add(judgeTyping(await repeated(measureTyping)), REPS)
if (asked('T12') && only === undefined) add(judgeIdle(await repeated(measureIdle)), REPS)
report(lines)
console.log(`load average ${os.loadavg()[0]?.toFixed(1)}`)
if (process.env['WRITE'] === '1') write(lines)

function asked(id: string): boolean {
  // Taking in the paper is part of opening it.
  return wanted.length === 0 || wanted.includes(id) || (id === 'T7' && wanted.includes('T10'))
}

async function repeated<T>(measure: () => Promise<T>): Promise<T[]> {
  const runs: T[] = []
  for (let rep = 0; rep < REPS; rep++) {
    runs.push(await measure())
    console.error(JSON.stringify(runs.at(-1)))
  }
  return runs
}
