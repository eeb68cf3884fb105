import { expect, test } from 'vitest'
import { codeMatches, hashCode, hashToken, newCode, newToken } from './tokens'

test('tokens are long, random and fit for a cookie', () => {
  const tokens = new Set(Array.from({ length: 1_000 }, newToken))
  expect(tokens.size).toBe(1_000)
  for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/)
})

test('a stored token does not tell the token', () => {
  const token = newToken()
  expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/)
  expect(hashToken(token)).toBe(hashToken(token))
  expect(hashToken(token)).not.toContain(token)
})

test('codes are six digits', () => {
  for (let i = 0; i < 1_000; i++) expect(newCode()).toMatch(/^\d{6}$/)
})

test('a code is known again by its hash, and no other is', async () => {
  const stored = await hashCode('012345')
  expect(stored).not.toContain('012345')
  expect(await codeMatches('012345', stored)).toBe(true)
  for (const other of ['012346', '12345', '0123450', '', ' 012345']) {
    expect(await codeMatches(other, stored)).toBe(false)
  }
})

test('the same code is stored differently each time', async () => {
  expect(await hashCode('012345')).not.toBe(await hashCode('012345'))
})

test('a stored value that is no hash matches nothing', async () => {
  for (const broken of ['', ':', 'ab', 'zz:zz', ':'.repeat(9)]) {
    expect(await codeMatches('012345', broken)).toBe(false)
    expect(await codeMatches('', broken)).toBe(false)
  }
})
