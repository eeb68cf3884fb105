import fs from 'node:fs'
import path from 'node:path'
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { describe, expect, test } from 'vitest'
import { ROOT } from '~server/root'
import law from '../.dependency-cruiser.js'
import { aFolder } from './support/scratch'

const PRODUCT = ['app', 'server', 'prisma']
const SOURCE = /\.(ts|tsx|mjs|js)$/
const TEST = /\.test\.tsx?$/

function filesUnder(folder: string): string[] {
  return fs
    .readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !['generated', 'node_modules', 'build'].includes(name) && !name.startsWith('.'))
    .flatMap(entry => {
      const place = `${folder}/${entry.name}`
      return entry.isDirectory() ? filesUnder(place) : [place]
    })
}

const sources = PRODUCT.flatMap(filesUnder).filter(file => SOURCE.test(file))
const product = sources.filter(file => !TEST.test(file))
const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8')
const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
const holding = (files: readonly string[], pattern: RegExp): string[] =>
  files.filter(file => pattern.test(read(file)))

/** What breaks the import law, as `rule: from → to`. */
async function violations(folder: string): Promise<string[]> {
  const { forbidden, options } = law as { forbidden: unknown; options: ICruiseOptions }
  const { output } = await cruise(
    PRODUCT.filter(name => fs.existsSync(path.join(folder, name))),
    { ...options, ruleSet: { forbidden }, validate: true, baseDir: folder } as ICruiseOptions,
    {},
    { tsConfig: extractTSConfig(path.join(ROOT, 'tsconfig.json')) },
  )
  return (output as ICruiseResult).summary.violations.map(
    ({ rule, from, to }) => `${rule.name}: ${from} → ${to}`,
  )
}

describe('the import law', () => {
  test('is kept everywhere', async () => {
    expect(await violations(ROOT)).toEqual([])
  }, 60_000)

  const PLANTED: [rule: string, from: string, to: string][] = [
    ['server-without-app', 'server/http/pages.ts', 'app/root.tsx'],
    ['components', 'app/components/gatherings/list.tsx', 'server/database/client.ts'],
    ['components', 'app/live/use-x.ts', 'server/domain/gatherings/tables.ts'],
    ['lib', 'app/lib/x.ts', 'server/domain/people/people.ts'],
    ['routes', 'app/routes/home/x.tsx', 'server/database/client.ts'],
    ['routes', 'app/routes/home/x.tsx', 'server/auth/lucia.ts'],
    ['domain-people', 'server/domain/people/x.ts', 'server/domain/organisations/units.ts'],
    ['domain-organisations', 'server/domain/organisations/x.ts', 'server/domain/documents/documents.ts'],
    ['domain-documents', 'server/domain/documents/x.ts', 'server/domain/gatherings/tables.ts'],
    ['domain-gatherings', 'server/domain/gatherings/x.ts', 'server/domain/methods/methods.ts'],
    ['domain-development', 'server/domain/development/x.ts', 'server/domain/reflections/rounds.ts'],
    ['domain-gatherings', 'server/domain/gatherings/x.ts', 'server/outbox/drain.ts'],
    ['domain-shared', 'server/domain/shared/x.ts', 'server/domain/people/people.ts'],
    ['collaboration', 'server/collaboration/x.ts', 'server/database/client.ts'],
    ['collaboration', 'server/collaboration/x.ts', 'server/domain/access.ts'],
    ['events', 'server/events/x.ts', 'server/auth/actor.ts'],
    ['nodes', 'server/nodes/x.ts', 'server/database/client.ts'],
    ['http', 'server/http/x.ts', 'server/database/client.ts'],
    ['auth', 'server/auth/x.ts', 'server/domain/gatherings/tables.ts'],
    ['outbox', 'server/outbox/x.ts', 'server/domain/people/people.ts'],
    ['jobs-cli', 'server/jobs/x.ts', 'server/collaboration/room.ts'],
    ['mail-files-export', 'server/mail/x.ts', 'server/database/client.ts'],
    ['metrics', 'server/metrics/x.ts', 'server/database/client.ts'],
    ['no-tests-in-the-product', 'server/http/x.ts', 'tests/support/factories.ts'],
    ['no-circular', 'server/domain/people/a.ts', 'server/domain/people/a.ts'],
  ]

  test('lets through what it allows', async () => {
    const folder = aFolder()
    plant(
      folder,
      'server/domain/gatherings/x.ts',
      `import { x } from '../cohorts/cohorts'\nexport const y = x\n`,
    )
    plant(folder, 'server/domain/cohorts/cohorts.ts', 'export const x = 1\n')
    expect(await violations(folder)).toEqual([])
    fs.rmSync(folder, { recursive: true })
  })

  test('catches each breach that is planted', async () => {
    for (const [rule, from, to] of PLANTED) {
      const folder = aFolder()
      plant(
        folder,
        from,
        `import { x } from '${relative(from, rule === 'no-circular' ? `${to.slice(0, -4)}b.ts` : to)}'\nexport const y = x\n`,
      )
      if (rule === 'no-circular')
        plant(folder, 'server/domain/people/b.ts', `import { y } from './a'\nexport const x = y\n`)
      else plant(folder, to, 'export const x = 1\n')
      const found = await violations(folder)
      expect(
        found.map(words => words.split(':')[0]),
        `${from} → ${to}`,
      ).toContain(rule)
      fs.rmSync(folder, { recursive: true })
    }
  }, 60_000)
})

function plant(folder: string, file: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  fs.writeFileSync(path.join(folder, file), text)
}

function relative(from: string, to: string): string {
  const way = path.posix.relative(path.posix.dirname(from), to).replace(/\.tsx?$/, '')
  return way.startsWith('.') ? way : `./${way}`
}

describe('files', () => {
  const lines = (file: string): number => read(file).split('\n').length - 1

  test('are small: none over 300 lines, nine in ten under 200, half of them under 80', () => {
    const counted = product.map(file => ({ file, lines: lines(file) })).sort((a, b) => a.lines - b.lines)
    expect(counted.filter(each => each.lines > 300)).toEqual([])
    expect(counted[Math.floor(counted.length * 0.9)]?.lines).toBeLessThan(200)
    expect(counted[Math.floor(counted.length / 2)]?.lines).toBeLessThanOrEqual(80)
  })

  test('are tested beside their source, and in tests/', () => {
    expect(filesUnder('app/routes').filter(file => TEST.test(file))).toEqual([])
  })

  test('have no attic', () => {
    const attics = [...sources, ...filesUnder('tests')].filter(file =>
      /(^|\/)(utils?|helpers?|misc|common)(\/|\.tsx?$)/.test(file),
    )
    expect(attics).toEqual([])
  })
})

describe('no file', () => {
  test('switches a check off or puts something off until later', () => {
    const switches =
      /eslint-disable|@ts-ignore|@ts-nocheck|@ts-expect-error|prettier-ignore|\b(TODO|FIXME|XXX|HACK)\b/
    expect(holding(sources, switches)).toEqual([])
  })

  test('takes a value of any type', () => {
    const any = /(?::|<|\bas|,|\|)\s*any\b(?!\w|['’-])/
    expect(product.filter(file => /\.tsx?$/.test(file) && any.test(withoutComments(read(file))))).toEqual([])
  })

  test('reads the environment but the one that says what may be set', () => {
    const allowed = /^server\/(env\.ts|main\.ts|launch\/|cli\/)/
    const reading = product.filter(
      file => /process\.env\b/.test(withoutComments(read(file))) && !allowed.test(file),
    )
    expect(reading).toEqual([])
  })

  test('of the pages asks the database', () => {
    const pages = sources.filter(file => file.startsWith('app/'))
    expect(
      holding(pages, /@prisma\/|\bdb\(\)|\$(queryRaw|executeRaw|transaction)|from '~server\/database/),
    ).toEqual([])
  })

  test('puts words into SQL as they come', () => {
    const server = product.filter(file => file.startsWith('server/'))
    // Called with a statement that is a constant of the same area, never with one made of input.
    expect(holding(server, /\$(queryRaw|executeRaw)Unsafe/).sort()).toEqual([
      'server/domain/cohorts/imports/undo.ts',
      'server/domain/documents/documents.ts',
      'server/domain/organisations/registry/write-plan.ts',
    ])
    expect(holding(server, /Prisma\.raw\((?!alias\))/)).toEqual([])
  })

  test('makes HTML of text but the ones that show what the renderer has made', () => {
    const showing = holding(
      product.filter(file => file.startsWith('app/')),
      /dangerouslySetInnerHTML|\.innerHTML\b|insertAdjacentHTML/,
    )
    expect(showing.filter(file => !/^app\/(components\/documents|root\.tsx)/.test(file))).toEqual([])
  })
})

describe('packages', () => {
  const text = [...product, 'vite.config.ts', 'remix.config.js', 'prisma.config.ts'].map(read).join('\n')
  const tests = [
    ...sources.filter(file => TEST.test(file)),
    ...filesUnder('tests').filter(file => SOURCE.test(file)),
  ]
    .map(read)
    .join('\n')

  test.each([
    ['@remix-run/node', text],
    ['@remix-run/react', text],
    ['@remix-run/express', text],
    ['socket.io', text],
    ['socket.io-client', text],
    ['yjs', text],
    ['y-websocket', text],
    ['lucia', text],
    ['@prisma/adapter-pg', text],
    ['vitest', tests],
  ])('%s is in use', (name, where) => {
    expect(where).toMatch(new RegExp(`(from|import\\()\\s*'${name}'`))
  })

  test('the database client is Prisma’s own', () => {
    expect(read('server/database/client.ts')).toContain(
      `import { PrismaClient, type Prisma } from './generated/client'`,
    )
  })

  test.each([
    'yjs',
    'y-protocols',
    'lib0',
    'react',
    'react-dom',
    '@tiptap/pm',
    '@tiptap/core',
    'prosemirror-model',
  ])('there is one copy of %s', name => {
    const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, unknown> }
    const copies = Object.keys(lock.packages).filter(place => place.endsWith(`node_modules/${name}`))
    expect(copies).toEqual([`node_modules/${name}`])
  })
})
