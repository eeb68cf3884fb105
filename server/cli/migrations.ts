import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { migrate } from '~server/database/migrate/migrate'
import { applyMigrations, differenceToSchema } from '~server/database/migrate/migrations'
import { MIGRATION_FOLDERS } from '~server/root'
import { UsageError, type Command } from './command'

export const dbMigrate: Command = {
  usage: 'db:migrate',
  about: 'brings the database to this version',
  async run({ database }) {
    const { opened } = await database()
    const applied = await migrate(opened.owner, MIGRATION_FOLDERS)
    return {
      json: { applied },
      lines: applied.length === 0 ? ['Nothing to do.'] : applied.map(name => `applied ${name}`),
    }
  },
}

/** Compares the schema files with a scratch database that has all migrations, and writes the difference as the next one. */
export const dbMigration: Command = {
  usage: 'db:migration NAME',
  about: 'writes the next migration from prisma/models',
  async run({ database, words }) {
    const [name] = words
    if (name === undefined || !/^[a-z0-9_]{3,60}$/.test(name)) {
      throw new UsageError('Give the migration a name of small letters, digits and underscores.')
    }
    const { opened } = await database()
    const sql = await withScratch(opened.owner, async scratch => {
      await applyMigrations(scratch, MIGRATION_FOLDERS)
      return differenceToSchema(scratch, MIGRATION_FOLDERS)
    })
    if (sql === '')
      return { json: { written: null }, lines: ['The migrations already say what the schema says.'] }
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
    const folder = path.join(MIGRATION_FOLDERS.migrations, `${stamp}_${name}`)
    fs.mkdirSync(folder, { recursive: true })
    fs.writeFileSync(path.join(folder, 'migration.sql'), `${sql}\n`)
    return {
      json: { written: folder },
      lines: [`wrote ${folder}/migration.sql: read it before you commit it`],
    }
  },
}

async function withScratch<T>(
  owner: pg.PoolConfig,
  work: (scratch: pg.PoolConfig) => Promise<T>,
): Promise<T> {
  const name = `pulje_scratch_${process.pid}`
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${name}`)
    try {
      return await work(inDatabase(owner, name))
    } finally {
      await client.query(`DROP DATABASE ${name} WITH (FORCE)`)
    }
  } finally {
    await client.end()
  }
}

function inDatabase(config: pg.PoolConfig, database: string): pg.PoolConfig {
  if (config.connectionString === undefined) return { ...config, database }
  const url = new URL(config.connectionString)
  url.pathname = `/${database}`
  return { ...config, connectionString: url.href }
}
