import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ROOT } from '~server/root'
import type { Line } from './targets'

const FILE = path.join(ROOT, 'docs', 'benchmarks.md')
const [BEGIN, END] = ['<!-- bench:collab -->', '<!-- /bench:collab -->']

type Reported = Line & { reps: number }

export function report(lines: readonly Reported[]): void {
  console.log(table(lines).join('\n'))
}

/** Puts the lines in the place of those that stood in the page of benchmarks. */
export function write(lines: readonly Reported[]): void {
  const page = fs.readFileSync(FILE, 'utf8')
  const [before = '', rest = ''] = page.split(BEGIN)
  const after = rest.split(END)[1] ?? ''
  const [{ model } = { model: 'unknown processor' }] = os.cpus()
  const machine = `${os.cpus().length} virtual cores (${model}), ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
  const body = [`${new Date().toISOString().slice(0, 10)}, ${machine}.`, '', ...table(lines)]
  fs.writeFileSync(FILE, [before, BEGIN, '\n', body.join('\n'), '\n', END, after].join(''))
}

function table(lines: readonly Reported[]): string[] {
  const rows = lines.map(({ id, what, found, reach, met, reps }) =>
    [id, what, found, reach, met ? 'reached' : 'missed', reps].join(' | '),
  )
  return [
    '| # | what | found | to reach | | repetitions |',
    '|---|---|---|---|---|---|',
    ...rows.map(row => `| ${row} |`),
  ]
}
