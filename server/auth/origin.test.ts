import { describe, expect, test } from 'vitest'
import { originAllowed, socketOriginAllowed } from './origin'

const OURS = 'https://pulje.example.org'
const FOREIGN: [string, string | undefined][] = [
  ['absent', undefined],
  ['null', 'null'],
  ['empty', ''],
  ['a sub-domain', 'https://evil.pulje.example.org'],
  ['the domain above', 'https://example.org'],
  ['a look-alike', 'https://pulje.example.org.evil.com'],
  ['a name that ends alike', 'https://evilpulje.example.org'],
  ['another port', 'https://pulje.example.org:8443'],
  ['another scheme', 'http://pulje.example.org'],
  ['other letters', 'https://PULJE.example.org'],
  ['a path', 'https://pulje.example.org/'],
  ['a name before the host', 'https://pulje.example.org@evil.com'],
  ['two at once', 'https://pulje.example.org, https://evil.com'],
]

describe('a request that may change something comes from our own pages', () => {
  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'get', ''])('%s', method => {
    expect(originAllowed(method, OURS, OURS)).toBe(true)
    for (const [, header] of FOREIGN) expect(originAllowed(method, header, OURS)).toBe(false)
  })
})

test('reading is open: a link from anywhere opens a page', () => {
  for (const method of ['GET', 'HEAD']) {
    for (const header of [undefined, OURS, 'https://evil.com']) {
      expect(originAllowed(method, header, OURS)).toBe(true)
    }
  }
})

describe('a socket', () => {
  const request = (method: string, origin: string | undefined, upgrade?: string) => ({
    method,
    headers: { ...(origin !== undefined && { origin }), ...(upgrade !== undefined && { upgrade }) },
  })

  test.each(FOREIGN)('is not opened from an Origin that is %s', (_, header) => {
    expect(originAllowed('GET', header, OURS, true)).toBe(false)
    expect(socketOriginAllowed(request('GET', header, 'websocket'), OURS)).toBe(false)
    expect(socketOriginAllowed(request('POST', header), OURS)).toBe(false)
  })

  test('is opened from our own pages', () => {
    expect(socketOriginAllowed(request('GET', OURS, 'websocket'), OURS)).toBe(true)
    expect(socketOriginAllowed(request('POST', OURS), OURS)).toBe(true)
  })

  test('may ask over plain GET without saying whence, as browsers do at home, but not from elsewhere', () => {
    expect(socketOriginAllowed(request('GET', undefined), OURS)).toBe(true)
    for (const [name, header] of FOREIGN.slice(1)) {
      expect(socketOriginAllowed(request('GET', header), OURS), name).toBe(false)
    }
  })
})
