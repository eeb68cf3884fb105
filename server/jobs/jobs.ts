import { Logger, parseCronItems, run, type JobHelpers, type TaskList } from 'graphile-worker'
import type pg from 'pg'
import { peopleSchedule, peopleTasks } from './people'
import { invitationSchedule, invitationTasks } from './invitations'
import { accountSecurityTasks } from './account-security'
import { documentSchedule, documentTasks } from './documents'
import { listSchedule, listTasks } from './lists'
import { signInTasks } from './sign-in'
import { supportTasks } from './support'
import type { JobContext, Schedule, Tasks } from './task'
import { tidySchedule, tidyTasks } from './tidy'
import { treeSchedule, treeTasks } from './tree'

/** Everything that is done in the background; each area has its own file. */
export const TASKS: Tasks = {
  ...peopleTasks,
  ...signInTasks,
  ...documentTasks,
  ...listTasks,
  ...accountSecurityTasks,
  ...invitationTasks,
  ...supportTasks,
  ...tidyTasks,
  ...treeTasks,
}
const SCHEDULE: Schedule = {
  ...documentSchedule,
  ...listSchedule,
  ...invitationSchedule,
  ...peopleSchedule,
  ...tidySchedule,
  ...treeSchedule,
}

export interface Jobs {
  stop(): Promise<void>
}

/** Work that goes on in the background, and what comes back every so often. Jobs are added in the transaction they belong to. */
export async function startJobs({
  pool,
  ...context
}: JobContext & {
  /** As the owner: the worker's tables are its own. */ pool: pg.Pool
}): Promise<Jobs> {
  const { log } = context
  const turn = await takeTurn(pool)
  const runner = await run({
    pgPool: pool,
    taskList: tasks(context),
    parsedCronItems: parseCronItems(
      Object.entries(SCHEDULE).map(([task, match]) => ({
        task,
        match,
        options: { backfillPeriod: 86_400_000 },
      })),
    ),
    concurrency: 4,
    noHandleSignals: true,
    preset: { worker: { gracefulShutdownAbortTimeout: 5_000 } },
    logger: new Logger(() => (level, message) => {
      if (['error', 'warning'].includes(level)) log.warn({ jobs: message }, 'background work')
    }),
  })
  runner.promise.catch((error: unknown) => log.error({ err: error }, 'background work stopped'))
  return {
    async stop() {
      await runner.stop()
      await turn.end()
    },
  }
}

/** Any number: every process that does background work holds it, and shares it with the others. */
const AT_WORK = 7_855_383

/**
 * What a server that died was at work on would stay taken for hours. Whoever starts while no other works here gives it
 * back at once; PostgreSQL itself knows, by a lock that goes with its holder.
 */
async function takeTurn(pool: pg.Pool): Promise<Turn> {
  const client = await pool.connect()
  const { rows } = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [
    AT_WORK,
  ])
  if (rows[0]?.alone === true) {
    await client.query(`
      SELECT graphile_worker.force_unlock_workers(
        ARRAY(SELECT DISTINCT locked_by FROM graphile_worker.jobs WHERE locked_by IS NOT NULL))`)
  }
  await client.query('SELECT pg_advisory_lock_shared($1)', [AT_WORK])
  if (rows[0]?.alone === true) await client.query('SELECT pg_advisory_unlock($1)', [AT_WORK])
  return holdTurn(pool, client)
}

interface Turn {
  end(): Promise<void>
}

const AGAIN_MS = 1_000

/** PostgreSQL takes the lock away when it ends a connection; whoever started then would take this one for dead. */
function holdTurn(pool: pg.Pool, first: pg.PoolClient): Turn {
  let ended = false
  let holder: pg.PoolClient | null = null
  const hold = (client: pg.PoolClient): void => {
    holder = client
    client.once('end', () => {
      if (holder !== client) return
      holder = null
      client.release(true)
      again()
    })
  }
  const again = (): void => {
    if (!ended) setTimeout(() => void take(), AGAIN_MS).unref()
  }
  async function take(): Promise<void> {
    const client = await pool.connect().catch(() => null)
    try {
      await client?.query('SELECT pg_advisory_lock_shared($1)', [AT_WORK])
    } catch {
      client?.release(true)
      again()
      return
    }
    if (client === null) again()
    else if (ended) client.release(true)
    else hold(client)
  }
  hold(first)
  return {
    async end() {
      ended = true
      const client = holder
      holder = null
      await client?.query('SELECT pg_advisory_unlock_all()').catch(() => undefined)
      client?.release()
    },
  }
}

function tasks(context: JobContext): TaskList {
  return Object.fromEntries(
    Object.entries(TASKS).map(([name, task]) => [
      name,
      (payload: unknown, { job }: JobHelpers) => task(payload, { ...context, attempt: job.attempts }),
    ]),
  )
}
