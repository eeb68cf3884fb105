import { describe, expect, test } from 'vitest'
import { createCookies } from './cookies'
import { newToken } from '~server/domain/shared/tokens'

const plain = createCookies({ secure: false })
const secure = createCookies({ secure: true })
const token = newToken()

test('what was set comes back', () => {
  for (const cookies of [plain, secure]) {
    for (const jar of [cookies.session, cookies.signIn]) {
      const [pair] = jar.set(token, new Date(Date.now() + 1_000)).split(';')
      expect(jar.read(pair)).toBe(token)
    }
  }
})

test('a cookie is out of reach of scripts and of other sites, and ends with what it stands for', () => {
  const header = plain.session.set(token, new Date('2030-01-02T03:04:05Z'))
  expect(header).toBe(`pulje=${token}; Path=/; Expires=Wed, 02 Jan 2030 03:04:05 GMT; HttpOnly; SameSite=Lax`)
})

test('over https no sub-domain and no plain-http neighbour can plant one', () => {
  const header = secure.session.set(token, new Date())
  expect(header).toMatch(/^__Host-pulje=/)
  expect(header).toContain('; Secure')
  expect(header).toContain('; Path=/;')
  expect(header).not.toMatch(/domain/i)
  expect(secure.session.read(`pulje=${token}`)).toBeNull()
})

test('clearing makes the browser forget it at once', () => {
  expect(secure.session.clear()).toMatch(/^__Host-pulje=; Max-Age=0; Path=\/;/)
  expect(secure.session.read(secure.session.clear().split(';')[0])).toBeNull()
})

test('the session and the waiting sign-in are not mixed up', () => {
  expect(plain.session.read(`pulje-sign-in=${token}`)).toBeNull()
  expect(plain.signIn.read(`pulje=${token}`)).toBeNull()
})

describe('a header that is not what we set is no cookie, and no error', () => {
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty header', ''],
    ['no value', 'pulje'],
    ['an empty value', 'pulje='],
    ['a short value', 'pulje=abc'],
    ['a value that is too long', `pulje=${'a'.repeat(129)}`],
    ['broken percent signs', 'pulje=%E0%A4%A'],
    ['a line break', `pulje=${token}%0d%0aSet-Cookie:x`],
    ['a null byte', `pulje=${token}%00`],
    ['another alphabet', `pulje=${'å'.repeat(20)}`],
    ['an object’s own words', '__proto__=x; constructor=y; toString=z'],
    ['a name in capitals', `PULJE=${token}`],
    ['only separators', ';;;=;=;'],
    ['a huge header', `pulje=${token}; x=${'a'.repeat(9_000)}`],
  ])('%s', (_, header) => {
    expect(plain.session.read(header)).toBeNull()
  })
})

test('other cookies around it do no harm', () => {
  expect(plain.session.read(`a=b; pulje=${token}; c=%E0%A4%A`)).toBe(token)
})

test('of two with the same name the first counts, as browsers send the most specific first', () => {
  const second = newToken()
  expect(plain.session.read(`pulje=${token}; pulje=${second}`)).toBe(token)
  expect(plain.session.read(`pulje=broken; pulje=${second}`)).toBeNull()
})
