import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '~server/log'
import type { Place } from './place'

/** Another process holds this data folder. */
export class InstanceInUseError extends Error {
  override name = 'InstanceInUseError'
}

const SUPERUSER = 'postgres'
const PATIENCE_MS = 60_000
const LOG_LIMIT_BYTES = 5 * 1024 * 1024
const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '80',
  shared_buffers: '128MB',
  wal_compression: 'on',
  max_wal_size: '1GB',
  log_min_messages: 'warning',
  log_statement: 'none',
  // A failing statement would be written to the log with its text: keep people's words out of it.
  log_min_error_statement: 'panic',
  timezone: 'UTC',
}

/** How to reach a running cluster as its superuser. */
export function superuser(place: Place, database: string): pg.PoolConfig {
  return { host: place.socketDir, user: SUPERUSER, database }
}

/**
 * Makes the cluster answer: creates it the first time, adopts one that outlived a killed server, clears what a
 * half-dead one left behind, or starts it.
 */
export async function ensureRunning(place: Place, log: Log): Promise<void> {
  if (!fs.existsSync(path.join(place.cluster, 'PG_VERSION'))) initialise(place)
  const deadline = Date.now() + PATIENCE_MS
  let unreachableSince: number | null = null
  while (Date.now() < deadline) {
    const pid = runningPid(place)
    if (pid === null) {
      clearStale(place)
      launch(place)
      await untilAnswering(place, 5_000)
      unreachableSince = null
    }
    if (await answers(place)) return
    unreachableSince ??= Date.now()
    if (pid !== null && Date.now() - unreachableSince > 10_000) {
      log.warn({ pid }, 'the embedded PostgreSQL does not answer and is ended')
      await end(place, pid, 'SIGQUIT')
      unreachableSince = null
    }
    await pause(50)
  }
  throw new Error(`The embedded PostgreSQL did not start; its own words are in ${place.logFile}.`)
}

/** Stops the cluster cleanly (its fast shutdown) and waits until it is gone. */
export async function stopCluster(place: Place): Promise<void> {
  const pid = runningPid(place)
  if (pid !== null) await end(place, pid, 'SIGINT')
}

/** The postmaster's process id, or null when none is alive for this folder. */
export function runningPid(place: Place): number | null {
  try {
    const pid = Number(fs.readFileSync(path.join(place.cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
    if (!Number.isInteger(pid) || pid <= 1) return null
    process.kill(pid, 0)
    return isPostgres(pid) ? pid : null
  } catch {
    return null
  }
}

/** After a crash the number in postmaster.pid may belong to somebody else by now. */
function isPostgres(pid: number): boolean {
  const found = spawnSync('ps', ['-o', 'stat=,comm=', '-p', String(pid)], { encoding: 'utf8' })
  if (found.error) return true
  return /postgres/.test(found.stdout) && !found.stdout.trimStart().startsWith('Z')
}

function initialise(place: Place): void {
  const fresh = `${place.cluster}.new`
  fs.rmSync(fresh, { recursive: true, force: true })
  const made = spawnSync(
    path.join(place.binaries, 'bin', 'initdb'),
    [
      ['--pgdata', fresh],
      ['--username', SUPERUSER],
      ['--auth', 'trust'],
      ['--encoding', 'UTF8'],
      ['--locale', 'C'],
      ['--locale-provider', 'icu'],
      ['--icu-locale', 'nb'],
      ['--no-instructions'],
    ].flat(),
    { ...place.runAs, cwd: '/', encoding: 'utf8' },
  )
  if (made.status !== 0) {
    throw new Error(
      `The embedded PostgreSQL could not be created: ${made.error?.message ?? made.stderr.trim()}`,
    )
  }
  // Renamed when complete: a start killed halfway begins anew instead of finding half a cluster.
  fs.renameSync(fresh, place.cluster)
}

function clearStale(place: Place): void {
  fs.rmSync(path.join(place.cluster, 'postmaster.pid'), { force: true })
}

function launch(place: Place): void {
  // To a file, not a pipe: a PostgreSQL that outlives its server must not die of a closed pipe.
  const size = fs.existsSync(place.logFile) ? fs.statSync(place.logFile).size : 0
  const out = fs.openSync(place.logFile, size > LOG_LIMIT_BYTES ? 'w' : 'a', 0o600)
  const settings = { ...SETTINGS, unix_socket_directories: place.socketDir }
  const child = spawn(
    path.join(place.binaries, 'bin', 'postgres'),
    ['-D', place.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Its own process group: Ctrl-C in the terminal must not end the database before the server has saved.
    { ...place.runAs, cwd: '/', detached: true, stdio: ['ignore', out, out] },
  )
  child.on('error', () => undefined) // a binary that cannot be run shows up as a cluster that never answers
  child.unref()
  fs.closeSync(out)
}

async function untilAnswering(place: Place, patience: number): Promise<void> {
  const deadline = Date.now() + patience
  while (Date.now() < deadline) {
    if (await answers(place)) return
    await pause(20)
  }
}

async function answers(place: Place): Promise<boolean> {
  const client = new pg.Client({ ...superuser(place, 'postgres'), connectionTimeoutMillis: 3_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function end(place: Place, pid: number, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  process.kill(pid, signal)
  const deadline = Date.now() + 10_000
  while (runningPid(place) === pid) {
    if (Date.now() > deadline) process.kill(pid, 'SIGKILL')
    await pause(20)
  }
}
