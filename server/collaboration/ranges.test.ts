import { expect, test } from 'vitest'
import { seeded } from '../../tests/support/random'
import { Ranges } from './ranges'

test('ranges added in any order hold exactly what was added', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const random = seeded(seed)
    const ranges = new Ranges()
    const there = new Set<number>()
    for (let times = 0; times < 40; times++) {
      const start = Math.floor(random() * 100)
      const end = start + 1 + Math.floor(random() * 8)
      ranges.add(7, start, end)
      for (let clock = start; clock < end; clock++) there.add(clock)
    }
    for (let start = 0; start < 110; start++) {
      for (let length = 1; length < 6; length++) {
        const all = Array.from({ length }, (_, at) => there.has(start + at)).every(Boolean)
        expect(ranges.has(7, start, start + length)).toBe(all)
      }
    }
    const pairs = ranges.entries()[0]?.[1] ?? []
    expect(pairs.every((clock, at) => at === 0 || clock > (pairs[at - 1] ?? 0))).toBe(true)
  }
})

test('R13: a set covers its parts and not more', () => {
  const [whole, part] = [new Ranges(), new Ranges()]
  whole.add(1, 0, 10)
  whole.add(2, 5, 6)
  part.add(1, 3, 7)
  expect(whole.covers(part)).toBe(true)
  expect(part.covers(whole)).toBe(false)
  part.addAll(whole)
  expect(part.covers(whole)).toBe(true)
})
