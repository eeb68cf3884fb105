import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { grantToApp } from '../grants'
import { isAllApplied } from './applied'
import { applyMigrations, type MigrationFolders } from './migrations'

/** Brings a database to the state this version of the product expects. @returns the names of the migrations applied. */
export async function migrate(owner: pg.PoolConfig, folders: MigrationFolders): Promise<string[]> {
  const isDone = await isAllApplied(owner, folders.migrations)
  const applied = isDone ? [] : await applyMigrations(owner, folders)
  const pool = new pg.Pool({ ...owner, max: 2 })
  pool.on('error', () => undefined)
  pool.on('connect', client => client.on('error', () => undefined))
  try {
    await runMigrations({ pgPool: pool, logger: quiet })
  } finally {
    await pool.end()
  }
  await grantToApp(owner)
  return applied
}

/** graphile-worker tells every step of its own migrations on the console; ours are told by whoever called. */
const quiet = new Logger(() => () => undefined)
