import type pg from 'pg'

/** An event that has failed so often is not tried again (server/outbox/drain.ts). */
const OUTBOX = `
  SELECT count(*) FILTER (WHERE attempts < 20)::int AS waiting,
    count(*) FILTER (WHERE attempts >= 20)::int AS given_up,
    coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE attempts < 20)), 0)::float8 AS lag
  FROM outbox_event WHERE handled_at IS NULL`
const JOBS = `
  SELECT count(*) FILTER (WHERE due)::int AS waiting,
    count(*) FILTER (WHERE attempts >= max_attempts)::int AS given_up,
    coalesce(extract(epoch FROM now() - min(run_at) FILTER (WHERE due)), 0)::float8 AS lag
  FROM (
    SELECT *, run_at <= now() AND attempts < max_attempts AND locked_at IS NULL AS due FROM graphile_worker.jobs
  ) jobs`
const WITHIN_MS = 1_000

interface Row {
  waiting: number
  given_up: number
  lag: number
}

/** What waits in the database to be done, as it was when somebody last asked. */
export class Queues {
  readonly told = {
    up: false,
    outboxWaiting: 0,
    outboxGivenUp: 0,
    outboxLag: 0,
    jobsWaiting: 0,
    jobsGivenUp: 0,
    jobsLag: 0,
  }
  #asking: Promise<void> | null = null

  /** @param pool as the owner: the jobs are nobody else's to read */
  constructor(private readonly pool: Pick<pg.Pool, 'query'>) {}

  /** Resolves within a second. A question that hangs is not asked a second time. Never rejects. */
  async ask(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>(resolve => {
      timer = setTimeout(() => resolve('late'), WITHIN_MS)
    })
    this.#asking ??= this.#read().finally(() => (this.#asking = null))
    if ((await Promise.race([this.#asking, late])) === 'late') this.told.up = false
    clearTimeout(timer)
  }

  async #read(): Promise<void> {
    try {
      const [outbox, jobs] = [await this.#one(OUTBOX), await this.#one(JOBS)]
      Object.assign(this.told, {
        up: true,
        outboxWaiting: outbox.waiting,
        outboxGivenUp: outbox.given_up,
        outboxLag: outbox.lag,
        jobsWaiting: jobs.waiting,
        jobsGivenUp: jobs.given_up,
        jobsLag: jobs.lag,
      })
    } catch {
      this.told.up = false
    }
  }

  async #one(sql: string): Promise<Row> {
    const { rows } = await this.pool.query<Row>(sql)
    return rows[0] ?? { waiting: 0, given_up: 0, lag: 0 }
  }
}
