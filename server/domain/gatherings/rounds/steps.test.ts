import { expect, test } from 'vitest'
import { endOf, later, stepAfter, stepBefore } from './steps'

const now = new Date('2026-11-23T10:00:00Z')
const none = { individualMinutes: null, groupMinutes: null, plenumMinutes: null, againMinutes: null }

test('more time is counted from the end, and from now when the time is over', () => {
  expect(later(new Date('2026-11-23T10:03:00Z'), 2, now)).toEqual(new Date('2026-11-23T10:05:00Z'))
  expect(later(new Date('2026-11-23T09:00:00Z'), 2, now)).toEqual(new Date('2026-11-23T10:02:00Z'))
  expect(later(null, 2, now)).toEqual(new Date('2026-11-23T10:02:00Z'))
})

test('the path has two ends', () => {
  expect([stepBefore('waiting'), stepAfter('closed'), stepAfter('plenum')]).toEqual([null, null, 'again'])
})

test('a step without minutes has no end, and waiting never has one', () => {
  expect(endOf('individual', none, now)).toBeNull()
  expect(endOf('waiting', { ...none, groupMinutes: 5 }, now)).toBeNull()
  expect(endOf('group', { ...none, groupMinutes: 5 }, now)).toEqual(new Date('2026-11-23T10:05:00Z'))
})
