import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import zlib from 'node:zlib'
import type { RequestHandler } from 'express'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readEnv } from '~server/env'
import { ask, listening, type Answer } from '../../tests/support/http'
import { keptLog } from '../../tests/support/log'
import { createApp } from './app'

const ORIGIN = 'https://pulje.example.org'
const SCRIPT = `console.log("${'pulje '.repeat(400)}")`
const log = keptLog()
let clientFolder = ''
let missing: string[] = []
/** What the pages were asked for. */
let asked: { method: string; url: string; headers: http.IncomingHttpHeaders; ip: string | undefined }[] = []
const stops: (() => Promise<void>)[] = []

/** Stands where Remix stands: answers everything that gets through to the pages. */
const pages: RequestHandler = (req, res, next) => {
  if (req.path === '/broken') {
    next(new Error('hemmelig detalj'))
    return
  }
  asked.push({ method: req.method, url: req.originalUrl, headers: req.headers, ip: req.ip })
  res.type('html').send(`<p>${String(res.locals['nonce'])}</p>${'tekst '.repeat(500)}`)
}

async function start(variables: Record<string, string> = {}): Promise<string> {
  const env = readEnv({ ORIGIN, ...variables })
  const ready = async () => missing
  const server = http.createServer(createApp({ env, log, ready, clientFolder, pages }))
  const { url, stop } = await listening(server)
  stops.push(stop)
  return url
}

let url = ''
beforeAll(async () => {
  clientFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'pulje-client-'))
  fs.mkdirSync(path.join(clientFolder, 'assets'))
  fs.writeFileSync(path.join(clientFolder, 'assets', 'page-abc123.js'), SCRIPT)
  fs.writeFileSync(path.join(clientFolder, 'assets', 'page-abc123.js.br'), zlib.brotliCompressSync(SCRIPT))
  fs.writeFileSync(path.join(clientFolder, 'assets', 'page-abc123.js.gz'), zlib.gzipSync(SCRIPT))
  fs.writeFileSync(path.join(clientFolder, 'favicon.svg'), '<svg/>')
  fs.writeFileSync(path.join(clientFolder, '.secret'), 'hemmelig')
  fs.writeFileSync(path.join(path.dirname(clientFolder), `${path.basename(clientFolder)}.txt`), 'hemmelig')
  url = await start()
})
afterAll(async () => {
  for (const stop of stops) await stop()
  fs.rmSync(clientFolder, { recursive: true })
  fs.rmSync(`${clientFolder}.txt`)
})
beforeEach(() => {
  asked = []
  missing = []
})

describe('a load balancer', () => {
  test('hears that the process answers and is ready', async () => {
    expect(await ask(`${url}/healthz`)).toMatchObject({ status: 200, body: 'ok' })
    expect(await ask(`${url}/readyz`)).toMatchObject({ status: 200, body: 'ready' })
  })

  test('hears what is not ready, while the process still answers', async () => {
    missing = ['database']
    expect(await ask(`${url}/readyz`)).toMatchObject({ status: 503, body: 'not ready: database' })
    expect((await ask(`${url}/healthz`)).status).toBe(200)
  })
})

describe('every page', () => {
  const directives = ({ headers }: Answer): Record<string, string> =>
    Object.fromEntries(
      String(headers['content-security-policy'])
        .split(';')
        .map(part => part.trim().split(/ (.*)/s))
        .map(([name = '', value = '']) => [name, value]),
    )

  test('says what a browser may load: our own files, scripts with this answer’s nonce, and nothing else', async () => {
    const answer = await ask(`${url}/`)
    const nonce = /<p>(.+?)<\/p>/.exec(answer.body)?.[1]
    expect(directives(answer)).toEqual({
      'default-src': "'none'",
      'base-uri': "'none'",
      'connect-src': "'self' wss://pulje.example.org",
      'font-src': "'self'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
      'img-src': "'self' data:",
      'manifest-src': "'self'",
      'script-src': `'self' 'nonce-${nonce}'`,
      'style-src': "'self'",
      'upgrade-insecure-requests': '',
      'worker-src': "'self'",
    })
    expect(answer.headers['content-security-policy']).not.toMatch(/unsafe|\*|https?:/)
  })

  test('has a nonce of its own', async () => {
    const nonces = await Promise.all(
      Array.from({ length: 20 }, async () => directives(await ask(`${url}/`))['script-src']),
    )
    expect(new Set(nonces).size).toBe(20)
  })

  test('is framed by nobody, guessed at by no browser, and tells other sites nothing', async () => {
    const { headers } = await ask(`${url}/`)
    expect(headers).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'strict-transport-security': 'max-age=31536000',
    })
    expect(headers['permissions-policy']).toContain('camera=()')
    expect(headers).not.toHaveProperty('x-powered-by')
    expect(headers).not.toHaveProperty('access-control-allow-origin')
  })

  test('says nothing about https where there is none', async () => {
    const answer = await ask(`${await start({ ORIGIN: 'http://pulje.example.org' })}/`)
    expect(answer.headers).not.toHaveProperty('strict-transport-security')
    expect(directives(answer)).not.toHaveProperty('upgrade-insecure-requests')
    expect(directives(answer)['connect-src']).toBe("'self' ws://pulje.example.org")
  })

  test('carries these headers also when it is refused or not found', async () => {
    for (const answer of [
      await ask(`${url}/`, { method: 'POST' }),
      await ask(`${url}/assets/none.js`),
      await ask(`${url}/broken`),
    ]) {
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(directives(answer)['default-src']).toBe("'none'")
    }
  })

  test('is compressed', async () => {
    const { headers } = await ask(`${url}/`, { headers: { 'accept-encoding': 'gzip' } })
    expect(headers).toMatchObject({ 'content-encoding': 'gzip' })
  })
})

describe('a request from elsewhere', () => {
  const DOORS = ['/samling/1', '/samling/1.data', '/?index', '/spraak', '/assets/page-abc123.js']
  const FOREIGN = [
    undefined,
    'null',
    'https://evil.example',
    'https://evil.pulje.example.org',
    'https://pulje.example.org.evil.example',
    'https://pulje.example.org:8443',
    'http://pulje.example.org',
  ]

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s changes nothing at any door', async method => {
    for (const door of DOORS) {
      for (const origin of FOREIGN) {
        const headers = { ...(origin !== undefined && { origin }), cookie: 'pulje=x' }
        const { status } = await ask(url + door, { method, headers })
        expect(status, `${door} from ${origin}`).toBe(403)
      }
    }
    expect(asked).toEqual([])
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s from our own pages gets through', async method => {
    expect((await ask(`${url}/samling/1`, { method, headers: { origin: ORIGIN } })).status).toBe(200)
    expect(asked).toMatchObject([{ method, url: '/samling/1' }])
  })

  test('a page may be read by following a link', async () => {
    expect((await ask(`${url}/samling/1`, { headers: { origin: 'https://evil.example' } })).status).toBe(200)
  })
})

test.each([
  '?_data=routes/home',
  '?%5Fdata=routes/home',
  '?%5fdata=x',
  '?_dat%61=x',
  '?%5F%64%61%74%61=x',
  '?_data',
  '?index&_data=x',
  '?a=?&_data=x',
])('the way round the page’s own address is closed: %s', async query => {
  for (const [method, origin] of [
    ['GET', undefined],
    ['POST', ORIGIN],
    ['POST', 'https://evil.example'],
  ] as const) {
    const headers = origin === undefined ? {} : { origin }
    expect((await ask(`${url}/`, { method, path: `/${query}`, headers })).status).toBe(400)
  }
  expect(asked).toEqual([])
})

test('a search for the word _data is a search like any other', async () => {
  expect((await ask(`${url}/`, { path: '/sok?ord=_data&x_data=1' })).status).toBe(200)
})

describe('what a caller says about itself', () => {
  const headers = {
    host: 'pulje.example.org',
    'x-forwarded-for': '198.51.100.7, 203.0.113.9',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    forwarded: 'for=198.51.100.7;host=evil.example',
  }

  test('is not believed, and does not reach the pages', async () => {
    await ask(`${url}/`, { headers })
    expect(asked[0]?.ip).toBe('127.0.0.1')
    expect(Object.keys(asked[0]?.headers ?? {}).filter(name => name.includes('forwarded'))).toEqual([])
  })

  test('is believed from as many proxies as the operator has', async () => {
    await ask(`${await start({ TRUST_PROXY: '1' })}/`, { headers })
    expect(asked[0]?.ip).toBe('203.0.113.9')
    await ask(`${await start({ TRUST_PROXY: '2' })}/`, { headers })
    expect(asked[1]?.ip).toBe('198.51.100.7')
  })
})

describe('a file', () => {
  const encoded = async (encoding: string) =>
    ask(`${url}/assets/page-abc123.js`, { headers: { 'accept-encoding': encoding } })

  test('with a hash in its name is kept by browsers for ever', async () => {
    const { status, headers, body } = await ask(`${url}/assets/page-abc123.js`)
    expect(status).toBe(200)
    expect(body).toBe(SCRIPT)
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(headers['content-type']).toMatch(/javascript/)
  })

  test('comes as it was compressed beforehand, and says that it depends on the browser', async () => {
    const brotli = await encoded('gzip, br')
    expect(brotli.headers).toMatchObject({ 'content-encoding': 'br' })
    expect(zlib.brotliDecompressSync(brotli.bytes).toString()).toBe(SCRIPT)
    const gzip = await encoded('gzip')
    expect(gzip.headers).toMatchObject({ 'content-encoding': 'gzip' })
    expect(zlib.gunzipSync(gzip.bytes).toString()).toBe(SCRIPT)
    expect(brotli.headers.vary).toMatch(/accept-encoding/i)
    expect(brotli.headers['content-type']).toMatch(/javascript/)
  })

  test('without a hash is asked for again', async () => {
    expect((await ask(`${url}/favicon.svg`)).headers['cache-control']).toBe('public, max-age=0')
  })

  test.each([
    '/assets/none-123.js',
    '/assets/',
    '/assets/../.secret',
    '/assets/..%2f.secret',
    '/assets/%2e%2e/%2e%2e/etc/passwd',
    '/assets/%00',
    '/assets/%E0%A4%A',
  ])('that is not there is not found, and is no page: %s', async place => {
    const { status, body } = await ask(url, { path: place })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(body).not.toContain('hemmelig')
    expect(asked).toEqual([])
  })

  test('outside the folder, or hidden in it, is not handed out', async () => {
    for (const place of [`/../${path.basename(clientFolder)}.txt`, '/.secret', '/%2e%2e%2fetc%2fpasswd']) {
      expect((await ask(url, { path: place })).body).not.toContain('hemmelig')
    }
  })
})

test('an error tells the visitor nothing, and the log everything but the query', async () => {
  log.said.length = 0
  log.facts.length = 0
  const { status, body } = await ask(`${url}/broken?navn=Kari`)
  expect({ status, body }).toEqual({ status: 500, body: 'Something went wrong.' })
  expect(log.said).toEqual(['error unexpected error', 'error request failed'])
  expect(log.facts[1]).toMatchObject({ method: 'GET', path: '/broken', status: 500 })
  expect(JSON.stringify(log.facts)).not.toContain('Kari')
})
