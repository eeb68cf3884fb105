import { afterEach, expect, test, vi } from 'vitest'
import { whenLate } from './patience'

afterEach(() => vi.useRealTimers())

test('R45: what is late is told once, and not when it has been called off', () => {
  vi.useFakeTimers()
  let late = 0
  whenLate(1_000, () => late++)
  const callOff = whenLate(1_000, () => late++)
  vi.advanceTimersByTime(900)
  callOff()
  vi.advanceTimersByTime(10_000)
  expect(late).toBe(1)
})

test('R45: a process that was kept from its work waits as long again before it judges', () => {
  vi.useFakeTimers()
  let late = 0
  const callOff = whenLate(50, () => late++)
  // As when something keeps the event loop busy: time passes, and no timer rings.
  const now = performance.now()
  vi.spyOn(performance, 'now').mockImplementation(() => now + 3_000)
  vi.advanceTimersByTime(50)
  expect(late).toBe(0)
  vi.spyOn(performance, 'now').mockImplementation(() => now + 3_050)
  vi.advanceTimersByTime(50)
  expect(late).toBe(1)
  callOff()
})
