import crypto from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import type { CommandContext } from '~server/cli/command'
import { createClient, provideDb } from '~server/database/client'
import { APP_ROLE, OWNER_ROLE } from '~server/database/open'
import { readEnv } from '~server/env'
import { sql } from './sql'

/** An empty database without any table, as a new installation has it. Dropped by `drop`. */
export async function emptyDatabase(): Promise<{
  owner: pg.PoolConfig
  app: pg.PoolConfig
  drop(): Promise<void>
}> {
  const host = inject('databaseHost')
  const admin = { host, user: 'postgres', database: 'postgres' }
  const database = `e_${crypto.randomBytes(6).toString('hex')}`
  await sql(admin, `CREATE DATABASE ${database} TEMPLATE template0 OWNER ${OWNER_ROLE}`)
  return {
    owner: { host, user: OWNER_ROLE, database },
    app: { host, user: APP_ROLE, database },
    async drop() {
      await sql(admin, `DROP DATABASE ${database} WITH (FORCE)`)
    },
  }
}

/** What a command of the operator gets, on a database that is there already. */
export function commandContext(
  at: { owner: pg.PoolConfig; app: pg.PoolConfig },
  said: Partial<Pick<CommandContext, 'words' | 'options'>> & { env?: Record<string, string> } = {},
): CommandContext & { end(): Promise<void> } {
  const pool = new pg.Pool({ ...at.app, max: 3 })
  pool.on('error', () => undefined)
  const db = createClient(pool)
  return {
    env: readEnv({ DATA_DIR: aFolder(), ...said.env }),
    words: said.words ?? [],
    options: said.options ?? {},
    async database() {
      provideDb(db)
      return { opened: { ...at, embedded: true, close: async () => undefined }, pool, db }
    },
    async end() {
      await db.$disconnect()
      await pool.end()
    },
  }
}

/** A folder of its own, empty. */
export function aFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'pulje-folder-'))
}
