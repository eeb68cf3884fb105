import type { Ask, Row } from './harness'

export interface Line {
  id: string
  what: string
  /** What was measured, in words and numbers. */
  found: string
  reach: string
  met: boolean
}

/** A line of a target; it may stand under another one that is measured on the way. */
type Found = Omit<Line, 'id'> & { id?: string }

interface Target {
  id: string
  ask: Omit<Ask, 'reps'>
  judge(rows: Medians): Found[]
}

const OURS = 'pulje'
const THEIRS = 'hocuspocus'

/** The median of each number of a scenario, by server. */
class Medians {
  constructor(private readonly rows: readonly Row[]) {}

  of(server: string, number: string): number {
    const values = this.rows
      .filter(row => row.server === server)
      .map(row => row[number])
      .filter(value => typeof value === 'number')
      .sort((a, b) => a - b)
    const middle = values.length / 2
    return ((values[Math.ceil(middle) - 1] ?? NaN) + (values[Math.floor(middle)] ?? NaN)) / 2
  }

  ours(number: string): number {
    return this.of(OURS, number)
  }

  theirs(number: string): number {
    return this.of(THEIRS, number)
  }

  /** How many times less of it we need. */
  less(number: string): number {
    return this.theirs(number) / this.ours(number)
  }

  has(server: string): boolean {
    return this.rows.some(row => row.server === server && row.error === undefined)
  }
}

/** All targets; each is one scenario of the harness. */
export const TARGETS: readonly Target[] = [
  lost('durability', '20 writers × 5/s'),
  lost('durability_heavy', '20 writers × 100/s'),
  {
    id: 'T2',
    ask: { scenario: 'together300', servers: [THEIRS, OURS, 'limit-tick'], documents: 1 },
    judge: rows => [writing(rows, '300 writing in one room', 4, 60)],
  },
  {
    id: 'T3',
    ask: { scenario: 'together500', servers: [THEIRS, OURS, 'limit-tick'], documents: 1 },
    judge: rows => [
      writing(rows, '500 writing in one room', 4, 100),
      {
        what: '500 writing: everything delivered',
        found: percent(rows.ours('delivered_edits_s') / (rows.ours('offered_edits_s') * 499)),
        reach: '≥ 99 %',
        met: rows.ours('delivered_edits_s') >= rows.ours('offered_edits_s') * 499 * 0.99,
      },
    ],
  },
  {
    id: 'T4',
    ask: { scenario: 'together100', servers: [THEIRS, OURS, 'limit-tick'], documents: 1 },
    judge: rows => [writing(rows, '100 writing in one room', 2.5, 20)],
  },
  fan('fan50', '50 readers of one writer'),
  fan('fan500', '500 readers of one writer'),
  {
    id: 'T6',
    ask: { scenario: 'rooms1000', servers: [THEIRS, OURS, 'limit-ws'], documents: 1_001 },
    judge: rows => [
      cpu(rows, '1,000 rooms of four', 2),
      {
        what: '1,000 rooms of four: p99',
        found: `${ms(rows.ours('p99'))} against ${ms(rows.theirs('p99'))}`,
        reach: '≤ half',
        met: rows.less('p99') >= 2,
      },
      {
        what: '1,000 rooms of four: memory per room',
        found: `${kb(rows.ours('rss_kb_per_room'))} against ${kb(rows.theirs('rss_kb_per_room'))}`,
        reach: '≤ 0.5 ×',
        met: rows.less('rss_kb_per_room') >= 2,
      },
    ],
  },
  {
    id: 'T7',
    ask: { scenario: 'join', servers: [THEIRS, OURS], documents: 4 },
    judge: rows => [
      faster(rows, 'cold_ms', 'the paper opened cold', 15),
      faster(rows, 'burst_all_ms', 'the paper opened by 100 at once', 8),
      {
        id: 'T10',
        what: 'taking in the whole paper',
        found: `${us(rows.ours('upload_cpu_us_per_edit'))} against ${us(rows.theirs('upload_cpu_us_per_edit'))}: ${times(rows.less('upload_cpu_us_per_edit'))}; ${ms(rows.ours('drain_ms'))} of work after the last byte`,
        reach: '≥ 3.5 × fewer, no backlog',
        met: rows.less('upload_cpu_us_per_edit') >= 3.5 && rows.ours('drain_ms') <= 1_000,
      },
    ],
  },
  {
    id: 'T8',
    ask: { scenario: 'storm500', servers: [THEIRS, OURS], documents: 2 },
    judge: rows => [faster(rows, 'all_synced_ms', '500 reconnect at once', 4)],
  },
  {
    id: 'T9',
    ask: {
      scenario: 'saturate',
      servers: [THEIRS, OURS],
      set: { steps: [400, 1_600, 4_800, 9_600, 14_400, 19_200, 24_000] },
      documents: 1,
    },
    judge: rows => [
      {
        what: 'saturation, 10 writers and 50 readers',
        found: `${rows.ours('delivered_edits_s')} delivered/s against ${rows.theirs('delivered_edits_s')}: ${times(1 / rows.less('delivered_edits_s'))}`,
        reach: '≥ 2 ×',
        met: 1 / rows.less('delivered_edits_s') >= 2,
      },
    ],
  },
]

export function judge({ id, judge: ask }: Target, rows: readonly Row[]): Line[] {
  return ask(new Medians(rows)).map(line => ({ id, ...line }))
}

function lost(scenario: string, what: string): Target {
  return {
    id: 'T1',
    ask: { scenario, servers: [THEIRS, OURS], documents: 6 },
    judge: rows => [
      {
        what: `seen by others and gone after kill -9, ${what}`,
        found: `${rows.ours('lost')} of ${rows.ours('visible')} against ${rows.theirs('lost')} of ${rows.theirs('visible')}`,
        reach: '0',
        met: rows.ours('lost') === 0 && rows.ours('visible') > 0,
      },
    ],
  }
}

function fan(scenario: string, what: string): Target {
  return {
    id: 'T5',
    ask: { scenario, servers: [THEIRS, OURS, 'limit-ws'], documents: 1 },
    judge: rows => [
      cpu(rows, what, 1.3),
      {
        what: `${what}: p50`,
        found: `${ms(rows.ours('p50'))} against ${ms(rows.theirs('p50'))}`,
        reach: '≤ theirs + 1 ms',
        met: rows.ours('p50') <= rows.theirs('p50') + 1,
      },
    ],
  }
}

function writing(rows: Medians, what: string, factor: number, p99: number): Found {
  const line = cpu(rows, what, factor)
  return {
    ...line,
    found: `${line.found}; p99 ${ms(rows.ours('p99'))} against ${ms(rows.theirs('p99'))}`,
    reach: `${line.reach}, p99 ≤ ${p99} ms`,
    met: line.met && rows.ours('p99') <= p99,
  }
}

function cpu(rows: Medians, what: string, factor: number): Found {
  const [limit] = ['limit-tick', 'limit-ws'].filter(name => rows.has(name))
  const beside = limit === undefined ? '' : ` (${limit} ${us(rows.of(limit, 'cpu_us_per_edit'))})`
  return {
    what,
    found: `${us(rows.ours('cpu_us_per_edit'))} per delivered edit against ${us(rows.theirs('cpu_us_per_edit'))}: ${times(rows.less('cpu_us_per_edit'))}${beside}`,
    reach: `≥ ${factor} × fewer`,
    met: rows.less('cpu_us_per_edit') >= factor,
  }
}

function faster(rows: Medians, number: string, what: string, factor: number): Found {
  return {
    what,
    found: `${ms(rows.ours(number))} against ${ms(rows.theirs(number))}: ${times(rows.less(number))}`,
    reach: `≥ ${factor} × faster`,
    met: rows.less(number) >= factor,
  }
}

const ms = (value: number): string => `${round(value)} ms`
const us = (value: number): string => `${round(value)} µs`
const kb = (value: number): string => `${Math.round(value)} KB`
const times = (value: number): string => `${round(value)} ×`
const percent = (value: number): string => `${(value * 100).toFixed(1)} %`
const round = (value: number): string => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)
