import { isOrgNumber } from '../registry/org-number'
import type { CleanCell } from './clean'
import type { JudgeOptions } from './contract'
import type { Findings } from './findings'

type Country = JudgeOptions['country']

/** How many digits a number has: Norway 9; Sweden 10; Denmark 8 (CVR) or 10 (P-number). */
const DIGITS: Record<Country, readonly number[]> = { no: [9], se: [10], dk: [8, 10] }
const SCIENTIFIC = /^(\d)(?:[.,](\d+))?E\+?(\d{1,2})$/i

/**
 * The organisation number in a cell, cleaned of "NO", "MVA", spaces and what spreadsheets do to numbers. Null, with a
 * finding, if there is none that can be right.
 */
export function readOrgNumber(
  cell: CleanCell | undefined,
  country: Country,
  findings: Findings,
): string | null {
  if (cell === undefined || cell.text === '') return null
  const text = expanded(cell.text.replace(/[.,]0+$/, ''))
  if (text === null) {
    findings.add('org_number_rounded', 'error', { text: cell.text })
    return null
  }
  if (cell.kind === 'date') {
    findings.add('date_in_code', 'error', { text: cell.text })
    return null
  }
  let number = text.replace(/\D/g, '')
  if (country === 'se' && number.length === 12 && number.startsWith('16')) number = number.slice(2)
  if (!DIGITS[country].includes(number.length)) {
    const digits = DIGITS[country].join('/')
    findings.add('org_number_length', 'error', { text: cell.text, count: String(number.length), digits })
    return null
  }
  if (!isValid(number, country)) {
    findings.add('org_number_check_digit', 'error', { text: number })
    return null
  }
  if (/\p{L}/u.test(text)) findings.add('org_number_decorated', 'note', { number })
  return number
}

/** 9.75271080E+8 in full digits; null if digits have been lost. */
function expanded(text: string): string | null {
  const [, first, rest = '', power] = SCIENTIFIC.exec(text.replace(/\s/g, '')) ?? []
  if (first === undefined) return text
  return rest.length === Number(power) ? first + rest : null
}

function isValid(number: string, country: Country): boolean {
  if (country === 'no') return isOrgNumber(number)
  if (country === 'se') return luhn(number)
  return number.length === 10 || weighted(number, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
}

const weighted = (number: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * Number(number[i]), 0)

/** Swedish organisation numbers: every other digit doubled, its digits added. */
function luhn(number: string): boolean {
  const sum = Array.from(number).reduce((total, digit, i) => {
    const doubled = Number(digit) * (i % 2 === 0 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}
