import { whenParts } from '~server/domain/shared/dates'
import { dayText } from '~/lib/dates'
import type { T } from '~/lib/i18n'

/** "22. november 2026": the day in Norway on which a moment lies. */
export function onDay(t: T, at: Date): string {
  return dayText(t, isoDay(at))
}

/** The last day before the end of something, in words; null when it has no end. */
export function lastDay(t: T, until: Date | null): string | null {
  return until === null ? null : onDay(t, new Date(until.getTime() - 1))
}

/** The same as a date field holds it; empty when it has no end. */
export function lastDayField(until: Date | null): string {
  return until === null ? '' : isoDay(new Date(until.getTime() - 1))
}

function isoDay(at: Date): string {
  const parts = whenParts({ precision: 'day', startsAt: at })
  return parts.precision === 'day' ? parts.date : ''
}

/** A field of a form as text; a file or nothing is the empty text, which no id is. */
export function fieldText(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
