import { expect, test } from 'vitest'
import { layoutTimeline, type TimelineGathering } from './timeline'

const day = (text: string) => new Date(`${text}T00:00:00Z`)
const [from, to] = [day('2017-01-01'), day('2019-01-01')]
const gathering = (id: string, precision: 'day' | 'month' | 'season', text: string): TimelineGathering => ({
  id,
  when: { precision, startsAt: day(text) },
})

test('a day is a point, a month and a season have a width', () => {
  const { placed } = layoutTimeline(
    from,
    to,
    [
      gathering('a', 'day', '2017-03-14'),
      gathering('b', 'month', '2017-10-01'),
      gathering('c', 'season', '2018-03-01'),
    ],
    from,
  )
  expect(placed.map(({ width }) => Math.round(width))).toEqual([0, 4, 13])
  expect(placed.map(({ number }) => number)).toEqual([1, 2, 3])
})

test('what has no date has no place', () => {
  const unset: TimelineGathering = { id: 'x', when: { precision: 'unset', startsAt: null } }
  expect(layoutTimeline(from, to, [unset], from).placed).toEqual([])
})

test('gatherings close to each other stand below each other', () => {
  const layout = layoutTimeline(
    from,
    to,
    [
      gathering('a', 'day', '2017-03-01'),
      gathering('b', 'day', '2017-03-20'),
      gathering('c', 'day', '2018-03-01'),
    ],
    from,
  )
  expect(layout.placed.map(({ lane }) => lane)).toEqual([0, 1, 0])
  expect(layout.lanes).toBe(2)
})

test('a kick-off before the cohort begins widens the line', () => {
  const { placed, bands } = layoutTimeline(from, to, [gathering('a', 'day', '2016-10-17')], from)
  expect(placed[0]?.x).toBeGreaterThan(0)
  expect(bands.map(({ year }) => year)).toEqual([2016, 2017, 2018])
  expect(Math.round(bands.reduce((sum, { width }) => sum + width, 0))).toBe(100)
})

test('today stands on the line only while it lasts', () => {
  expect(layoutTimeline(from, to, [], day('2026-11-22')).today).toBeNull()
  expect(Math.round(layoutTimeline(from, to, [], day('2018-01-01')).today ?? 0)).toBe(50)
})

test('two years from August to July are two school years, not a bit of a third', () => {
  const { bands } = layoutTimeline(day('2026-08-01'), day('2028-08-01'), [], from)
  expect(bands.map(({ year }) => year)).toEqual([2026, 2027])
})
