import { fold } from '../registry/fold'
import type { MunicipalityEntry, Register } from '../registry/lookup'
import type { JudgeOptions } from './contract'

type Country = JudgeOptions['country']

/** What stands for a county when rows are compared: its code, for Danish regions their name. */
export function countyKey(entry: MunicipalityEntry): string | null {
  return entry.county === null ? null : (entry.county.code ?? entry.county.name)
}

/**
 * Counties in force that a code stands for: itself, or what has become of it. Where it was divided, the one that bears its
 * name: Vestfold of 2017 (07) is Vestfold of today (39), although Vestfold og Telemark (38) lay between.
 */
export function currentCounties(code: string, register: Register): string[] {
  const asked = register.county(code)
  if (asked === null) return []
  if (register.isInForce(asked)) return [asked.code ?? '']
  const namesake = register.countiesNamed(asked.shortName).find(county => register.isInForce(county))
  if (namesake !== undefined) return [namesake.code ?? '']
  return currentMunicipalityCounties(asked.code ?? '', register)
}

/** The counties in which the municipalities of an ended county lie today. */
function currentMunicipalityCounties(code: string, register: Register): string[] {
  const found = new Set<string>()
  for (let number = 1; number < 100; number++) {
    const old = register.municipality(`${code}${String(number).padStart(2, '0')}`)
    for (const now of old === null ? [] : (register.standing(old.code)?.codes ?? [])) {
      found.add(countyOf(now, register))
    }
  }
  return [...found]
}

const countyOf = (code: string, register: Register): string => {
  const entry = register.municipality(code)
  return (entry === null ? null : countyKey(entry)) ?? code.slice(0, 2)
}

/** Keys of the counties that a cell names, by code or by name; empty if it names none that is known. */
export function countiesSaid(text: string, country: Country, register: Register): string[] {
  const digits = /\d{1,2}/.exec(text)?.[0]
  if (country !== 'no') {
    // Of the neighbours only names are compared: their counties never had others.
    return digits !== undefined && /^\d+$/.test(text.trim())
      ? [digits.padStart(2, '0')]
      : [neighbourKey(text)]
  }
  const byCode = digits === undefined ? [] : currentCounties(digits.padStart(2, '0'), register)
  if (byCode.length > 0) return byCode
  return [
    ...new Set(register.countiesNamed(text).flatMap(each => currentCounties(each.code ?? '', register))),
  ]
}

const neighbourKey = (text: string): string =>
  fold(text)
    .replace(/^region /, '')
    .replace(/s? læn$/, '')

/** Does a municipality lie in one of the counties that were said? */
export function liesIn(entry: MunicipalityEntry, counties: readonly string[]): boolean {
  const name = entry.county?.name ?? ''
  return counties.some(county => county === countyKey(entry) || county === neighbourKey(name))
}
