import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import zlib from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { z } from 'zod'
import { migrate } from '~server/database/migrate/migrate'
import { applyMigrations, migrationNames, type MigrationFolders } from '~server/database/migrate/migrations'
import { FORMAT, tableFile, type Manifest } from './backup'
import { tablesInOrder, target } from './tables'

/** The backup cannot be used, and why. */
export class RestoreError extends Error {
  override name = 'RestoreError'
}

const manifestForm = z.object({
  format: z.literal(FORMAT),
  createdAt: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(
    z.object({
      name: z.string().regex(/^[a-z_]+$/),
      columns: z.array(z.string().regex(/^[a-z0-9_]+$/)),
      rows: z.number().int(),
      sha256: z.string(),
    }),
  ),
  audit: z.array(z.object({ tenantId: z.string(), entries: z.number().int(), hash: z.string() })).optional(),
})

/**
 * Fills an empty database from a backup: migrates it to where the backup was, copies in, checks the hashes, gives every
 * document a new epoch (whoever still holds newer text is not merged into older text), then migrates to this version.
 *
 * @throws RestoreError when the database is not empty or the backup is not what its manifest says; nothing is kept then
 */
export async function restore(
  owner: pg.PoolConfig,
  folder: string,
  folders: MigrationFolders,
): Promise<Manifest> {
  const manifest = readManifest(folder)
  refuseNewer(manifest, folders)
  await refuseFilled(owner)
  await applyMigrations(owner, folders, manifest.migrations)
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query('BEGIN')
    await refuseStrange(manifest, client)
    const secured = await securedTables(client)
    for (const table of manifest.tables)
      await client.query(`ALTER TABLE "${table.name}" DISABLE TRIGGER USER`)
    // PostgreSQL copies nothing into a table whose rows it has to judge.
    for (const name of secured) await client.query(`ALTER TABLE "${name}" NO FORCE ROW LEVEL SECURITY`)
    for (const table of manifest.tables) await copyIn(client, table, folder)
    for (const table of manifest.tables) await client.query(`ALTER TABLE "${table.name}" ENABLE TRIGGER USER`)
    await continueSequences(client)
    await newEpochs(client)
    for (const name of secured) await client.query(`ALTER TABLE "${name}" FORCE ROW LEVEL SECURITY`)
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
  await migrate(owner, folders)
  return manifest
}

/** What a backup says of itself. @throws RestoreError when there is none, or it is not readable */
export function readManifest(folder: string): Manifest {
  const file = path.join(folder, 'manifest.json')
  if (!fs.existsSync(file)) throw new RestoreError(`${folder} holds no backup (manifest.json is missing).`)
  const parsed = manifestForm.safeParse(json(fs.readFileSync(file, 'utf8')))
  if (!parsed.success) throw new RestoreError(`${file} is not a manifest that this version understands.`)
  return parsed.data
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refuseNewer(manifest: Manifest, folders: MigrationFolders): void {
  const known = new Set(migrationNames(folders.migrations))
  if (manifest.migrations.every(name => known.has(name))) return
  throw new RestoreError('The backup was made by a newer version of Pulje: restore it with that version.')
}

/** Tables of the product and no others: a folder from elsewhere plants no sessions. */
async function refuseStrange(manifest: Manifest, client: pg.Client): Promise<void> {
  const known = new Set((await tablesInOrder(client)).map(({ name }) => name))
  const strange = manifest.tables.find(({ name }) => !known.has(name))
  if (strange !== undefined) throw new RestoreError(`${strange.name} is not a table that is restored.`)
}

async function refuseFilled(owner: pg.PoolConfig): Promise<void> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    const there = await client.query<{ there: boolean }>(
      `SELECT to_regclass('public.org_unit') IS NOT NULL AS there`,
    )
    if (there.rows[0]?.there !== true) return
    const { rowCount } = await client.query('SELECT 1 FROM org_unit UNION ALL SELECT 1 FROM person LIMIT 1')
    if (rowCount !== 0)
      throw new RestoreError('The database is not empty: restore into a new DATA_DIR or database.')
  } finally {
    await client.end()
  }
}

async function copyIn(client: pg.Client, table: Manifest['tables'][number], folder: string): Promise<void> {
  const hash = crypto.createHash('sha256')
  const into = client.query(copyFrom(`COPY ${target(table)} FROM STDIN`))
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  try {
    await pipeline(fs.createReadStream(tableFile(folder, table.name)), zlib.createGunzip(), hashing, into)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new RestoreError(`${table.name} cannot be read (${why}); nothing was restored.`)
  }
  if (hash.digest('hex') !== table.sha256 || into.rowCount !== table.rows) {
    throw new RestoreError(`${table.name} is not what the manifest says; nothing was restored.`)
  }
}

async function securedTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relforcerowsecurity AND relnamespace = 'public'::regnamespace`,
  )
  return rows.map(row => row.name)
}

async function continueSequences(client: pg.Client): Promise<void> {
  for (const table of ['outbox_event', 'audit_entry']) {
    await client.query(
      `SELECT setval(pg_get_serial_sequence('${table}', 'id'), greatest(1, (SELECT max(id) FROM ${table})))`,
    )
  }
}

/** Seconds since 1970: larger than any epoch a client can hold, also after several restores of the same backup. */
async function newEpochs(client: pg.Client): Promise<void> {
  const epoch = 'greatest(h.epoch + 1, extract(epoch FROM now())::int)'
  for (const table of [
    'document_update',
    'document_snapshot',
    'document_text',
    'document_version',
    'document_authors_read',
  ]) {
    await client.query(
      `UPDATE ${table} t SET epoch = ${epoch} FROM document_head h WHERE h.document_id = t.document_id AND h.epoch = t.epoch`,
    )
  }
  await client.query(`UPDATE document_head h SET epoch = ${epoch}`)
}
