import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { seedDemo } from '../../prisma/seed'
import { useDatabase } from '../../tests/support/database'
import { aPerson } from '../../tests/support/factories'
import { aFolder, emptyDatabase } from '../../tests/support/scratch'
import { sql } from '../../tests/support/sql'
import { requestCode, signInAs } from '../auth/sign-in'
import { createClient, provideDb } from '../database/client'
import { readDocument } from '../domain/documents/documents'
import { record } from '../outbox/record'
import { MIGRATION_FOLDERS } from '../root'
import { backup, tableFile, type Manifest } from './backup'
import { restore } from './restore'
import { tablesInOrder } from './tables'

const database = useDatabase()
const CALLER = { address: '', userAgent: null }
const WITH_EPOCH = ['document_head', 'document_update', 'document_snapshot', 'document_text']
type Empty = Awaited<ReturnType<typeof emptyDatabase>>
let folder = ''
let manifest: Manifest
let empties: Empty[] = []

async function anEmptyDatabase(): Promise<Empty> {
  const empty = await emptyDatabase()
  empties.push(empty)
  return empty
}

/** A copy of the backup that a test may spoil. */
function aCopy(): string {
  const copy = path.join(aFolder(), 'copy')
  fs.cpSync(folder, copy, { recursive: true })
  return copy
}

function changeManifest(copy: string, change: (manifest: Manifest) => void): void {
  const file = path.join(copy, 'manifest.json')
  const changed = JSON.parse(fs.readFileSync(file, 'utf8')) as Manifest
  change(changed)
  fs.writeFileSync(file, JSON.stringify(changed))
}

async function withClient<T>(config: pg.PoolConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const namesOf = (config: pg.PoolConfig): Promise<string[]> =>
  withClient(config, async client => (await tablesInOrder(client)).map(({ name }) => name))

/** All rows of a table as text, in an order that does not depend on how they came in. */
const rowsOf = async (config: pg.PoolConfig, table: string): Promise<string[]> =>
  (await sql<{ row: string }>(config, `SELECT t::text AS row FROM "${table}" t ORDER BY 1`)).map(
    ({ row }) => row,
  )

const countOf = async (config: pg.PoolConfig, table: string): Promise<number> => {
  const [row] = await sql<{ there: boolean }>(
    config,
    `SELECT to_regclass('public."${table}"') IS NOT NULL AS there`,
  )
  return row?.there === true ? (await rowsOf(config, table)).length : 0
}

/** The domain's functions on another database for a while. */
async function inDatabase<T>(config: pg.PoolConfig, work: () => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ ...config, max: 3 })
  const db = createClient(pool)
  provideDb(db)
  try {
    return await work()
  } finally {
    provideDb(database.db)
    await db.$disconnect()
    await pool.end()
  }
}

const readAll = async (): Promise<Map<string, { epoch: number; html: string }>> => {
  const heads = await sql<{ id: string }>(database.owner, 'SELECT document_id AS id FROM document_head')
  return new Map(await Promise.all(heads.map(async ({ id }) => [id, await readDocument(id)] as const)))
}

beforeAll(async () => {
  await seedDemo(database.db)
  const personId = await aPerson({ name: 'Tab\tog "sitat" \\ og\nny linje 😀', email: 'rar@example.org' })
  await signInAs(personId, CALLER)
  await requestCode('rar@example.org', CALLER)
  await readAll()
  folder = path.join(aFolder(), 'backup')
  manifest = await backup(database.owner, folder)
})
afterEach(async () => {
  for (const empty of empties) await empty.drop()
  empties = []
})
afterAll(() => fs.rmSync(path.dirname(folder), { recursive: true }))

describe('a backup', () => {
  test('holds every table of the product', async () => {
    const all = await sql<{ name: string }>(
      database.owner,
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    )
    const left = ['_prisma_migrations', 'rate_limit', 'session', 'sign_in']
    const expected = all.map(({ name }) => name).filter(name => !left.includes(name))
    expect(manifest.tables.map(({ name }) => name).sort()).toEqual(expected.sort())
    for (const { name, rows } of manifest.tables) expect(rows, name).toBe(await countOf(database.owner, name))
  })

  test('holds no sessions, codes or counters: whoever finds it cannot enter with it', () => {
    const files = fs.readdirSync(folder)
    for (const secret of ['session', 'sign_in', 'rate_limit'])
      expect(files).not.toContain(`${secret}.copy.gz`)
  })

  test('can be read by its owner only', () => {
    expect(fs.statSync(folder).mode & 0o077).toBe(0)
    expect(fs.statSync(tableFile(folder, 'person')).mode & 0o077).toBe(0)
  })

  test('is not written over one that is there', async () => {
    await expect(backup(database.owner, folder)).rejects.toThrow(`${folder} is there already.`)
  })

  test('appears under its name only when it is complete', async () => {
    const half = path.join(aFolder(), 'half')
    const gone = { ...database.owner, database: 'not_there' }
    await expect(backup(gone, half)).rejects.toThrow()
    expect(fs.existsSync(half)).toBe(false)
  })
})

describe('restored into an empty database', () => {
  test('every table has the same rows, and documents have a new epoch and the same text', async () => {
    const before = await readAll()
    const empty = await anEmptyDatabase()
    expect(await restore(empty.owner, folder, MIGRATION_FOLDERS)).toEqual(manifest)
    for (const name of await namesOf(database.owner)) {
      if (WITH_EPOCH.includes(name)) {
        expect(await countOf(empty.owner, name), name).toBe(await countOf(database.owner, name))
      } else {
        expect(await rowsOf(empty.owner, name), name).toEqual(await rowsOf(database.owner, name))
      }
    }
    const after = await inDatabase(empty.app, readAll)
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort())
    for (const [id, { epoch, html }] of before) {
      expect(after.get(id)?.epoch).toBeGreaterThan(epoch)
      expect(after.get(id)?.html).toBe(html)
    }
    expect([...before.values()].some(({ html }) => html.includes('<p>'))).toBe(true)
  })

  test('nobody is signed in, and everybody may do what they might before', async () => {
    const empty = await anEmptyDatabase()
    await restore(empty.owner, folder, MIGRATION_FOLDERS)
    expect(await countOf(empty.owner, 'session')).toBe(0)
    expect(await countOf(empty.owner, 'sign_in')).toBe(0)
    expect(await rowsOf(empty.owner, 'grant')).toEqual(await rowsOf(database.owner, 'grant'))
    await expect(sql(empty.app, 'DELETE FROM outbox_event')).rejects.toThrow('permission denied')
  })

  test('life goes on: numbers continue, relations are kept, and it can be backed up and restored again', async () => {
    const first = await anEmptyDatabase()
    await restore(first.owner, folder, MIGRATION_FOLDERS)
    await inDatabase(first.app, async () => {
      const pool = new pg.Pool(first.app)
      const db = createClient(pool)
      const last = (await db.outboxEvent.findFirstOrThrow({ orderBy: { id: 'desc' } })).id
      await db.$transaction(tx => record(tx, null, 'document.created', { documentId: manifest.createdAt }))
      expect((await db.outboxEvent.findFirstOrThrow({ orderBy: { id: 'desc' } })).id).toBe(last + 1n)
      const unit = await db.orgUnit.create({ data: { kind: 'school' } })
      expect(await db.orgUnitClosure.count({ where: { descendantId: unit.id } })).toBe(1)
      await db.$disconnect()
      await pool.end()
    })
    const again = path.join(aFolder(), 'again')
    await backup(first.owner, again)
    const second = await anEmptyDatabase()
    await restore(second.owner, again, MIGRATION_FOLDERS)
    for (const name of await namesOf(first.owner)) {
      if (!WITH_EPOCH.includes(name))
        expect(await rowsOf(second.owner, name)).toEqual(await rowsOf(first.owner, name))
    }
    const epochs = async ({ owner }: Empty): Promise<number[]> =>
      (await sql<{ epoch: number }>(owner, 'SELECT epoch FROM document_head ORDER BY document_id')).map(
        row => row.epoch,
      )
    const newer = await epochs(second)
    for (const [index, epoch] of (await epochs(first)).entries()) expect(newer[index]).toBeGreaterThan(epoch)
  })
})

describe('a backup that is not what it was is refused, and nothing of it is kept', () => {
  const file = 'person'
  const unpacked = (copy: string): string =>
    zlib.gunzipSync(fs.readFileSync(tableFile(copy, file))).toString('utf8')
  const pack = (copy: string, text: string): void =>
    fs.writeFileSync(tableFile(copy, file), zlib.gzipSync(text))

  test.each<[string, (copy: string) => void]>([
    ['a changed name', copy => pack(copy, unpacked(copy).replace('rar@example.org', 'mal@example.org'))],
    [
      'a row more',
      copy =>
        pack(
          copy,
          unpacked(copy) +
            unpacked(copy)
              .split('\n')[0]!
              .replace(/^\w{8}/, 'ffffffff')
              .replace(/\S+@\S+/, 'ny@example.org') +
            '\n',
        ),
    ],
    ['a row less', copy => pack(copy, unpacked(copy).split('\n').slice(1).join('\n'))],
    ['an empty table', copy => pack(copy, '')],
    ['nonsense', copy => pack(copy, 'nonsense\n')],
    ['a cut file', copy => fs.truncateSync(tableFile(copy, file), 200)],
    ['a file that is not compressed', copy => fs.writeFileSync(tableFile(copy, file), 'nonsense')],
    ['a missing file', copy => fs.rmSync(tableFile(copy, file))],
    ['a missing manifest', copy => fs.rmSync(path.join(copy, 'manifest.json'))],
    ['a broken manifest', copy => fs.writeFileSync(path.join(copy, 'manifest.json'), '{')],
    ['another format', copy => changeManifest(copy, each => (each.format = 2))],
    ['a newer version', copy => changeManifest(copy, each => each.migrations.push('29991231000000_later'))],
    [
      'a table that is not ours',
      copy => changeManifest(copy, each => each.tables.push({ ...each.tables[0]!, name: 'pg_authid' })),
    ],
    [
      'planted sessions',
      copy =>
        changeManifest(copy, each =>
          each.tables.push({ name: 'session', columns: ['id'], rows: 0, sha256: '' }),
        ),
    ],
    [
      'columns with SQL in them',
      copy => changeManifest(copy, each => (each.tables[0]!.columns = ['id") FROM STDIN; --'])),
    ],
  ])('%s', async (_, spoil) => {
    const copy = aCopy()
    spoil(copy)
    const empty = await anEmptyDatabase()
    await expect(restore(empty.owner, copy, MIGRATION_FOLDERS)).rejects.toMatchObject({
      name: 'RestoreError',
    })
    for (const table of ['person', 'org_unit', 'document', 'programme']) {
      expect(await countOf(empty.owner, table), table).toBe(0)
    }
  })

  test('and the same database takes a good one afterwards', async () => {
    const copy = aCopy()
    pack(copy, unpacked(copy).replace('rar@example.org', 'mal@example.org'))
    const empty = await anEmptyDatabase()
    await expect(restore(empty.owner, copy, MIGRATION_FOLDERS)).rejects.toMatchObject({
      name: 'RestoreError',
    })
    await restore(empty.owner, folder, MIGRATION_FOLDERS)
    expect(await rowsOf(empty.owner, file)).toEqual(await rowsOf(database.owner, file))
  })

  test('a folder that is none', async () => {
    const empty = await anEmptyDatabase()
    await expect(restore(empty.owner, '/nowhere', MIGRATION_FOLDERS)).rejects.toThrow('holds no backup')
  })
})

test('a database that is not empty is refused and stays as it is', async () => {
  const before = await rowsOf(database.owner, 'person')
  await expect(restore(database.owner, folder, MIGRATION_FOLDERS)).rejects.toMatchObject({
    name: 'RestoreError',
    message: expect.stringContaining('not empty'),
  })
  expect(await rowsOf(database.owner, 'person')).toEqual(before)
})
