import { describe, expect, test } from 'vitest'
import {
  agendaTimes,
  agoText,
  isoWeek,
  momentText,
  periodText,
  weekText,
  whenFields,
  whenText,
} from './dates'
import { i18nFor } from './i18n.server'
import type { T } from './i18n'
import { LOCALES, type Locale } from './locales'

const words = (locale: Locale): T => i18nFor(locale).t
const nb = words('nb')
/** 09:00 in Norway, summer time. */
const morning = { precision: 'time', startsAt: new Date('2017-10-19T07:00:00Z') } as const
const at = (iso: string) => new Date(iso)

describe('a gathering’s date in words', () => {
  test.each([
    ['nb', 'torsdag 19. oktober 2017 kl. 09.00'],
    ['nn', 'torsdag 19. oktober 2017 kl. 09.00'],
    ['en', 'Thursday 19 October 2017 at 09:00'],
  ] as const)('%s', (locale, text) => expect(whenText(words(locale), morning)).toBe(text))

  test.each([
    [{ precision: 'unset', startsAt: null }, 'Dato er ikke satt'],
    [{ precision: 'season', startsAt: at('2018-02-28T23:00:00Z') }, 'våren 2018'],
    [{ precision: 'season', startsAt: at('2016-11-30T23:00:00Z') }, 'vinteren 2017'],
    [{ precision: 'month', startsAt: at('2016-12-31T23:00:00Z') }, 'januar 2017'],
    [{ precision: 'day', startsAt: at('2026-11-21T23:00:00Z') }, 'søndag 22. november 2026'],
  ] as const)('%j', (when, text) => expect(whenText(nb, when)).toBe(text))

  test('the week is told only where the day is known', () => {
    expect(weekText(nb, morning)).toBe('uke 42')
    expect(weekText(nb, { precision: 'month', startsAt: at('2017-10-01T00:00:00Z') })).toBeNull()
  })
})

test.each([
  ['2026-11-22', 47],
  ['2021-01-03', 53],
  ['2018-12-31', 1],
  ['2017-01-01', 52],
])('%s is in week %i', (date, week) => expect(isoWeek(date)).toBe(week))

test('a moment is told by Norway’s clocks, winter and summer', () => {
  expect(momentText(nb, at('2026-01-05T13:05:00Z'))).toBe('5. januar 2026 kl. 14.05')
  expect(momentText(nb, at('2026-07-05T22:30:00Z'))).toBe('6. juli 2026 kl. 00.30')
})

test('a cohort’s years end with their last month', () => {
  expect(periodText(nb, at('2017-01-01T00:00:00Z'), at('2019-01-01T00:00:00Z'))).toBe(
    'januar 2017 – desember 2018',
  )
})

describe('how long ago', () => {
  const now = at('2026-11-22T12:00:00Z')
  test.each([
    ['2026-11-22T00:10:00Z', 'i dag'],
    ['2026-11-21T23:30:00Z', 'i dag'],
    ['2026-11-21T22:30:00Z', 'i går'],
    ['2026-11-17T12:00:00Z', 'for 5 dager siden'],
    ['2026-11-01T12:00:00Z', 'for 3 uker siden'],
    ['2026-08-20T12:00:00Z', 'for 3 måneder siden'],
    ['2026-11-23T12:00:00Z', 'i dag'],
  ])('%s: %s', (then, text) => expect(agoText(nb, at(then), now)).toBe(text))
})

test('an agenda’s clock runs until the first item without a length', () => {
  const items = [{ minutes: 40 }, { minutes: 5 }, { minutes: null }, { minutes: 10 }]
  expect(agendaTimes(morning, items)).toEqual([
    { from: '09:00', to: '09:40' },
    { from: '09:40', to: '09:45' },
    { from: '09:45', to: null },
    null,
  ])
  expect(agendaTimes({ ...morning, precision: 'day' }, items)).toEqual([null, null, null, null])
})

test('the fields of the form show what was stated', () => {
  expect(whenFields(morning)).toMatchObject({ precision: 'time', day: '2017-10-19', time: '09:00' })
  expect(whenFields({ precision: 'season', startsAt: at('2018-02-28T23:00:00Z') })).toMatchObject({
    precision: 'season',
    season: 'spring',
    year: '2018',
  })
})

test('every language writes every kind of date', () => {
  for (const locale of LOCALES) expect(whenText(words(locale), morning)).not.toContain('{{')
})
