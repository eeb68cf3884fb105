import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { ensureRunning, stopCluster, superuser } from '~server/database/embedded/cluster'
import { findPlace } from '~server/database/embedded/place'
import { migrate } from '~server/database/migrate/migrate'
import { APP_ROLE, OWNER_ROLE } from '~server/database/open'
import { createLog } from '~server/log'
import { MIGRATION_FOLDERS } from '~server/root'

interface Cluster {
  host: string
  stop(): Promise<void>
}

interface Shared {
  cluster: Promise<Cluster>
  users: number
}

const KEY = Symbol.for('pulje.tests.cluster')

/** On globalThis, because each group of tests evaluates this module anew. */
function shared(): Shared {
  const place = globalThis as { [KEY]?: Shared }
  const there = place[KEY]
  if (there !== undefined) return there
  const made = { cluster: start(), users: 0 }
  place[KEY] = made
  return made
}

/** One real PostgreSQL for the whole run, with one migrated database as the template of every test file's own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const group = shared()
  group.users++
  const cluster = await group.cluster
  project.provide('databaseHost', cluster.host)
  return async () => {
    if (--group.users === 0) await cluster.stop()
  }
}

async function start(): Promise<Cluster> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'pulje-test-'))
  fs.chmodSync(dataDir, 0o755)
  const place = findPlace(dataDir)
  await ensureRunning(place, createLog('silent'))
  const client = new pg.Client(superuser(place, 'postgres'))
  await client.connect()
  await client.query(`CREATE ROLE ${OWNER_ROLE} LOGIN CREATEDB`)
  await client.query(`CREATE ROLE ${APP_ROLE} LOGIN`)
  await client.query(`CREATE DATABASE pulje_template OWNER ${OWNER_ROLE}`)
  await client.end()
  await migrate({ host: place.socketDir, user: OWNER_ROLE, database: 'pulje_template' }, MIGRATION_FOLDERS)
  return {
    host: place.socketDir,
    async stop() {
      await stopCluster(place)
      fs.rmSync(path.dirname(place.cluster), { recursive: true, force: true })
      fs.rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

declare module 'vitest' {
  export interface ProvidedContext {
    databaseHost: string
  }
}
