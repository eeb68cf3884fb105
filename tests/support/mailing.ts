import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { mailingForm, type NewMailing } from '~server/domain/cohorts/invitations/schema'
import type { Actor } from '~server/domain/shared/actor'
import { startJobs, type Jobs } from '~server/jobs/jobs'
import { createMailer } from '~server/mail/mailer'
import type { TestDatabase } from './database'
import { aCohort, anActor, aUnit } from './factories'
import { keptLog } from './log'
import { startSmtp, type ReceivedMail, type TestSmtp } from './smtp'
import { noDocuments, noLists } from './lists-work'
import { sql } from './sql'

/** Invitations on their way through real jobs and a real mail server. */
export interface MailingTest {
  readonly log: ReturnType<typeof keptLog>
  smtp: TestSmtp
  /** Begins the background work. */
  start(): Promise<void>
  stop(): Promise<void>
  /** Whatever waits for another try is tried now. */
  retryNow(): Promise<void>
  /** How many invitations of a mailing have which status. */
  statuses(mailingId: string): Promise<Record<string, number>>
}

/** `ukjent…` has no mailbox here, `full…` is to come back later. */
export const refusal = (address: string): number | null =>
  address.startsWith('ukjent') ? 550 : address.startsWith('full') ? 451 : null

/** Call at the top of the file, after `useDatabase`. */
export function useMailing(database: TestDatabase): MailingTest {
  const log = keptLog()
  let workers: pg.Pool
  let jobs: Jobs | null = null
  const test = {
    log,
    async start() {
      const mailer = createMailer({ smtpUrl: test.smtp.url, mailFrom: 'Pulje <pulje@example.org>' }, log)
      jobs = await startJobs({
        pool: workers,
        mailer,
        log,
        lists: noLists,
        documents: noDocuments,
        origin: 'https://pulje.example.no',
      })
    },
    async stop() {
      await jobs?.stop()
      jobs = null
    },
    async retryNow() {
      await sql(
        database.owner,
        'UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL',
      )
      await sql(database.owner, `SELECT pg_notify('jobs:insert', '{"r":"x","count":1}')`)
    },
    async statuses(mailingId) {
      const where = { mailingId }
      const rows = await database.db.invitation.groupBy({ by: ['status'], where, _count: true })
      return Object.fromEntries(rows.map(({ status, _count }) => [status, _count]))
    },
  } as MailingTest

  beforeAll(() => {
    workers = new pg.Pool({ ...database.owner, max: 6 })
    workers.on('error', () => undefined)
    workers.on('connect', client => client.on('error', () => undefined))
  })
  afterAll(() => workers.end())
  beforeEach(async () => {
    test.smtp = await startSmtp(0, refusal)
  })
  afterEach(async () => {
    await test.stop()
    await test.smtp.stop().catch(() => undefined)
    await sql(database.owner, 'DELETE FROM graphile_worker._private_jobs')
  })
  return test
}

/** A county that runs a cohort, with so many municipalities. */
export async function aCounty(size: number): Promise<{ county: Actor; cohort: string; towns: string[] }> {
  const unit = await aUnit({ kind: 'county', name: 'Vest' })
  const towns: string[] = []
  for (let n = 0; n < size; n++) towns.push(await aUnit({ kind: 'municipality', below: unit }))
  return {
    county: await anActor('county_adviser', unit),
    cohort: await aCohort({ host: unit, enrolled: [unit] }),
    towns,
  }
}

/** A mailing to municipalities, each at the address of its number. */
export function aMailing(
  units: readonly string[],
  address: (n: number) => string,
  more: object = {},
): NewMailing {
  return mailingForm.parse({
    step: 'municipality',
    orgUnitIds: units,
    addresses: Object.fromEntries(units.map((id, n) => [id, address(n)])),
    locale: 'nb',
    message: 'Hei!\n\nVi håper dere blir med.',
    deadline: '2099-05-31',
    reminderDays: '14, 3',
    ...more,
  })
}

/** The token in a mail's link. */
export const linkIn = (mail: ReceivedMail | undefined): string =>
  /https:\/\/pulje\.example\.no\/invitasjon\/([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? 'no link'
