import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { seedDemo } from '../../prisma/seed'
import { useDatabase } from '../../tests/support/database'
import { eventsOf } from '../../tests/support/factories'
import { aFolder, commandContext, emptyDatabase } from '../../tests/support/scratch'
import { sql } from '../../tests/support/sql'
import { actorFromCookie } from '../auth/actor'
import { createCookies } from '../auth/cookies'
import { db, provideDb } from '../database/client'
import { documentRight } from '../domain/access'
import { adminCreate } from './admin-create'
import { backupCommand, restoreCommand } from './backup'
import { benchPrepare } from './bench-prepare'
import { runCommand, type Command } from './command'
import { doctor } from './doctor'
import { dbMigrate } from './migrations'

const database = useDatabase()
const PRODUCTION = {
  NODE_ENV: 'production',
  ORIGIN: 'https://x.example.org',
  SMTP_URL: 'smtp://x.example.org',
  SECRET: 'x'.repeat(32),
}
let ends: (() => Promise<unknown>)[] = []
beforeAll(() => seedDemo(database.db))
afterEach(async () => {
  for (const end of ends.reverse()) await end()
  ends = []
  provideDb(database.db)
  vi.unstubAllEnvs()
})

async function run(
  command: Command,
  said: Parameters<typeof commandContext>[1] = {},
  at: Parameters<typeof commandContext>[0] = database,
) {
  const context = commandContext(at, said)
  ends.push(() => context.end())
  return command.run(context)
}

describe('admin:create', () => {
  test('registers somebody who may then sign in and administer', async () => {
    const { json, lines } = await run(adminCreate, { words: ['Kari@Example.org', 'Kari', 'Eksempel'] })
    const { personId } = json as { personId: string }
    expect(json).toMatchObject({ created: true })
    expect(lines).toEqual(['The administrator can sign in now.'])
    const person = await db().person.findUniqueOrThrow({ where: { id: personId }, include: { grants: true } })
    expect(person).toMatchObject({ name: 'Kari Eksempel', email: 'kari@example.org' })
    expect(person.grants).toMatchObject([{ role: 'administrator', cohortId: null, validTo: null }])
    expect(await eventsOf('grant.given')).toContainEqual(expect.objectContaining({ personId }))
  })

  test('a second time changes nothing', async () => {
    const first = await run(adminCreate, { words: ['to@example.org', 'To', 'Ganger'] })
    const events = (await eventsOf('grant.given')).length
    const second = await run(adminCreate, { words: ['TO@example.org', 'Et', 'Annet', 'Navn'] })
    expect(second.json).toEqual({ ...(first.json as object), created: false })
    expect(await db().person.count({ where: { email: 'to@example.org' } })).toBe(1)
    expect(await eventsOf('grant.given')).toHaveLength(events)
  })

  test.each([[[]], [['kari@example.org']], [['kari', 'Kari']], [['a b@c.no', 'Kari']]])(
    'says how it is used when asked wrongly: %j',
    async words => {
      await expect(run(adminCreate, { words })).rejects.toMatchObject({ name: 'UsageError' })
    },
  )
})

describe('doctor', () => {
  interface Report {
    ok: boolean
    findings: { what: string; ok: boolean; said: string }[]
  }
  const examine = async (...args: Parameters<typeof run> extends [unknown, ...infer Rest] ? Rest : never) => {
    const { json, ok, lines } = await run(doctor, ...args)
    const report = json as Report
    expect(ok).toBe(report.ok)
    expect(lines).toHaveLength(report.findings.length)
    return { ...report, lines, bad: report.findings.filter(finding => !finding.ok).map(({ what }) => what) }
  }

  test('finds nothing wrong where nothing is wrong', async () => {
    const { ok, bad, lines } = await examine()
    expect(bad).toEqual([])
    expect(ok).toBe(true)
    for (const line of lines) expect(line).toMatch(/^ok {2}/)
  })

  test('says that migrations are missing, and how to apply them', async () => {
    const empty = await emptyDatabase()
    ends.push(() => empty.drop())
    await run(dbMigrate, {}, empty)
    const name = await sql<{ migration_name: string }>(
      empty.owner,
      'DELETE FROM _prisma_migrations RETURNING migration_name',
    )
    const { ok, bad, findings } = await examine({}, empty)
    expect({ ok, bad }).toEqual({ ok: false, bad: ['migrations'] })
    expect(findings.find(({ what }) => what === 'migrations')?.said).toBe(
      `${name.length} missing: run npm run db:migrate`,
    )
  })

  test('says that what happened is not being handled', async () => {
    const insert = `INSERT INTO outbox_event (type, payload, created_at) VALUES ('x', '{}', now() - interval '6 minutes')`
    await sql(database.owner, insert)
    expect((await examine()).bad).toEqual(['outbox'])
    await sql(database.owner, `DELETE FROM outbox_event WHERE type = 'x'`)
  })

  test('says that the data folder and the database cannot be reached, in words and for machines', async () => {
    const file = path.join(aFolder(), 'file')
    fs.writeFileSync(file, '')
    vi.stubEnv('DATA_DIR', path.join(file, 'data'))
    vi.stubEnv('DATABASE_URL', '')
    const { ok, json, lines } = await runCommand(doctor, [], {})
    expect(ok).toBe(false)
    const bad = (json as Report).findings.filter(finding => !finding.ok).map(({ what }) => what)
    expect(bad).toEqual(['data folder', 'database'])
    expect(lines.filter(line => line.startsWith('!! '))).toHaveLength(2)
  })
})

test('db:migrate fills an empty database and has nothing to do afterwards', async () => {
  const empty = await emptyDatabase()
  ends.push(() => empty.drop())
  const first = await run(dbMigrate, {}, empty)
  expect((first.json as { applied: string[] }).applied.length).toBeGreaterThan(0)
  expect(await run(dbMigrate, {}, empty)).toEqual({ json: { applied: [] }, lines: ['Nothing to do.'] })
})

describe('backup and restore', () => {
  test('say how much they copied, and where', async () => {
    await run(adminCreate, { words: ['admin@example.org', 'Admin'] })
    const folder = path.join(aFolder(), 'backup')
    const saved = await run(backupCommand, { words: [folder] })
    const { rows, tables } = saved.json as { rows: number; tables: number }
    expect(saved.lines).toEqual([`${rows} rows of ${tables} tables are in ${folder}`])
    const empty = await emptyDatabase()
    ends.push(() => empty.drop())
    const restored = await run(restoreCommand, { words: [folder] }, empty)
    expect(restored.json).toMatchObject({ folder, rows })
    const [admin] = await sql(empty.owner, `SELECT name FROM person WHERE email = 'admin@example.org'`)
    expect(admin).toEqual({ name: 'Admin' })
  })

  test('say how they are used when asked wrongly', async () => {
    for (const command of [backupCommand, restoreCommand]) {
      await expect(run(command)).rejects.toMatchObject({ name: 'UsageError' })
    }
    await expect(run(backupCommand, { words: [aFolder()] })).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining('is there already'),
    })
  })
})

describe('bench:prepare', () => {
  test('gives documents that one person may write, and the headers of that person', async () => {
    const { json, lines } = await run(benchPrepare, { options: { documents: '3' } })
    const { documents, headers } = json as {
      documents: string[]
      headers: { Cookie: string; Origin: string }
    }
    expect(new Set(documents).size).toBe(3)
    expect(headers.Origin).toBe('http://127.0.0.1:3000')
    const actor = await actorFromCookie(headers.Cookie, createCookies({ secure: false }), 'offered')
    for (const id of documents) {
      expect(actor && (await documentRight(actor, id))).toBe('write')
      expect(await db().documentHead.findUnique({ where: { documentId: id } })).toMatchObject({
        epoch: 1,
        seq: 0,
      })
    }
    expect(JSON.parse(lines.join('\n'))).toEqual(json)
  })

  test('makes one document when no number is given', async () => {
    const { json } = await run(benchPrepare)
    expect((json as { documents: string[] }).documents).toHaveLength(1)
  })

  test.each(['0', '-1', '1.5', 'many', '20001', ''])('does not take %j documents', async documents => {
    await expect(run(benchPrepare, { options: { documents } })).rejects.toMatchObject({ name: 'UsageError' })
  })

  test('is refused in production, before anything is opened', async () => {
    const before = await db().session.count()
    await expect(run(benchPrepare, { env: PRODUCTION })).rejects.toThrow('for demo mode only')
    expect(await db().session.count()).toBe(before)
  })

  test('says what is missing when the demo network is not there', async () => {
    const empty = await emptyDatabase()
    ends.push(() => empty.drop())
    await run(dbMigrate, {}, empty)
    await expect(run(benchPrepare, {}, empty)).rejects.toThrow('demo network is not there')
  })
})
