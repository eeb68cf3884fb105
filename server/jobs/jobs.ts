import { Logger, parseCronItems, run, type TaskList } from 'graphile-worker'
import type pg from 'pg'
import { makeCode } from '~server/auth/send-code'
import { db } from '~server/database/client'
import type { Log } from '~server/log'
import type { Mailer } from '~server/mail/mailer'
import { signInCodeMail } from '~server/mail/sign-in-code'

export interface Jobs {
  stop(): Promise<void>
}

/** Work that goes on in the background, and what is done every night. Jobs are added in the transaction they belong to. */
export async function startJobs(deps: {
  /** As the owner: the worker's tables are its own. */ pool: pg.Pool
  mailer: Mailer
  log: Log
}): Promise<Jobs> {
  const runner = await run({
    pgPool: deps.pool,
    taskList: tasks(deps.mailer),
    parsedCronItems: parseCronItems([
      { task: 'tidy_up', match: '17 2 * * *', options: { backfillPeriod: 86_400_000 } },
    ]),
    concurrency: 4,
    noHandleSignals: true,
    preset: { worker: { gracefulShutdownAbortTimeout: 5_000 } },
    logger: new Logger(() => (level, message) => {
      if (['error', 'warning'].includes(level)) deps.log.warn({ jobs: message }, 'background work')
    }),
  })
  runner.promise.catch((error: unknown) => deps.log.error({ err: error }, 'background work stopped'))
  return { stop: () => runner.stop() }
}

function tasks(mailer: Mailer): TaskList {
  return {
    send_sign_in_code: async payload => {
      const made = await makeCode(idIn(payload, 'signInId'))
      if (made !== null) await mailer.send(await signInCodeMail(made.email, made.code, made.locale))
    },
    tidy_up: async () => {
      const now = new Date()
      await db().session.deleteMany({ where: { expiresAt: { lte: now } } })
      await db().signIn.deleteMany({ where: { expiresAt: { lte: now } } })
      await db().rateLimit.deleteMany({ where: { expire: { lte: now } } })
    },
  }
}

function idIn(payload: unknown, key: string): string {
  const value =
    typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>)[key] : undefined
  if (typeof value !== 'string') throw new Error(`a job without its ${key}`)
  return value
}
