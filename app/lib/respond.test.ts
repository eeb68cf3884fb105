import { describe, expect, test } from 'vitest'
import { safeReturn } from './respond'

describe('where to go afterwards', () => {
  test.each(['/', '/puljer', '/puljer/ny?a=b&c=%20', '/samlinger/0193-a/rediger', '/a.b/~c'])(
    '%s is ours',
    to => {
      expect(safeReturn(to)).toBe(to)
    },
  )

  test.each([
    ['nothing', null],
    ['not given', undefined],
    ['empty', ''],
    ['another site', 'https://evil.example'],
    ['another site without scheme', '//evil.example'],
    ['another site by backslash', '/\\evil.example'],
    ['two backslashes', '\\\\evil.example'],
    ['a backslash later on', '/a\\b'],
    ['a tab that browsers drop', '/\t/evil.example'],
    ['a line break', '/a\r\nSet-Cookie: x=1'],
    ['script', 'javascript:alert(1)'],
    ['a relative address', 'puljer'],
    ['leading white space', ' //evil.example'],
    ['credentials', '/@evil.example'],
    ['a fragment', '/a#b'],
  ])('%s leads home', (_name, wish) => {
    expect(safeReturn(wish)).toBe('/')
  })

  test('what is ours stays ours when a browser reads it', () => {
    for (const wish of ['/..//evil.example', '/.//evil.example', '/%2F%2Fevil.example', '/%5Cevil.example']) {
      expect(new URL(safeReturn(wish), 'https://pulje.example').origin).toBe('https://pulje.example')
    }
  })
})
