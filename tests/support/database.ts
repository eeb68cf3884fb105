import crypto from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { createClient, provideDb, type Db } from '~server/database/client'
import { APP_ROLE, OWNER_ROLE } from '~server/database/open'

export interface TestDatabase {
  /** As the server's own role, like the product. */
  app: pg.PoolConfig
  owner: pg.PoolConfig
  pool: pg.Pool
  db: Db
}

/**
 * A database of this test file's own, copied from the migrated template (tens of milliseconds) and dropped at the end.
 * The domain's functions use it. Call at the top of the file; the fields are there from `beforeAll` on.
 */
export function useDatabase(): TestDatabase {
  const test = {} as TestDatabase
  const name = `t_${crypto.randomBytes(6).toString('hex')}`
  const host = inject('databaseHost')
  const admin = { host, user: 'postgres', database: 'postgres' }

  beforeAll(async () => {
    await run(admin, `CREATE DATABASE ${name} TEMPLATE pulje_template OWNER ${OWNER_ROLE}`)
    test.app = { host, user: APP_ROLE, database: name }
    test.owner = { host, user: OWNER_ROLE, database: name }
    test.pool = new pg.Pool({ ...test.app, max: 8 })
    test.pool.on('error', () => undefined)
    test.db = createClient(test.pool)
    provideDb(test.db)
  })

  afterAll(async () => {
    await test.db.$disconnect()
    await test.pool.end()
    await run(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  })

  return test
}

/** CREATE DATABASE waits for nobody: two test files that copy the template at the same moment take turns. */
async function run(config: pg.ClientConfig, sql: string): Promise<void> {
  const client = new pg.Client(config)
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock(1)')
    await client.query(sql)
  } finally {
    await client.end()
  }
}
