import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { RequestHandler } from 'express'
import pg from 'pg'
import { createCookies } from './auth/cookies'
import { Oidc } from './auth/oidc/oidc'
import { serverKey } from './auth/secret-box'
import { createClient, provideDb } from './database/client'
import { migrate } from './database/migrate/migrate'
import { oneAtATime } from './database/one-at-a-time'
import { openDatabase } from './database/open'
import { beginRequest, withWholeReach } from './database/reach'
import { banner } from './demo/banner'
import { DEMO_ACCOUNTS, seedDemo } from '../prisma/seed'
import { peopleAffected } from './domain/cohorts/affected'
import { documentsOfPerson } from './domain/gatherings/activity'
import { gatheringHandlers } from './domain/gatherings/handlers'
import { endUnjustifiedSeats } from './domain/gatherings/leaving-seats'
import { refreshTree } from './domain/organisations/tree'
import { enrolmentHandlers } from './enrolment-revocation'
import { EnvironmentError, type Env } from './env'
import { attachment } from './export/documents/file-name'
import { errorSheet, exportList, listTemplate, plainTable } from './export/lists'
import { createApp } from './http/app'
import { readChunks } from './http/chunks'
import { pageContext } from './http/context'
import { pages } from './http/remix'
import { startJobs } from './jobs/jobs'
import { listWork } from './jobs/list-work'
import { documentWork } from './live/document-work'
import { commentHandlers } from './live/comments'
import { harvestHandlers } from './live/harvest'
import { startDocuments, startLive, type Live, type LiveDeps } from './live/live'
import { findNodes } from './live/neighbours'
import { roundHandlers } from './live/rounds'
import type { Log } from './log'
import { invitationMail } from './mail/invitation'
import { createMailer } from './mail/mailer'
import { metricsServer } from './metrics/listener'
import { Metrics } from './metrics/metrics'
import { Queues } from './metrics/queues'
import { enterIntoAudit } from './outbox/audit'
import { startDrain, together } from './outbox/drain'
import { recheckEverywhere } from './recheck-everywhere'
import { loadShippedRegisters } from './registers'
import { revocationHandlers, watchExpiry } from './revocation'
import { MIGRATION_FOLDERS } from './root'

export interface Running {
  /** What the operator reads on the console. */
  banner: string
  port: number
  stop(): Promise<void>
}

/**
 * The composition root: env → database → mail, jobs → pages → sockets → outbox. The only place that knows all. What has
 * been started is stopped again in the opposite order, also when something on the way cannot start.
 */
export async function boot(env: Env, log: Log, buildFolder: string): Promise<Running> {
  const stops: (() => unknown)[] = []
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).reverse()) await each()
  }
  try {
    const server = await start(env, log, buildFolder, each => stops.push(each))
    const { port } = server.address() as AddressInfo
    return { banner: banner(env, port), port, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * A line to the database that was cut without a word swallows what is asked over it. After this the question has failed and
 * the connection is given up; the rooms, which try again by themselves, are to notice sooner.
 */
const PAGE_PATIENCE_MS = 60_000
const ROOM_PATIENCE_MS = 10_000

/** Takes what is to be done when the product stops. */
type OnStop = (stop: () => unknown) => void

async function start(env: Env, log: Log, buildFolder: string, onStop: OnStop): Promise<http.Server> {
  const opened = await openDatabase(env, 'serve', log)
  onStop(() => opened.close())
  const { services } = env
  await oneAtATime(opened.owner, () => migrate(opened.owner, MIGRATION_FOLDERS))
  const pool = createPool({ ...opened.app, query_timeout: PAGE_PATIENCE_MS }, 16, log)
  onStop(() => pool.end())
  // The rooms of live documents, the outbox and the watch on what runs out: connections that never change their reach.
  const system = createPool({ ...withWholeReach(opened.app), query_timeout: ROOM_PATIENCE_MS }, 8, log)
  onStop(() => system.end())
  const db = createClient(pool)
  provideDb(db)
  onStop(() => db.$disconnect())
  await oneAtATime(opened.owner, async () => {
    await loadShippedRegisters(db)
    await refreshTree()
    if (env.mode === 'demo') await seedDemo(db)
  })
  const nodes = findNodes(env, system, log)
  onStop(() => nodes?.bus?.close())

  const cookies = createCookies(env)
  const mailer = createMailer(env, log)
  const work = documentWork(pathToFileURL(path.join(buildFolder, 'documents-work.js')))
  onStop(() => work.close())
  const workers = createPool(opened.owner, 6, log)
  onStop(() => workers.end())
  if (services.has('jobs')) {
    const lists = listWork({ script: path.join(buildFolder, 'lists-work.js'), database: opened.app, log })
    onStop(() => lists.close())
    const jobs = await startJobs({ pool: workers, mailer, log, lists, documents: work, origin: env.origin })
    onStop(() => jobs.stop())
  }

  const server = http.createServer()
  let stopping = false
  // Pages are asked for only when the sockets are there too: nobody is let in before.
  let documents: Live['documents'] | null = null
  const context = pageContext({
    env,
    cookies,
    live: {
      mailbox: () => mailer.mailbox,
      previewInvitation: letter => invitationMail(letter, `${env.origin}/invitasjon/…`, 'first'),
      lists: { template: listTemplate, of: exportList, wrong: errorSheet, table: plainTable },
      documents: {
        run: (kind, ask) => work.run(kind, ask),
        amend: (...change) => documents?.amend(...change) ?? Promise.reject(new Error('not started yet')),
        attachment,
      },
      report: error => log.error({ err: error }, 'a page failed'),
    },
    demoAccounts: DEMO_ACCOUNTS,
    chunks: readChunks(buildFolder),
    signIn: {
      rule: env.signIn.secondFactor,
      key: serverKey(env),
      oidc: new Oidc({ providers: env.signIn.providers, origin: env.origin, log }),
    },
  })
  // Before the sockets: they take their own requests out of the pages' hands, and can only do so with what is there.
  server.on(
    'request',
    createApp({
      env,
      log,
      clientFolder: path.join(buildFolder, 'client'),
      // Said as soon as it is asked to stop, so that a proxy sends nobody new.
      ready: async () => (stopping ? ['stopping'] : (await answers(pool)) ? [] : ['database']),
      pages: services.has('web') ? withinReach(await pages(buildFolder, context)) : noPages,
    }),
  )
  onStop(() => closeServer(server))
  const metrics = env.metrics && new Metrics()
  const meter = metrics?.meter ?? null
  const liveDeps = { server, env, pool: system, cookies, log, buildFolder, meter, nodes }
  if (services.has('live')) {
    const live = await startLive(liveDeps)
    documents = live.documents
    onStop(() => live.close())
    handleEvents({ live, nodes, pool: system, listen: opened.app, log }, onStop)
    metrics?.watchSockets({ events: () => live.events.count(), tunnels: () => live.tunnels() })
  } else if (services.has('web')) {
    const live = startDocuments(liveDeps)
    documents = live.documents
    onStop(() => live.close())
  }
  if (env.metrics && metrics) {
    if (documents !== null) metrics.watchDocuments(documents.stats)
    metrics.watchPools({ pages: pool, system, jobs: workers })
    metrics.watchQueues(new Queues(workers))
    const watched = metricsServer(metrics)
    onStop(() => closeServer(watched))
    await listen(watched, env.metrics, 'METRICS_PORT')
  }
  await listen(server, env, 'PORT')
  onStop(() => (stopping = true))
  return server
}

/** What happened reaches whoever has a connection open: here, and on the other nodes. */
function handleEvents(
  deps: { live: Live; listen: pg.ClientConfig } & Pick<LiveDeps, 'nodes' | 'pool' | 'log'>,
  onStop: OnStop,
): void {
  const { live, nodes, pool, listen, log } = deps
  const connections = [live.documents, live.events]
  const everywhere = nodes === null ? null : recheckEverywhere({ connections, pool, listen, log })
  onStop(() => everywhere?.stop())
  const concerned = everywhere === null ? connections : [everywhere]
  const drain = startDrain({
    pool,
    listen,
    handlers: together(
      revocationHandlers(concerned, documentsOfPerson),
      enrolmentHandlers(concerned, peopleAffected),
      gatheringHandlers,
      commentHandlers(live.events),
      roundHandlers(live.events),
      harvestHandlers(live.events),
    ),
    log,
    audit: () => enterIntoAudit(pool),
  })
  onStop(() => drain.stop())
  const expiry = watchExpiry({
    pool,
    // Each node sees by itself what the clock has ended.
    connections,
    documentsOf: documentsOfPerson,
    alsoEnds: endUnjustifiedSeats,
    log,
  })
  onStop(() => expiry.stop())
}

/** A process without pages stands behind a proxy that sends only sockets there. */
const noPages: RequestHandler = (_req, res) => {
  res.status(404).type('text').send('Not found')
}

/** Each request reaches nothing until it is known whose it is. */
function withinReach(handle: RequestHandler): RequestHandler {
  return (req, res, next) => {
    beginRequest(() => {
      handle(req, res, next)
    })
  }
}

async function closeServer(server: http.Server): Promise<void> {
  if (!server.listening) return
  const closed = new Promise(resolve => server.close(resolve))
  server.closeIdleConnections()
  await Promise.race([closed, new Promise(resolve => setTimeout(resolve, 5_000).unref())])
  server.closeAllConnections()
}

function createPool(config: pg.PoolConfig, max: number, log: Log): pg.Pool {
  const pool = new pg.Pool({ ...config, max, connectionTimeoutMillis: 10_000, keepAlive: true })
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

function listen(
  server: http.Server,
  { port, host }: Pick<Env, 'port' | 'host'>,
  variable: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', error => {
      const taken = 'code' in error && error.code === 'EADDRINUSE'
      reject(
        taken
          ? new EnvironmentError(`${variable}: ${port} is taken by another program; choose another one`)
          : error,
      )
    })
    server.listen(port, host, resolve)
  })
}
