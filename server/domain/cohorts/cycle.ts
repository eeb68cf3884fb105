import type { YearlyStep } from './schema'

/** One step of a yearly cycle in one year: calendar dates, midnight UTC as the database's DATE. */
export interface DatedStep extends YearlyStep {
  year: number
  opensOn: Date
  /** The last day on which it is in time. */
  dueOn: Date
}

/**
 * The steps of a cohort's years, in the order in which they fall due: every year in which the last day lies within the
 * cohort's period. A step that opens later in the calendar than it ends (November to February) opens the year before.
 *
 * @param period first day, and the first day after the last
 */
export function stepsOf(cycle: readonly YearlyStep[], period: { startsOn: Date; endsOn: Date }): DatedStep[] {
  const first = period.startsOn.getUTCFullYear()
  const last = period.endsOn.getUTCFullYear()
  const years = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  return years
    .flatMap(year => cycle.map(step => dated(step, year)))
    .filter(({ dueOn }) => dueOn >= period.startsOn && dueOn < period.endsOn)
    .sort((a, b) => a.dueOn.getTime() - b.dueOn.getTime())
}

function dated(step: YearlyStep, year: number): DatedStep {
  const opensOn = dayOf(year, step.opens)
  const dueOn = dayOf(year, step.due)
  return { ...step, year, dueOn, opensOn: opensOn > dueOn ? dayOf(year - 1, step.opens) : opensOn }
}

/** MM-DD of a year; a day that the month does not have that year is its last one (02-29). */
function dayOf(year: number, yearly: string): Date {
  const [month = 1, day = 1] = yearly.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1, Math.min(day, lastDay)))
}
