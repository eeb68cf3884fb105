/** How a number format shows a number, as far as lists need it. */
export type NumberFormat = 'plain' | 'date' | { digits: number }

/** Number formats of the standard that are dates and times. */
const BUILT_IN_DATES = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58)

/** What a format of that number and code does; `0000` keeps leading zeros on the screen, and so they are meant. */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return BUILT_IN_DATES(id) ? 'date' : 'plain'
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '').split(';')[0] ?? ''
  if (/^0{2,}$/.test(bare)) return { digits: bare.length }
  return /[dmyhs]/i.test(bare) && !/^general$/i.test(bare) ? 'date' : 'plain'
}

/** All digits, with a point: 975271080, never 9.75E+08. */
export function numberText(raw: string, format: NumberFormat, date1904: boolean): string {
  const number = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(number)) return raw
  if (format === 'date') return dateText(number, date1904) ?? raw
  const text = Number.isInteger(number) && Math.abs(number) < 1e15 ? number.toFixed(0) : String(number)
  return typeof format === 'object' && number >= 0 ? text.padStart(format.digits, '0') : text
}

const DAY = 86_400_000

/** A spreadsheet counts days from 1900 (and believes that 1900 was a leap year) or from 1904. */
function dateText(days: number, date1904: boolean): string | null {
  const start = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30)
  const at = new Date(start + Math.floor(days) * DAY)
  return days < 0 || Number.isNaN(at.getTime()) || at.getUTCFullYear() > 9999
    ? null
    : at.toISOString().slice(0, 10)
}
