import fs from 'node:fs'
import path from 'node:path'
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg'
import type pg from 'pg'
import { openEngine } from './engine'

/** Tables that are not ours to compare: graphile-worker keeps its own schema and its own migrations. */
const FILTERS = { externalTables: [], externalEnums: [] }

export interface MigrationFolders {
  /** prisma/migrations */
  migrations: string
  /** prisma: schema.prisma and models/*.prisma */
  schema: string
}

/**
 * Applies what is missing, in order.
 *
 * @param only these migrations and no later ones (a restore goes to where its backup was)
 * @returns the names of the migrations applied now
 * @throws when one was edited afterwards or failed before
 */
export async function applyMigrations(
  owner: pg.PoolConfig,
  folders: MigrationFolders,
  only?: readonly string[],
): Promise<string[]> {
  const { engine, explain, close } = await openEngine(owner, readSchema(folders.schema))
  try {
    const migrationsList = readMigrations(folders.migrations, only)
    const state = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: FILTERS,
    })
    if (state.editedMigrationNames.length > 0) {
      throw new Error(
        `These migrations were changed after they were applied: ${state.editedMigrationNames.join(', ')}`,
      )
    }
    const applied = await engine.applyMigrations({ migrationsList, filters: FILTERS })
    return applied.appliedMigrationNames
  } catch (error) {
    throw explain(error)
  } finally {
    await close()
  }
}

/**
 * The SQL that leads from the database as it stands to the schema files; empty when they agree.
 * The database must be a scratch one with all migrations applied.
 */
export async function differenceToSchema(scratch: pg.PoolConfig, folders: MigrationFolders): Promise<string> {
  const files = readSchema(folders.schema).map(([file, content]) => ({ path: file, content }))
  const { engine, close } = await openEngine(scratch, readSchema(folders.schema))
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: folders.schema },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: FILTERS,
    })
    const sql = (stdout ?? '').trim()
    return sql === '-- This is an empty migration.' ? '' : sql
  } finally {
    await close()
  }
}

/** Names of the migrations in the repository, oldest first. */
export function migrationNames(folder: string): string[] {
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()
}

function readMigrations(folder: string, only?: readonly string[]): MigrationList {
  return {
    baseDir: folder,
    lockfile: { path: './migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrationNames(folder)
      .filter(name => only === undefined || only.includes(name))
      .map(name => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: fs.readFileSync(path.join(folder, name, 'migration.sql'), 'utf8') },
        },
      })),
  }
}

function readSchema(folder: string): [path: string, content: string][] {
  const models = path.join(folder, 'models')
  const files = [
    path.join(folder, 'schema.prisma'),
    ...fs.readdirSync(models).map(name => path.join(models, name)),
  ]
  return files.map(file => [file, fs.readFileSync(file, 'utf8')])
}
