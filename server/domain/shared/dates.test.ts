import { describe, expect, test } from 'vitest'
import { endOfDay, osloClock, osloMoment, SEASONS, startOf, startOfSeason, whenParts } from './dates'

const iso = (date: Date) => date.toISOString()

describe('the clock of Norway', () => {
  test.each([
    ['winter', [2017, 1, 15, 9, 30], '2017-01-15T08:30:00.000Z'],
    ['summer', [2017, 10, 19, 9, 0], '2017-10-19T07:00:00.000Z'],
    ['a month that does not exist is carried', [2017, 13, 1], '2017-12-31T23:00:00.000Z'],
    ['the skipped hour has moved on', [2017, 3, 26, 2, 30], '2017-03-26T01:30:00.000Z'],
    ['just before the skipped hour', [2017, 3, 26, 1, 59], '2017-03-26T00:59:00.000Z'],
    ['just after it', [2017, 3, 26, 3, 0], '2017-03-26T01:00:00.000Z'],
    ['of the hour that comes twice, the first', [2017, 10, 29, 2, 30], '2017-10-29T00:30:00.000Z'],
    ['after both', [2017, 10, 29, 3, 0], '2017-10-29T02:00:00.000Z'],
  ] as const)('%s', (_, parts, expected) => {
    const [year, month, day, hour = 0, minute = 0] = parts
    expect(iso(osloMoment(year, month, day, hour, minute))).toBe(expected)
  })

  test('every quarter of an hour of two years reads back as it was written', () => {
    for (let at = Date.UTC(2017, 0, 1); at < Date.UTC(2019, 0, 1); at += 900_000 * 7) {
      const { year, month, day, hour, minute } = osloClock(new Date(at))
      const again = osloMoment(year, month, day, hour, minute).getTime()
      expect([at, at - 3_600_000]).toContain(again)
    }
  })

  test('a day ends at midnight in Norway, also when it has 23 or 25 hours', () => {
    expect(iso(endOfDay(new Date('2017-03-26T00:30:00Z')))).toBe('2017-03-26T22:00:00.000Z')
    expect(iso(endOfDay(new Date('2017-10-28T22:00:00Z')))).toBe('2017-10-29T23:00:00.000Z')
    expect(iso(endOfDay(new Date('2017-12-31T22:59:59Z')))).toBe('2017-12-31T23:00:00.000Z')
    expect(iso(endOfDay(new Date('2017-12-31T23:00:00Z')))).toBe('2018-01-01T23:00:00.000Z')
  })
})

describe('what was stated comes back', () => {
  test('the date is not set', () => {
    expect(whenParts({ precision: 'unset', startsAt: null })).toEqual({ precision: 'unset' })
  })

  test.each(SEASONS.flatMap(season => [2017, 2018].map(year => [season, year] as const)))(
    '%s %i',
    (season, year) => {
      const startsAt = startOfSeason(season, year)
      expect(whenParts({ precision: 'season', startsAt })).toEqual({ precision: 'season', season, year })
      expect(startOf('season', new Date(startsAt.getTime() + 80 * 86_400_000))).toEqual(startsAt)
    },
  )

  test('winter begins in December of the year before', () => {
    expect(iso(startOfSeason('winter', 2017))).toBe('2016-11-30T23:00:00.000Z')
  })

  test('month, day and time', () => {
    const startsAt = osloMoment(2017, 10, 19, 9, 5)
    expect(whenParts({ precision: 'time', startsAt })).toEqual({
      precision: 'time',
      date: '2017-10-19',
      time: '09:05',
    })
    expect(whenParts({ precision: 'day', startsAt: startOf('day', startsAt) })).toEqual({
      precision: 'day',
      date: '2017-10-19',
    })
    expect(whenParts({ precision: 'month', startsAt: startOf('month', startsAt) })).toEqual({
      precision: 'month',
      year: 2017,
      month: 10,
    })
  })
})
