import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stepsOf } from './cycle'
import type { YearlyStep } from './schema'

const text = { nb: 'a', nn: 'a', en: 'a' }
const step = (key: string, opens: string, due: string): YearlyStep => ({
  key,
  kind: 'report',
  opens,
  due,
  title: text,
  lead: text,
})
const NEEDS = step('needs', '11-01', '02-29')
const DECISION = step('decision', '03-01', '04-30')
const day = (date: Date): string => date.toISOString().slice(0, 10)
const twoYears = { startsOn: new Date('2027-01-01'), endsOn: new Date('2029-01-01') }

describe('what comes back every year', () => {
  test('needs by the end of February and a decision by the end of April, each year of the cohort', () => {
    expect(
      stepsOf([DECISION, NEEDS], twoYears).map(({ key, year, opensOn, dueOn }) => [
        key,
        year,
        day(opensOn),
        day(dueOn),
      ]),
    ).toEqual([
      ['needs', 2027, '2026-11-01', '2027-02-28'],
      ['decision', 2027, '2027-03-01', '2027-04-30'],
      ['needs', 2028, '2027-11-01', '2028-02-29'],
      ['decision', 2028, '2028-03-01', '2028-04-30'],
    ])
  })

  test('a cohort that starts in summer has its first cycle the year after', () => {
    const period = { startsOn: new Date('2027-08-01'), endsOn: new Date('2029-08-01') }
    expect(stepsOf([NEEDS], period).map(({ year }) => year)).toEqual([2028, 2029])
  })

  test('a programme without a cycle has no steps', () => {
    expect(stepsOf([], twoYears)).toEqual([])
  })

  test('a step never opens after it ends, and always ends within the period', () => {
    const yearly = fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
      .map(([month, of]) => `${String(month).padStart(2, '0')}-${String(of).padStart(2, '0')}`)
    fc.assert(
      fc.property(yearly, yearly, (opens, due) => {
        for (const { opensOn, dueOn } of stepsOf([step('x', opens, due)], twoYears)) {
          expect(opensOn.getTime()).toBeLessThanOrEqual(dueOn.getTime())
          expect(dueOn >= twoYears.startsOn && dueOn < twoYears.endsOn).toBe(true)
        }
      }),
    )
  })
})
