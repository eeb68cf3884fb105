import fs from 'node:fs'
import path from 'node:path'
import { execFileSync } from 'node:child_process'
import { builtinModules } from 'node:module'
import { format } from 'prettier'
import { describe, expect, test } from 'vitest'
import { readEnv } from '~server/env'
import { ROOT } from '~server/root'
import { CADDY } from './support/caddy'

const read = (...place: string[]): string => fs.readFileSync(path.join(ROOT, ...place), 'utf8')
const compose = read('deploy', 'compose.yaml')
const caddyfile = read('deploy', 'Caddyfile')

/** What stands in the environment of a service of the product, with something for each variable of the operator's. */
function environmentOf(service: string): Record<string, string> {
  const lines = (from: string): string[] =>
    /environment:[^\n]*\n((?: {4,}\S.*\n)+)/.exec(compose.slice(compose.indexOf(from)))![1]!.split('\n')
  const own = service === 'jobs' ? lines('\n  jobs:') : []
  return Object.fromEntries(
    [...lines('x-pulje:'), ...own].flatMap(line => {
      const [, name, value = ''] = /^\s+([A-Z_]+): '?([^']*)'?$/.exec(line) ?? []
      const given: Record<string, string> = {
        PULJE_SITE: 'pulje.example.no',
        SMTP_URL: 'smtps://mail.example.no',
        MAIL_FROM: 'Pulje <post@example.no>',
      }
      const filled = value.replace(/\$\{(\w+)[^}]*\}/g, (_, asked: string) => given[asked] ?? 'x'.repeat(32))
      return name === undefined ? [] : [[name, filled] as const]
    }),
  )
}

describe('the Compose file', () => {
  test('is YAML', async () => {
    expect(await format(compose, { parser: 'yaml', printWidth: 140, singleQuote: true })).toContain(
      'services:',
    )
  })

  test('says nothing to the nodes that they would not take', () => {
    expect(readEnv(environmentOf('node1'))).toMatchObject({
      mode: 'production',
      origin: 'https://pulje.example.no',
      services: new Set(['web', 'live']),
      trustProxy: 1,
      redisUrl: 'redis://cache',
    })
    expect(readEnv(environmentOf('jobs')).services).toEqual(new Set(['jobs']))
  })

  test('has two nodes, one for work in the background, and lets nobody at the database or Redis', () => {
    const services = compose.slice(compose.indexOf('\nservices:'), compose.indexOf('\nnetworks:'))
    const names = [...services.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name)
    expect(names).toEqual(['node1', 'node2', 'jobs', 'database', 'cache', 'proxy'])
    expect(services.match(/^ {4}ports:/gm)).toHaveLength(1)
    for (const inner of ['database', 'cache']) {
      const from = services.indexOf(`\n  ${inner}:`)
      expect(services.slice(from, services.indexOf('\n\n', from))).toContain('networks: [inside]')
    }
    expect(compose).toMatch(/inside:\n\s+internal: true/)
  })

  test('keeps no secret itself', () => {
    for (const [, value] of compose.matchAll(/(?:PASSWORD|SECRET): (.+)/g)) expect(value).toMatch(/^\$\{/)
  })
})

describe('the reverse proxy', () => {
  test('sends document sockets and events to live nodes, and pins what comes by polling', () => {
    const block = (name: string): string =>
      new RegExp(`reverse_proxy ${name} [\\s\\S]*?\\n\\t\\}`).exec(caddyfile)![0]
    expect(caddyfile).toMatch(/@polling path \/socket\.io\/\* \/collab-http\/\*/)
    expect(caddyfile).toMatch(/@documents path \/collab\/\*/)
    expect(block('@polling')).toMatch(/LIVE_NODES[\s\S]*lb_policy cookie pulje_node/)
    expect(block('@documents')).toContain('LIVE_NODES')
  })

  test.runIf(CADDY !== null)('understands its file', () => {
    execFileSync(
      CADDY ?? '',
      ['validate', '--config', path.join(ROOT, 'deploy', 'Caddyfile'), '--adapter', 'caddyfile'],
      {
        stdio: 'ignore',
      },
    )
  })
})

describe('the image', () => {
  const dockerfile = read('deploy', 'Dockerfile')

  test('is built from the lock file and run by an ordinary user', () => {
    expect(dockerfile).toMatch(/npm ci/)
    const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '))
    expect(last.indexOf('USER node')).toBeGreaterThan(0)
    expect(last.indexOf('USER node')).toBeLessThan(last.indexOf('CMD '))
    for (const needed of ['build', 'prisma', 'node_modules', 'package-lock.json'])
      expect(last).toContain(needed)
  })

  test('has every package that the built product asks for, without those for development', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { dev?: boolean }>
    }
    const built = [
      ...['main', 'cli', 'lists-work', 'documents-work', 'fold-worker'].map(name => `${name}.js`),
      'server/index.js',
    ]
    const asked = built.flatMap(file =>
      [...read('build', file).matchAll(/^import .*?from ["']([^."'/][^"']*)["'];?$/gm)].map(([, name = '']) =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      ),
    )
    const missing = [...new Set(asked)].filter(
      name =>
        !name.startsWith('node:') &&
        !builtinModules.includes(name) &&
        dependencies[name] === undefined &&
        packages[`node_modules/${name}`]?.dev !== false &&
        (packages[`node_modules/${name}`] === undefined || packages[`node_modules/${name}`]?.dev === true),
    )
    expect(asked.length).toBeGreaterThan(50)
    expect(missing).toEqual([])
  })
})
