import { expect, test } from 'vitest'
import { codeMatches, hashCode, newCode } from './tokens'

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
