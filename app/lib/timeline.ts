import { osloClock, osloMoment, type Precision } from '~/lib/dates'

/** Markers nearer to each other than this share of the width go below each other; holds at 320 px too. */
const NEAR = 9

export interface TimelineGathering {
  id: string
  when: { precision: Precision; startsAt: Date | null }
}

export interface Placed {
  id: string
  /** Its place in the list below, from 1. */
  number: number
  /** Per cent of the width: where the stated period begins, and how wide it is; 0 for a day. */
  x: number
  width: number
  /** Row from the top, from 0. */
  lane: number
}

export interface Band {
  /** The school year that begins in this August. */
  year: number
  x: number
  width: number
}

export interface TimelineLayout {
  placed: Placed[]
  bands: Band[]
  /** First days of quarters. */
  ticks: { month: number; x: number }[]
  lanes: number
  /** Null when today is outside. */
  today: number | null
}

/** Where everything stands on a line from the cohort's first month to its last, or from an earlier gathering on. */
export function layoutTimeline(
  startsOn: Date,
  endsOn: Date,
  gatherings: readonly TimelineGathering[],
  now: Date,
): TimelineLayout {
  const dated = gatherings.flatMap(({ id, when }) =>
    when.startsAt === null ? [] : [{ id, precision: when.precision, startsAt: when.startsAt }],
  )
  const from = Math.min(midnight(startsOn), ...dated.map(({ startsAt }) => monthOf(startsAt).getTime()))
  const to = Math.max(midnight(endsOn), ...dated.map(({ startsAt }) => monthOf(startsAt, 1).getTime()))
  const at = (time: number): number => round(((time - from) / (to - from)) * 100)

  const ends: number[] = []
  const placed = dated.map(({ id, precision, startsAt }, i) => {
    const x = at(startsAt.getTime())
    const width = round(at(endOf(precision, startsAt).getTime()) - x)
    const free = ends.findIndex(end => x - end >= NEAR)
    const lane = free === -1 ? ends.length : free
    ends[lane] = x
    return { id, number: i + 1, x, width, lane }
  })
  const inside = (x: number): boolean => x >= 0 && x <= 100
  const today = at(now.getTime())
  return {
    placed,
    bands: schoolYears(from, to, at),
    ticks: quarters(from, to, at),
    lanes: Math.max(1, ends.length),
    today: inside(today) ? today : null,
  }
}

/** The moment at which a calendar date begins in Norway. */
function midnight(date: Date): number {
  return osloMoment(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()).getTime()
}

const round = (x: number): number => Math.round(x * 100) / 100

/** First moment of the month in which it lies, or of a later one. */
function monthOf(at: Date, later = 0): Date {
  const { year, month } = osloClock(at)
  return osloMoment(year, month + later, 1)
}

function endOf(precision: Precision, startsAt: Date): Date {
  if (precision === 'season') return monthOf(startsAt, 3)
  return precision === 'month' ? monthOf(startsAt, 1) : startsAt
}

function schoolYears(from: number, to: number, at: (time: number) => number): Band[] {
  const first = osloClock(new Date(from))
  const bands: Band[] = []
  for (let year = first.month >= 8 ? first.year : first.year - 1; ; year++) {
    const starts = Math.max(from, osloMoment(year, 8, 1).getTime())
    const ends = Math.min(to, osloMoment(year + 1, 8, 1).getTime())
    if (starts >= to) return bands
    bands.push({ year, x: at(starts), width: round(at(ends) - at(starts)) })
  }
}

function quarters(from: number, to: number, at: (time: number) => number): TimelineLayout['ticks'] {
  const ticks: TimelineLayout['ticks'] = []
  const { year, month } = osloClock(new Date(from))
  for (let m = month; ; m++) {
    const time = Math.max(from, osloMoment(year, m, 1).getTime())
    if (time >= to) return ticks
    const inYear = ((m - 1) % 12) + 1
    if (inYear % 3 === 1 && at(time) < 95) ticks.push({ month: inYear, x: at(time) })
  }
}
