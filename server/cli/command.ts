import pg from 'pg'
import { createClient, provideDb, type Db } from '~server/database/client'
import { openDatabase, type OpenDatabase } from '~server/database/open'
import { readEnv, type Env } from '~server/env'
import { createLog } from '~server/log'

/** What a command of the operator gets. */
export interface CommandContext {
  env: Env
  /** Words after the command that are not options. */
  words: string[]
  options: Record<string, string | boolean | undefined>
  /** Opens the database beside a running server; closed again when the command is done. */
  database(): Promise<{ opened: OpenDatabase; pool: pg.Pool; db: Db }>
}

/** What a command tells: lines for people, an object for machines (`--json`). */
export interface CommandResult {
  lines: string[]
  json: unknown
  /** The same as JSON text, for an answer too large to be made at once. */
  pieces?: Iterable<string>
  /** Default true; false ends the process with status 1. */
  ok?: boolean
}

export interface Command {
  usage: string
  about: string
  run(context: CommandContext): Promise<CommandResult>
}

/** What the operator did wrong, in a sentence. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** Runs one command with a database that is opened on first use and closed in any case. */
export async function runCommand(
  command: Command,
  words: string[],
  options: CommandContext['options'],
): Promise<CommandResult> {
  const env = readEnv(process.env)
  const log = createLog('warn')
  let open: Promise<{ opened: OpenDatabase; pool: pg.Pool; db: Db }> | undefined
  const database = (): NonNullable<typeof open> =>
    (open ??= (async () => {
      const opened = await openDatabase(env, 'visit', log)
      const pool = new pg.Pool({ ...opened.app, max: 4 })
      pool.on('error', () => undefined)
      const db = createClient(pool)
      provideDb(db)
      return { opened, pool, db }
    })())
  try {
    return await command.run({ env, words, options, database })
  } finally {
    // One that could not be opened has told the command so already.
    const there = await open?.catch(() => undefined)
    if (there !== undefined) {
      await there.db.$disconnect()
      await there.pool.end()
      await there.opened.close()
    }
  }
}
