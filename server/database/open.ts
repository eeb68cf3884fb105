import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Env } from '~server/env'
import type { Log } from '~server/log'
import { ensureRunning, InstanceInUseError, runningPid, stopCluster, superuser } from './embedded/cluster'
import { keepRunning } from './embedded/keeper'
import { findPlace } from './embedded/place'

export const OWNER_ROLE = 'pulje_owner'
export const APP_ROLE = 'pulje_app'
const DATABASE = 'pulje'
const INSTANCE_LOCK = 7_855_371

/** The database as two roles reach it. Whoever opened it closes it. */
export interface OpenDatabase {
  /** Owns the tables: migrations, backup, restore. */
  owner: pg.PoolConfig
  /** The server's own role: no superuser, no bypass of row-level security, no right to change tables. */
  app: pg.PoolConfig
  embedded: boolean
  close(): Promise<void>
}

/**
 * Reaches the database that the environment names: the server at DATABASE_URL, or the embedded PostgreSQL of the data
 * folder, which is started when it does not run.
 *
 * @param use `serve` claims the data folder for this process; `visit` (the CLI) goes in beside a running server.
 * @throws InstanceInUseError when another process has claimed the folder.
 */
export async function openDatabase(
  env: Pick<Env, 'dataDir' | 'databaseUrl'>,
  use: 'serve' | 'visit',
  log: Log,
): Promise<OpenDatabase> {
  return env.databaseUrl === undefined
    ? openEmbedded(env.dataDir, use, log)
    : openServer(env.databaseUrl, log)
}

async function openServer(url: string, log: Log): Promise<OpenDatabase> {
  const owner = { connectionString: url }
  await untilReachable(owner, log)
  await asOwner(owner, client => createRole(client, APP_ROLE, 'NOLOGIN', 'CURRENT_USER'))
  return {
    owner,
    app: { ...owner, options: `-c role=${APP_ROLE}` },
    embedded: false,
    close: async () => undefined,
  }
}

async function openEmbedded(dataDir: string, use: 'serve' | 'visit', log: Log): Promise<OpenDatabase> {
  const place = findPlace(dataDir)
  const wasRunning = runningPid(place) !== null
  await ensureRunning(place, log)
  const lock = await claim(superuser(place, 'postgres'), use === 'serve' ? 5_000 : 0)
  if (lock === null && use === 'serve') {
    throw new InstanceInUseError(
      `Another Pulje is already running on ${dataDir}. Stop it first, or give this one its own DATA_DIR and PORT.`,
    )
  }
  await asOwner(superuser(place, 'postgres'), async client => {
    await createRole(client, OWNER_ROLE, 'LOGIN CREATEDB')
    await createRole(client, APP_ROLE, 'LOGIN')
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER_ROLE}`)
  })
  const revive = async (): Promise<pg.Client | null> => {
    await ensureRunning(place, log)
    return claim(superuser(place, 'postgres'), 5_000)
  }
  const keeper = use === 'serve' && lock !== null ? keepRunning(lock, revive, log) : null
  return {
    owner: { host: place.socketDir, user: OWNER_ROLE, database: DATABASE },
    app: { host: place.socketDir, user: APP_ROLE, database: DATABASE },
    embedded: true,
    close: async () => {
      await (keeper?.stop() ?? lock?.end())
      // A visitor that found it running leaves it running for the server that owns it.
      if (use === 'serve' || (lock !== null && !wasRunning)) await stopCluster(place)
    },
  }
}

/** Session-level lock: PostgreSQL itself frees it when the process that held it dies, however it dies. */
async function claim(config: pg.PoolConfig, patience: number): Promise<pg.Client | null> {
  const client = new pg.Client(config)
  client.on('error', () => undefined)
  await client.connect()
  const deadline = Date.now() + patience
  do {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [
      INSTANCE_LOCK,
    ])
    if (rows[0]?.mine === true) return client
    if (patience > 0) await pause(50)
  } while (Date.now() < deadline)
  await client.end()
  return null
}

async function createRole(client: pg.Client, role: string, rights: string, grantTo?: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role])
  if (rowCount === 0) await client.query(`CREATE ROLE ${role} ${rights} NOSUPERUSER NOBYPASSRLS`)
  if (grantTo === undefined) return
  // Whoever may already (an administrator gave it beforehand) need not be able to give it.
  const member = await client.query<{ yes: boolean }>(`SELECT pg_has_role($1, 'MEMBER') AS yes`, [role])
  if (member.rows[0]?.yes !== true) await client.query(`GRANT ${role} TO ${grantTo}`)
}

async function asOwner(config: pg.PoolConfig, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(config)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** A database in another container may come up after us. */
async function untilReachable(config: pg.PoolConfig, log: Log): Promise<void> {
  const deadline = Date.now() + 30_000
  for (;;) {
    try {
      await asOwner(config, async client => {
        await client.query('SELECT 1')
      })
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
      log.warn({ err: error }, 'the database does not answer yet')
      await pause(1_000)
    }
  }
}
