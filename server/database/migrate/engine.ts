import fs from 'node:fs'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

export interface OpenEngine {
  engine: SchemaEngine
  /** The database's own words behind an error of the engine, which only carries their number. */
  explain(error: unknown): unknown
  close(): Promise<void>
}

/**
 * Prisma's own schema engine as WebAssembly. Its native binary is fetched from a download host that many school and
 * county networks block; this one is inside an npm package (docs/decisions/prisma-without-downloads.md).
 */
export async function openEngine(
  owner: pg.PoolConfig,
  datamodels: [path: string, content: string][],
): Promise<OpenEngine> {
  await loadWasm()
  const pool = new pg.Pool({ ...owner, max: 1 })
  const factory = bindMigrationAwareSqlAdapterFactory(new MigrationAdapterFactory(pool))
  const engine = await bindings.SchemaEngine.new({ datamodels }, () => undefined, factory)
  return {
    engine,
    explain(error) {
      const id = /External error id#(\d+)/.exec(String(error))?.[1]
      const told = id === undefined ? undefined : factory.errorRegistry.consumeError(Number(id))
      return told === undefined
        ? error
        : new Error(`${String(error)}\n${reason(told.error)}`, { cause: told.error })
    },
    close: async () => {
      engine.free()
      await pool.end()
    },
  }
}

let loaded: Promise<void> | undefined

function loadWasm(): Promise<void> {
  loaded ??= (async () => {
    const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    const bytes = await fs.promises.readFile(file.replace(/\.js$/, '.wasm'))
    const { instance } = await WebAssembly.instantiate(bytes, {
      './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports,
    })
    bindings.__wbg_set_wasm(instance.exports)
    const start = instance.exports['__wbindgen_start']
    if (typeof start === 'function') (start as () => void)()
    // Without it a panic inside the engine says only "unreachable".
    Object.assign(globalThis, {
      PRISMA_WASM_PANIC_REGISTRY: {
        set_message: (message: string) => {
          throw new Error(`The schema engine stopped: ${message}`)
        },
      },
    })
  })()
  return loaded
}

/** OID of PostgreSQL's one-byte type "char", which the catalogues use and adapter-pg does not know. */
const CHAR_OID = 18
const TEXT_OID = 25

/** Bridges two gaps of adapter-pg that only the schema engine meets. */
class MigrationAdapterFactory implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = 'postgres'
  readonly adapterName = '@prisma/adapter-pg'
  readonly #inner: PrismaPg
  readonly #pool: pg.Pool

  constructor(pool: pg.Pool) {
    this.#pool = pool
    this.#inner = new PrismaPg(pool)
  }

  async connect(): Promise<SqlDriverAdapter> {
    return bridge(await this.#inner.connect(), this.#pool)
  }

  connectToShadowDb(): Promise<SqlDriverAdapter> {
    throw new Error('Shadow databases are not used: migrations are compared with a scratch database.')
  }
}

function bridge(adapter: SqlDriverAdapter, pool: pg.Pool): SqlDriverAdapter {
  const original = (Object.getPrototypeOf(adapter) as SqlDriverAdapter).queryRaw
  return Object.assign(adapter, {
    queryRaw: (query: SqlQuery) => withCharColumns(adapter, original, pool, query),
    // adapter-pg splits a script at every semicolon, which breaks function bodies.
    executeScript: async (script: string) => {
      await pool.query(script)
    },
  })
}

/** Runs one query with "char" columns told as text to adapter-pg and as characters to the engine. */
async function withCharColumns(
  adapter: SqlDriverAdapter,
  queryRaw: SqlDriverAdapter['queryRaw'],
  pool: pg.Pool,
  query: SqlQuery,
): Promise<SqlResultSet> {
  const chars = new Set<number>()
  const client = {
    query: async (config: pg.QueryArrayConfig) => {
      const result = await pool.query(config)
      result.fields.forEach((field, index) => {
        if (field.dataTypeID !== CHAR_OID) return
        chars.add(index)
        field.dataTypeID = TEXT_OID
      })
      return result
    },
  }
  const view = Object.create(adapter, { client: { value: client } }) as SqlDriverAdapter
  const result = await queryRaw.call(view, query)
  return {
    ...result,
    columnTypes: result.columnTypes.map((type, index) =>
      chars.has(index) ? ColumnTypeEnum.Character : type,
    ),
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : `${error.message}: ${JSON.stringify(error.cause)}`
}
