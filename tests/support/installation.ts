import fs from 'node:fs'
import { afterAll, beforeAll, vi } from 'vitest'
import pg from 'pg'
import { ensureRunning, runningPid, stopCluster, superuser } from '~server/database/embedded/cluster'
import { findPlace, type Place } from '~server/database/embedded/place'
import { createLog } from '~server/log'
import { newFolder, Product } from './product'
import { freePort } from './ports'
import { PATIENCE_MS } from './products'
import { startRedis, type TestRedis } from './redis'
import { until } from './until'

/** A real PostgreSQL, a real Redis and several processes of the built product, as an operator runs them. */
export class Installation {
  readonly nodes: Product[] = []
  readonly #place: Place
  readonly #folder: string

  private constructor(
    folder: string,
    readonly redis: TestRedis,
    /** Where a proxy may stand: people come to this port of localhost, whatever node they get. */
    readonly proxyPort: number,
  ) {
    this.#folder = folder
    this.#place = findPlace(folder)
  }

  /** With the database as after a first start, and no node yet. */
  static async prepare(): Promise<Installation> {
    const folder = newFolder()
    await Product.fill(folder)
    const made = new Installation(folder, await startRedis(), await freePort())
    await made.startDatabase()
    // The embedded roles are each on their own; at a server one user owns the tables and lends the server's role.
    await made.sql('GRANT pulje_app TO pulje_owner')
    return made
  }

  get origin(): string {
    return `http://localhost:${this.proxyPort}`
  }

  async startDatabase(): Promise<void> {
    await ensureRunning(this.#place, createLog('silent'))
  }

  get databasePid(): number {
    return runningPid(this.#place) ?? 0
  }

  /** kill −9 of PostgreSQL with all its processes. */
  async killDatabase(): Promise<void> {
    process.kill(this.databasePid, 'SIGKILL')
    await until('it is gone', () => runningPid(this.#place) === null, 10_000)
  }

  async sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client(superuser(this.#place, 'pulje'))
    await client.connect()
    try {
      return (await client.query<Row>(text, values)).rows
    } finally {
      await client.end()
    }
  }

  get databaseUrl(): string {
    return `postgres://pulje_owner@localhost/pulje?host=${encodeURIComponent(this.#place.socketDir)}`
  }

  /** The folder of PostgreSQL's socket. */
  get databaseSockets(): string {
    return this.#place.socketDir
  }

  /** Starts one more node; all of the product unless told otherwise. */
  async node(env: Record<string, string> = {}, main?: string): Promise<Product> {
    const dataDir = fs.mkdtempSync(`${this.#folder}-node-`)
    const product = await Product.start({
      dataDir,
      env: {
        DATABASE_URL: this.databaseUrl,
        REDIS_URL: this.redis.url,
        ORIGIN: this.origin,
        TRUST_PROXY: '1',
        SECRET: 'x'.repeat(32),
        ...env,
      },
      ...(main === undefined ? {} : { main }),
    })
    this.nodes.push(product)
    return product
  }

  async remove(): Promise<void> {
    await Promise.all(this.nodes.map(node => node.remove()))
    await this.redis.stop()
    await stopCluster(this.#place)
    fs.rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** Call at the top of the file: one installation for all its tests. */
export function useInstallation(nodes = 2): { readonly it: Installation } {
  vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS })
  let made: Installation | null = null
  beforeAll(async () => {
    made = await Installation.prepare()
    for (let at = 0; at < nodes; at++) await made.node()
  })
  afterAll(() => made?.remove())
  return {
    get it() {
      if (made === null) throw new Error('not started')
      return made
    },
  }
}
