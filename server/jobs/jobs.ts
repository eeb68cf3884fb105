import { Logger, parseCronItems, run, type TaskList } from 'graphile-worker'
import type pg from 'pg'
import { peopleSchedule, peopleTasks } from './people'
import { invitationSchedule, invitationTasks } from './invitations'
import { accountSecurityTasks } from './account-security'
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
  ...listTasks,
  ...accountSecurityTasks,
  ...invitationTasks,
  ...supportTasks,
  ...tidyTasks,
  ...treeTasks,
}
const SCHEDULE: Schedule = {
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
  return { stop: () => runner.stop() }
}

function tasks(context: JobContext): TaskList {
  return Object.fromEntries(
    Object.entries(TASKS).map(([name, task]) => [name, (payload: unknown) => task(payload, context)]),
  )
}
