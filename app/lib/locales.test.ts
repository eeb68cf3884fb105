import { expect, test } from 'vitest'
import { localeCookie, resolveLocale } from './locales'

const nobody = { cookieHeader: null, person: null, acceptLanguage: null }

test.each([
  ['nothing is known', nobody, 'nb'],
  ['chosen on this device', { ...nobody, cookieHeader: 'a=1; lang=en', person: 'nn' }, 'en'],
  ['the person’s own', { ...nobody, person: 'nn', acceptLanguage: 'en' }, 'nn'],
  ['the browser’s first that we have', { ...nobody, acceptLanguage: 'de-DE,en;q=0.8,nb;q=0.5' }, 'en'],
  ['Norwegian without a form', { ...nobody, acceptLanguage: 'no' }, 'nb'],
  ['a language that we do not have in the cookie', { ...nobody, cookieHeader: 'lang=xx' }, 'nb'],
  ['another cookie that ends alike', { ...nobody, cookieHeader: 'slang=en' }, 'nb'],
  ['somebody’s unknown language', { ...nobody, person: 'sv', acceptLanguage: 'nn' }, 'nn'],
] as const)('%s', (_name, wishes, locale) => {
  expect(resolveLocale(wishes)).toBe(locale)
})

test('a chosen language is kept for a year, and over https only where there is https', () => {
  expect(localeCookie('nn', true)).toBe('lang=nn; Path=/; Max-Age=31536000; SameSite=Lax; Secure')
  expect(localeCookie('nn', false)).not.toContain('Secure')
})
