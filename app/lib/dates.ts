import { osloClock, whenParts, type When, type WhenParts } from '~server/domain/shared/dates'

export { osloClock, osloMoment, type Precision } from '~server/domain/shared/dates'
import type { T } from './i18n'

/**
 * Dates in words. The words come from the locale files and not from `Intl`, whose month names differ between Node and
 * browsers (nynorsk is missing in some): what the server wrote and what the browser writes must be the same.
 */

type Month = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12
type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6

/** "22. november 2026" from a calendar date YYYY-MM-DD. */
export function dayText(t: T, date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return t('dates.day', { day, month: t(`dates.months.${month as Month}`), year })
}

/** YYYY-MM-DD of a day without a clock, as registers and the database's DATE state it. */
export const dateOnly = (day: Date): string => day.toISOString().slice(0, 10)

/** "november 2026" */
export function monthText(t: T, year: number, month: number): string {
  return t('dates.month', { month: t(`dates.months.${month as Month}`), year })
}

/** "søndag 22. november 2026" */
export function longDayText(t: T, date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() as Weekday
  return t('dates.longDay', { weekday: t(`dates.weekdays.${weekday}`), day: dayText(t, date) })
}

/** The date of a gathering, as precise as it was stated: "høsten 2017", "mars 2018", "torsdag 19. oktober 2017 kl. 09.00". */
export function whenText(t: T, when: When): string {
  const parts = whenParts(when)
  switch (parts.precision) {
    case 'unset':
      return t('dates.unset')
    case 'season':
      return t('dates.season', { season: t(`dates.seasons.${parts.season}`), year: parts.year })
    case 'month':
      return monthText(t, parts.year, parts.month)
    case 'day':
      return longDayText(t, parts.date)
    case 'time':
      return t('dates.dayAndTime', { day: longDayText(t, parts.date), time: clockText(t, parts.time) })
  }
}

/** "uke 42", for dates that are known to the day; null otherwise. */
export function weekText(t: T, when: When): string | null {
  const parts = whenParts(when)
  if (parts.precision !== 'day' && parts.precision !== 'time') return null
  return t('dates.week', { week: isoWeek(parts.date) })
}

/** HH:MM as the language writes it. */
export function clockText(t: T, time: string): string {
  const [hour = '', minute = ''] = time.split(':')
  return t('dates.clock', { hour, minute })
}

/** "22. november 2026 kl. 14.05" for a moment, by the clocks of Norway. */
export function momentText(t: T, at: Date): string {
  const parts = whenParts({ precision: 'time', startsAt: at })
  if (parts.precision !== 'time') return ''
  return t('dates.dayAndTime', { day: dayText(t, parts.date), time: clockText(t, parts.time) })
}

/** "14.05" for a moment, by the clocks of Norway. */
export function timeText(t: T, at: Date): string {
  const { hour, minute } = osloClock(at)
  return clockText(t, hhmm(hour * 60 + minute))
}

/** Week of the year by ISO 8601: weeks begin on Monday, the first one has the year's first Thursday. */
export function isoWeek(date: string): number {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7))
  const firstOfYear = Date.UTC(day.getUTCFullYear(), 0, 1)
  return Math.ceil(((day.getTime() - firstOfYear) / 86_400_000 + 1) / 7)
}

/** "januar 2017 – desember 2018": the first month, and the last one before the day after. */
export function periodText(t: T, startsOn: Date, endsOn: Date): string {
  const last = new Date(endsOn.getTime() - 86_400_000)
  return t('dates.period', {
    from: monthText(t, startsOn.getUTCFullYear(), startsOn.getUTCMonth() + 1),
    to: monthText(t, last.getUTCFullYear(), last.getUTCMonth() + 1),
  })
}

/** How long ago, in whole days, weeks or months of Norway's calendar: "i dag", "i går", "for 3 uker siden". */
export function agoText(t: T, at: Date, now: Date): string {
  const days = daysBetween(at, now)
  if (days <= 0) return t('dates.today')
  if (days === 1) return t('dates.yesterday')
  if (days < 14) return t('dates.daysAgo', { count: days })
  if (days < 60) return t('dates.weeksAgo', { count: Math.floor(days / 7) })
  return t('dates.monthsAgo', { count: Math.floor(days / 30) })
}

function daysBetween(from: Date, to: Date): number {
  const midnight = (at: Date): number => {
    const { year, month, day } = osloClock(at)
    return Date.UTC(year, month - 1, day)
  }
  return Math.round((midnight(to) - midnight(from)) / 86_400_000)
}

/** What the fields of the date form show for a stored date. */
export function whenFields(when: When): WhenFieldValues {
  const parts: WhenParts = whenParts(when)
  const empty = { precision: parts.precision, season: '', year: '', month: '', day: '', time: '' }
  switch (parts.precision) {
    case 'unset':
      return empty
    case 'season':
      return { ...empty, season: parts.season, year: String(parts.year) }
    case 'month':
      return { ...empty, month: `${parts.year}-${String(parts.month).padStart(2, '0')}` }
    case 'day':
      return { ...empty, day: parts.date }
    case 'time':
      return { ...empty, day: parts.date, time: parts.time }
  }
}

type WhenFieldValues = Record<'precision' | 'season' | 'year' | 'month' | 'day' | 'time', string>

/** From when to when each item of an agenda lasts, HH:MM, for as long as the lengths are known; null after that. */
export function agendaTimes(
  when: When,
  items: readonly { minutes: number | null }[],
): ({ from: string; to: string | null } | null)[] {
  const parts = whenParts(when)
  if (parts.precision !== 'time') return items.map(() => null)
  const [hour = 0, minute = 0] = parts.time.split(':').map(Number)
  let at: number | null = hour * 60 + minute
  return items.map(item => {
    if (at === null) return null
    const from = at
    at = item.minutes === null ? null : at + item.minutes
    return { from: hhmm(from), to: at === null ? null : hhmm(at) }
  })
}

function hhmm(minutes: number): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`
}
