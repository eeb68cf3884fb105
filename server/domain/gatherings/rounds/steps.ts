import { STEPS, type Step } from './schema'

/** How long each step is meant to take, in minutes; null = open. */
export interface Minutes {
  individualMinutes: number | null
  groupMinutes: number | null
  plenumMinutes: number | null
  againMinutes: number | null
}

/** The step after this one; null after the last. */
export const stepAfter = (step: Step): Step | null => STEPS[STEPS.indexOf(step) + 1] ?? null

/** The step before this one; null before the first. Going back is allowed at any time. */
export const stepBefore = (step: Step): Step | null => STEPS[STEPS.indexOf(step) - 1] ?? null

/** When a step that begins now is meant to be over; null = it has no time. */
export function endOf(step: Step, minutes: Minutes, now: Date): Date | null {
  const planned = plannedMinutes(step, minutes)
  return planned === null ? null : new Date(now.getTime() + planned * 60_000)
}

/** Two minutes more are two minutes from now when the time is over already: nobody wants minutes that have passed. */
export function later(endsAt: Date | null, minutes: number, now: Date): Date {
  const from = Math.max(endsAt?.getTime() ?? 0, now.getTime())
  return new Date(from + minutes * 60_000)
}

function plannedMinutes(step: Step, minutes: Minutes): number | null {
  switch (step) {
    case 'individual':
      return minutes.individualMinutes
    case 'group':
      return minutes.groupMinutes
    case 'plenum':
      return minutes.plenumMinutes
    case 'again':
      return minutes.againMinutes
    default:
      return null
  }
}
