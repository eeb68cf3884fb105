/**
 * Dates as people state them: a season, a month, a day, a time, or not yet. What is stored is the first moment of the
 * stated period; clocks are those of Norway. Pure; the browser may import it.
 */

export const TIME_ZONE = 'Europe/Oslo'

export const PRECISIONS = ['unset', 'season', 'month', 'day', 'time'] as const
export type Precision = (typeof PRECISIONS)[number]

export const SEASONS = ['winter', 'spring', 'summer', 'autumn'] as const
/** Key of its name in the locale files, under `seasons`. */
export type Season = (typeof SEASONS)[number]

/** `startsAt` is null exactly when the date is not set. */
export interface When {
  precision: Precision
  startsAt: Date | null
}

/** What is to be written on the page; the page puts it into the words of the language. */
export type WhenParts =
  | { precision: 'unset' }
  /** Winter carries the year of its January: December 2016 to February 2017 is winter 2017. */
  | { precision: 'season'; season: Season; year: number }
  | { precision: 'month'; year: number; month: number }
  /** YYYY-MM-DD */
  | { precision: 'day'; date: string }
  /** YYYY-MM-DD and HH:MM */
  | { precision: 'time'; date: string; time: string }

interface Clock {
  year: number
  /** 1–12 */
  month: number
  day: number
  hour: number
  minute: number
}

const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIME_ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
})

/** Clocks are moved at full quarters only: what they are ahead of UTC, by quarter, for the moments that were asked about. */
const QUARTER_MS = 15 * 60_000
const MOST_QUARTERS = 5_000
const ahead = new Map<number, number>()

/** How far clocks in Norway are ahead of UTC, in milliseconds. The format takes its time, and lists ask it for every row. */
function aheadOfUtc(at: Date): number {
  const quarter = Math.floor(at.getTime() / QUARTER_MS)
  const known = ahead.get(quarter)
  if (known !== undefined) return known
  const begins = new Date(quarter * QUARTER_MS)
  const parts = Object.fromEntries(
    format.formatToParts(begins).map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts
  const offset = Date.UTC(year, month - 1, day, hour, minute) - begins.getTime()
  if (ahead.size >= MOST_QUARTERS) ahead.clear()
  ahead.set(quarter, offset)
  return offset
}

/** What calendar and clock show in Norway at that moment. */
export function osloClock(at: Date): Clock {
  const shown = new Date(at.getTime() + aheadOfUtc(at))
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
  }
}

/**
 * The moment at which calendar and clock in Norway show this. Overflow is carried (month 13 is January). In the hour
 * that summer time skips the clock has moved on; of the hour that comes twice it is the first.
 */
export function osloMoment(year: number, month: number, day: number, hour = 0, minute = 0): Date {
  const wanted = Date.UTC(year, month - 1, day, hour, minute)
  const offset = (at: number): number => {
    const c = osloClock(new Date(at))
    return Date.UTC(c.year, c.month - 1, c.day, c.hour, c.minute) - Math.floor(at / 60_000) * 60_000
  }
  const summer = wanted - offset(wanted - 3 * 3_600_000)
  const winter = wanted - offset(wanted + 3 * 3_600_000)
  const shows = (at: number): boolean => at + offset(at) === wanted
  return new Date(shows(summer) || !shows(winter) ? summer : winter)
}

/** The first moment of the day after, in Norway: a guest's seat ends there. */
export function endOfDay(at: Date): Date {
  const { year, month, day } = osloClock(at)
  return osloMoment(year, month, day + 1)
}

/** First moment of the season, month or day in which this moment lies. */
export function startOf(precision: 'season' | 'month' | 'day', at: Date): Date {
  const { year, month, day } = osloClock(at)
  if (precision === 'day') return osloMoment(year, month, day)
  return osloMoment(year, precision === 'month' ? month : month - (month % 3), 1)
}

/** First moment of a season; winter begins in December of the year before. */
export function startOfSeason(season: Season, year: number): Date {
  return osloMoment(year, SEASONS.indexOf(season) * 3, 1)
}

const two = (n: number): string => String(n).padStart(2, '0')

/** The stored moment, back in the parts in which it was stated. */
export function whenParts({ precision, startsAt }: When): WhenParts {
  if (precision === 'unset' || startsAt === null) return { precision: 'unset' }
  const { year, month, day, hour, minute } = osloClock(startsAt)
  if (precision === 'season') {
    const season = SEASONS[Math.floor((month % 12) / 3)] ?? 'winter'
    return { precision, season, year: month === 12 ? year + 1 : year }
  }
  if (precision === 'month') return { precision, year, month }
  const date = `${year}-${two(month)}-${two(day)}`
  return precision === 'day' ? { precision, date } : { precision, date, time: `${two(hour)}:${two(minute)}` }
}

/** First day of a month as the database's DATE (midnight UTC). */
export function monthAsDate(year: number, month: number): Date {
  return new Date(Date.UTC(year, month - 1, 1))
}

/** The calendar day in Norway on which a moment lies, as the database's DATE (midnight UTC). */
export function calendarDay(at: Date): Date {
  const { year, month, day } = osloClock(at)
  return new Date(Date.UTC(year, month - 1, day))
}
