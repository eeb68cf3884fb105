import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from '~server/root'

interface Locked {
  version?: string
  resolved?: string
  integrity?: string
  link?: boolean
}
const lock = JSON.parse(fs.readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
  lockfileVersion: number
  packages: Record<string, Locked>
}
const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
}

/** Makes the pages when the product is built; nothing below it runs while the product is used. */
const BUILD_ONLY = /^node_modules\/(@remix-run\/dev|@vanilla-extract\/integration)\//

/** Every version of a package in the tree, also those below other packages. */
const versionsOf = (name: string): string[] =>
  Object.entries(lock.packages)
    .filter(([place]) => place.endsWith(`node_modules/${name}`))
    .filter(([place]) => place === `node_modules/${name}` || !BUILD_ONLY.test(place))
    .map(([, { version = '' }]) => version)

function atLeast(version: string, floor: string): boolean {
  const [have, need] = [version, floor].map(each => each.split(/[.-]/).slice(0, 3).map(Number))
  for (let i = 0; i < 3; i++) {
    const [a, b] = [have?.[i] ?? 0, need?.[i] ?? 0]
    if (a !== b) return a > b
  }
  return true
}

/** The lowest version of each package that reads what strangers send, and why not lower. */
const FLOORS: [name: string, floor: string, why: string][] = [
  ['ws', '8.21.1', 'many fragments or headers ended the process'],
  ['socket.io', '4.8.0', 'an event named "error" ended the process (below 4.6.2)'],
  ['socket.io-parser', '4.2.7', 'malformed packets ended the process'],
  ['engine.io', '6.6.2', 'brings a cookie parser and ws with their own mends'],
  ['express', '4.22.0', 'open redirect, and query strings parsed without a bound'],
  ['body-parser', '1.20.3', 'encoded bodies without a bound'],
  ['qs', '6.14.1', 'arrays without a bound'],
  ['path-to-regexp', '0.1.12', 'an address could hold up the process'],
  ['send', '0.19.0', 'script in a redirect'],
  ['serve-static', '1.16.0', 'script in a redirect'],
  ['cookie', '0.7.0', 'names and values that break out of the header'],
  ['nodemailer', '7.0.7', 'an address could send the mail to another domain'],
  ['@remix-run/node', '2.17.2', 'session files outside their folder'],
  ['@remix-run/server-runtime', '2.17.2', 'requests from foreign pages ran actions'],
  ['@remix-run/router', '1.23.0', 'redirects that run a script'],
  ['vite', '6.4.1', 'files outside the folder were served'],
  ['esbuild', '0.25.0', 'its server could be read from any page'],
  ['rollup', '4.22.4', 'a page’s own names could become script'],
  ['pg', '8.23.0', 'the one that the pool and the copy streams were tested with'],
  ['lodash', '4.17.21', 'prototypes could be changed'],
  ['tar', '6.2.1', 'archives without a bound'],
  ['undici', '6.24.0', 'compressed answers and frames without a bound'],
]

describe('packages that read what strangers send are not older than their mends', () => {
  test.each(FLOORS)('%s ≥ %s: %s', (name, floor) => {
    expect(versionsOf(name).filter(version => !atLeast(version, floor))).toEqual([])
  })

  test('and the ones we name ourselves are really there', () => {
    for (const name of [
      'ws',
      'socket.io',
      'socket.io-parser',
      'express',
      'cookie',
      'nodemailer',
      'pg',
      'vite',
    ]) {
      expect(versionsOf(name), name).not.toEqual([])
    }
  })
})

test('Express stays with the generation that Remix’s adapter knows', () => {
  expect(versionsOf('express').filter(version => !version.startsWith('4.'))).toEqual([])
})

test('every package of the product is named by one exact version', () => {
  const named = Object.entries(manifest.dependencies)
  const loose = named.filter(([, version]) => !/^\d+\.\d+\.\d+[\w.-]*$/.test(version))
  expect(loose).toEqual([])
})

test('the lock file names no host: packages come from the registry that the operator has chosen', () => {
  const hosts = Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)
  expect(hosts).toEqual([])
})

test('every package in the lock file is known by its hash', () => {
  const unknown = Object.entries(lock.packages).filter(
    ([place, { integrity, link }]) => place !== '' && integrity === undefined && link !== true,
  )
  expect(unknown.map(([place]) => place)).toEqual([])
})
