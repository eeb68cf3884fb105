import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import pg from 'pg'
import { createCookies } from './auth/cookies'
import { createClient, provideDb } from './database/client'
import { migrate } from './database/migrate/migrate'
import { openDatabase } from './database/open'
import { banner } from './demo/banner'
import { DEMO_ACCOUNTS, seedDemo } from '../prisma/seed'
import { documentsOfPerson } from './domain/gatherings/activity'
import type { Env } from './env'
import { createApp } from './http/app'
import { readChunks } from './http/chunks'
import { pageContext } from './http/context'
import { pages } from './http/remix'
import { startJobs } from './jobs/jobs'
import { startLive } from './live/live'
import type { Log } from './log'
import { createMailer } from './mail/mailer'
import { startDrain } from './outbox/drain'
import { revocationHandlers, watchExpiry } from './revocation'
import { MIGRATION_FOLDERS } from './root'

export interface Running {
  /** What the operator reads on the console. */
  banner: string
  port: number
  stop(): Promise<void>
}

/** The composition root: env → database → mail, jobs, outbox → pages → sockets. The only place that knows all. */
export async function boot(env: Env, log: Log, buildFolder: string): Promise<Running> {
  const opened = await openDatabase(env, 'serve', log)
  await migrate(opened.owner, MIGRATION_FOLDERS)
  const pool = createPool(opened.app, 16, log)
  const db = createClient(pool)
  provideDb(db)
  if (env.mode === 'demo') await seedDemo(db)

  const cookies = createCookies(env)
  const mailer = createMailer(env, log)
  const workers = createPool(opened.owner, 6, log)
  const jobs = await startJobs({ pool: workers, mailer, log })
  const server = http.createServer()
  // Before the sockets: they take their own requests out of the pages' hands, and can only do so with what is there.
  server.on(
    'request',
    createApp({
      env,
      log,
      clientFolder: path.join(buildFolder, 'client'),
      ready: async () => ((await answers(pool)) ? [] : ['database']),
      pages: await pages(
        buildFolder,
        pageContext({
          env,
          cookies,
          live: {
            mailbox: () => mailer.mailbox,
            report: error => log.error({ err: error }, 'a page failed'),
          },
          demoAccounts: DEMO_ACCOUNTS,
          chunks: readChunks(buildFolder),
        }),
      ),
    }),
  )
  const live = await startLive({ server, env, pool, cookies, log, buildFolder })
  const open = [live.documents, live.events]
  const drain = startDrain({
    pool,
    listen: opened.app,
    handlers: revocationHandlers(open, documentsOfPerson),
    log,
  })
  const expiry = watchExpiry({ pool, connections: open, documentsOf: documentsOfPerson, log })
  await listen(server, env)
  const { port } = server.address() as AddressInfo
  return {
    banner: banner(env, port),
    port,
    async stop() {
      expiry.stop()
      await live.close()
      const closed = new Promise(resolve => server.close(resolve))
      server.closeIdleConnections()
      await Promise.race([closed, new Promise(resolve => setTimeout(resolve, 5_000).unref())])
      server.closeAllConnections()
      await drain.stop()
      await jobs.stop()
      await workers.end()
      await db.$disconnect()
      await pool.end()
      await opened.close()
    },
  }
}

function createPool(config: pg.PoolConfig, max: number, log: Log): pg.Pool {
  const pool = new pg.Pool({ ...config, max, connectionTimeoutMillis: 10_000 })
  // A connection that breaks while nobody uses it must not end the process.
  pool.on('error', error => log.warn({ err: error }, 'a database connection broke'))
  pool.on('connect', client => client.on('error', () => undefined))
  return pool
}

async function answers(pool: pg.Pool): Promise<boolean> {
  try {
    await pool.query('SELECT 1')
    return true
  } catch {
    return false
  }
}

function listen(server: http.Server, env: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', error => {
      const taken = 'code' in error && error.code === 'EADDRINUSE'
      reject(taken ? new Error(`Port ${env.port} is taken: set PORT to another one.`) : error)
    })
    server.listen(env.port, env.host, resolve)
  })
}
