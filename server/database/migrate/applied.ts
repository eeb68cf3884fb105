import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { migrationNames } from './migrations'

/**
 * Whether these migrations, as they stand in their files, and no others have been applied. It is asked at every start, so that
 * the engine, whose compiled code would stay in the server's memory (40 MB), is opened only where it has something to do or to
 * complain about.
 */
export async function isAllApplied(owner: pg.PoolConfig, folder: string): Promise<boolean> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ there: boolean }>(
      `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`,
    )
    if (tables[0]?.there !== true) return false
    const { rows } = await client.query<{ name: string; checksum: string; whole: boolean }>(`
      SELECT migration_name AS name, checksum, finished_at IS NOT NULL AND rolled_back_at IS NULL AS whole
      FROM _prisma_migrations ORDER BY migration_name`)
    const said = rows.map(({ name, checksum, whole }) => `${name} ${checksum} ${whole}`)
    const files = migrationNames(folder).map(name => `${name} ${checksumOf(folder, name)} true`)
    return said.join() === files.join()
  } finally {
    await client.end()
  }
}

/** As the engine keeps it. */
function checksumOf(folder: string, name: string): string {
  const sql = fs.readFileSync(path.join(folder, name, 'migration.sql'))
  return crypto.createHash('sha256').update(sql).digest('hex')
}
