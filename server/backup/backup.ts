import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import zlib from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { auditAnchors } from '~server/outbox/audit-verify'
import type { Anchor } from '~server/outbox/audit-chain'
import { tablesInOrder, target, type Table } from './tables'

export const FORMAT = 1

/** What a backup folder holds, beside one compressed file per table. */
export interface Manifest {
  format: number
  createdAt: string
  /** Migrations that the copied database had. */
  migrations: string[]
  tables: (Table & { rows: number; sha256: string })[]
  /** Ends of the audit log's chains: `audit:verify FOLDER` tells by them whether entries are gone since. */
  audit?: Anchor[] | undefined
}

export function tableFile(folder: string, table: string): string {
  return path.join(folder, `${table}.copy.gz`)
}

/**
 * Copies everything as it was at one moment, while the server goes on working: one REPEATABLE READ transaction, COPY
 * per table. The embedded PostgreSQL ships without pg_dump, and the system's refuses a newer server.
 *
 * @param folder must not exist yet; it appears under its name only when it is complete
 */
export async function backup(owner: pg.ClientConfig, folder: string): Promise<Manifest> {
  if (fs.existsSync(folder)) throw new Error(`${folder} is there already.`)
  const half = `${folder}.unfinished`
  fs.rmSync(half, { recursive: true, force: true })
  fs.mkdirSync(half, { recursive: true, mode: 0o700 })
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const { rows } = await client.query<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY started_at',
    )
    const manifest: Manifest = {
      format: FORMAT,
      createdAt: new Date().toISOString(),
      migrations: rows.map(row => row.name),
      tables: [],
    }
    for (const table of await tablesInOrder(client)) {
      manifest.tables.push({ ...table, ...(await copyOut(client, table, half)) })
    }
    if (manifest.tables.some(table => table.name === 'audit_head'))
      manifest.audit = await auditAnchors(client)
    await client.query('COMMIT')
    fs.writeFileSync(path.join(half, 'manifest.json'), JSON.stringify(manifest, null, 2))
    fs.renameSync(half, folder)
    return manifest
  } finally {
    await client.end()
  }
}

async function copyOut(
  client: pg.Client,
  table: Table,
  folder: string,
): Promise<{ rows: number; sha256: string }> {
  const hash = crypto.createHash('sha256')
  const source = client.query(copyTo(`COPY ${target(table)} TO STDOUT`))
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const out = fs.createWriteStream(tableFile(folder, table.name), { mode: 0o600, flush: true })
  await pipeline(source, hashing, zlib.createGzip(), out)
  return { rows: source.rowCount, sha256: hash.digest('hex') }
}
