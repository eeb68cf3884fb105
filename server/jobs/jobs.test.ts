import crypto from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { actorFromCookie } from '~server/auth/actor'
import { createCookies } from '~server/auth/cookies'
import { requestCode, signInAs, verifyCode } from '~server/auth/sign-in'
import { createMailer } from '~server/mail/mailer'
import { useDatabase } from '../../tests/support/database'
import { aPerson } from '../../tests/support/factories'
import { noDocuments, noLists } from '../../tests/support/lists-work'
import { keptLog } from '../../tests/support/log'
import { startSmtp, type ReceivedMail, type TestSmtp } from '../../tests/support/smtp'
import { sql } from '../../tests/support/sql'
import { until } from '../../tests/support/until'
import { startJobs, type Jobs } from './jobs'

const database = useDatabase()
const cookies = createCookies({ secure: false })
const CALLER = { address: '192.0.2.1', userAgent: null }
const log = keptLog()
let smtp: TestSmtp
let workers: pg.Pool
let jobs: Jobs | null = null

beforeAll(() => {
  workers = new pg.Pool({ ...database.owner, max: 6 })
  workers.on('error', () => undefined)
  workers.on('connect', client => client.on('error', () => undefined))
})
afterAll(() => workers.end())
beforeEach(async () => {
  smtp = await startSmtp()
})
afterEach(async () => {
  await jobs?.stop()
  jobs = null
  await smtp.stop().catch(() => undefined)
  await sql(database.owner, 'DELETE FROM graphile_worker._private_jobs')
})

async function start(): Promise<void> {
  const mailer = createMailer({ smtpUrl: smtp.url, mailFrom: 'Pulje <pulje@example.org>' }, log)
  jobs = await startJobs({
    pool: workers,
    mailer,
    log,
    lists: noLists,
    documents: noDocuments,
    origin: 'http://localhost',
  })
}

async function anAccount(
  locale: 'nb' | 'nn' | 'en' | null = null,
): Promise<{ personId: string; email: string }> {
  const email = `${crypto.randomUUID()}@example.org`
  const personId = await aPerson({ email })
  await database.db.person.update({ where: { id: personId }, data: { locale } })
  return { personId, email }
}

const codeIn = (mail: ReceivedMail): string => /\b\d{6}\b/.exec(mail.text)?.[0] ?? ''
const waiting = () =>
  sql<{ attempts: number; last_error: string | null }>(
    database.owner,
    `SELECT j.attempts, j.last_error FROM graphile_worker._private_jobs j
     JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'send_sign_in_code'`,
  )

/** Every value of every text-like column of every table, of the worker's as well. */
async function everythingStored(): Promise<string> {
  const columns = await sql<{ place: string; column: string }>(
    database.owner,
    `SELECT format('%I.%I', table_schema, table_name) AS place, quote_ident(column_name) AS column
     FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema IN ('public', 'graphile_worker') AND table_type = 'BASE TABLE'
       AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY', 'USER-DEFINED')`,
  )
  expect(columns.map(({ place }) => place)).toContain('graphile_worker._private_jobs')
  const everything = columns.map(
    ({ place, column }) => `SELECT string_agg(${column}::text, ' ') AS part FROM ${place}`,
  )
  const parts = await sql<{ part: string | null }>(database.owner, everything.join(' UNION ALL '))
  return parts.map(({ part }) => part ?? '').join('\n')
}

describe('the mail with the code', () => {
  test('arrives, and its code opens a session in the browser that asked', async () => {
    await start()
    const { personId, email } = await anAccount()
    const { token } = await requestCode(email, CALLER)
    await until('the mail is there', () => smtp.mails.length === 1)
    const [mail] = smtp.mails
    expect(mail?.to).toEqual([email])
    expect(mail?.raw).toMatch(/^From: Pulje <pulje@example.org>/m)
    const session = await verifyCode(token, codeIn(mail!), CALLER)
    expect((await actorFromCookie(`pulje=${session?.token}`, cookies, 'offered'))?.personId).toBe(personId)
  })

  test('can be read with and without pictures: the same words as text and as HTML', async () => {
    await start()
    await requestCode((await anAccount()).email, CALLER)
    await until('the mail is there', () => smtp.mails.length === 1)
    const mail = smtp.mails[0]!
    const code = codeIn(mail)
    expect(mail.text).toContain(`Koden din til Pulje\n\n${code}\n\n`.replaceAll('\n', '\r\n'))
    expect(mail.html).toContain(`>${code}</p>`)
    expect(mail.html).toMatch(/<html[^>]* lang="nb"/)
    expect(mail.html).not.toMatch(/<script|<img|https?:\/\/(?!www\.w3\.org)/)
    expect(mail.subject).toBe(`${code} er koden din til Pulje`)
  })

  test.each([
    ['nb', 'er koden din til Pulje', 'Koden gjelder i ti minutter'],
    ['nn', 'er koden din til Pulje', 'Koden gjeld i ti minutt'],
    ['en', 'is your Pulje code', 'The code is valid for ten minutes'],
    [null, 'er koden din til Pulje', 'Koden gjelder i ti minutter'],
  ] as const)('comes in the person’s language: %s', async (locale, subject, preview) => {
    await start()
    await requestCode((await anAccount(locale)).email, CALLER)
    await until('the mail is there', () => smtp.mails.length === 1)
    expect(smtp.mails[0]?.subject).toContain(subject)
    expect(smtp.mails[0]?.html).toContain(preview)
  })

  test('goes to nobody when nobody has the address', async () => {
    await start()
    await requestCode('ingen@example.org', CALLER)
    const { email } = await anAccount()
    await requestCode(email, CALLER)
    await until('the work is done', async () => (await waiting()).length === 0)
    expect(smtp.mails.map(({ to }) => to)).toEqual([[email]])
  })
})

test('while the mail server is away the mail waits, and is delivered when it is back', async () => {
  const { port } = smtp
  await smtp.stop()
  await start()
  const { email } = await anAccount()
  const { token } = await requestCode(email, CALLER)
  await until('it was tried and failed', async () => (await waiting())[0]?.last_error != null)
  expect((await waiting())[0]).toMatchObject({
    attempts: 1,
    last_error: expect.stringContaining('ECONNREFUSED'),
  })
  expect(log.said).toContain('warn background work')

  smtp = await startSmtp(port)
  await sql(database.owner, 'UPDATE graphile_worker._private_jobs SET run_at = now()')
  await sql(database.owner, `SELECT pg_notify('jobs:insert', '{"r":"x","count":1}')`)
  await until('the mail is there', () => smtp.mails.length === 1, 10_000)
  await until('nothing waits any more', async () => (await waiting()).length === 0)
  expect(await verifyCode(token, codeIn(smtp.mails[0]!), CALLER)).not.toBeNull()
})

test('a mail that waited until its code had run out is not sent', async () => {
  await requestCode((await anAccount()).email, CALLER)
  await database.pool.query('UPDATE sign_in SET expires_at = now()')
  await start()
  await until('the work is done', async () => (await waiting()).length === 0)
  expect(smtp.mails).toEqual([])
})

test('the code and the tokens stand nowhere in the database, neither before nor after use', async () => {
  const { port } = smtp
  await smtp.stop()
  await start()
  const { email } = await anAccount()
  const { token } = await requestCode(email, CALLER)
  await until('a failed attempt is on record', async () => (await waiting())[0]?.last_error != null)
  smtp = await startSmtp(port)
  await sql(database.owner, 'UPDATE graphile_worker._private_jobs SET run_at = now()')
  await sql(database.owner, `SELECT pg_notify('jobs:insert', '{"r":"x","count":1}')`)
  await until('the mail is there', () => smtp.mails.length === 1, 10_000)
  const code = codeIn(smtp.mails[0]!)
  const isStored = async (secret: string) =>
    new RegExp(`(?<![0-9a-f])${secret}(?![0-9a-f])`).test(await everythingStored())
  // The search itself finds what is there.
  expect(await isStored(email)).toBe(true)
  expect(await isStored(code)).toBe(false)
  const session = await verifyCode(token, code, CALLER)
  for (const secret of [code, token, session?.token ?? '']) expect(await isStored(secret)).toBe(false)
})

test('the log tells neither code nor address', async () => {
  log.facts.length = 0
  const mailer = createMailer({ smtpUrl: undefined, mailFrom: 'Pulje <pulje@example.org>' }, log)
  jobs = await startJobs({
    pool: workers,
    mailer,
    log,
    lists: noLists,
    documents: noDocuments,
    origin: 'http://localhost',
  })
  const { email } = await anAccount()
  await requestCode(email, CALLER)
  await until('the demo shows the mail', () => mailer.mailbox.length === 1)
  const [mail] = mailer.mailbox
  const code = /\d{6}/.exec(mail?.text ?? '')?.[0] ?? 'no code'
  expect(mail?.to).toBe(email)
  expect(JSON.stringify(log.facts)).not.toContain(code)
  expect(JSON.stringify(log.facts)).not.toContain(email)
})

test('the demo’s mailbox keeps the newest fifty, newest first', async () => {
  const mailer = createMailer({ smtpUrl: undefined, mailFrom: 'x@y' }, log)
  for (let n = 0; n < 60; n++) await mailer.send({ to: `${n}`, subject: '', text: '', html: '' })
  expect(mailer.mailbox).toHaveLength(50)
  expect(mailer.mailbox[0]?.to).toBe('59')
})

test('every night what has run out is cleared away, and nothing else', async () => {
  const { personId, email } = await anAccount()
  const [old, current] = [await signInAs(personId, CALLER), await signInAs(personId, CALLER)]
  await database.pool.query('UPDATE session SET expires_at = now() WHERE id = $1', [old.sessionId])
  await requestCode(email, CALLER)
  await database.pool.query('UPDATE sign_in SET expires_at = now()')
  const { token } = await requestCode(email, CALLER)
  await sql(database.owner, `SELECT graphile_worker.add_job('tidy_up')`)
  await start()
  await until('old sign-ins are gone', async () => (await database.db.signIn.count()) === 1)
  expect(await database.db.session.findMany({ where: { personId }, select: { id: true } })).toEqual([
    { id: current.sessionId },
  ])
  expect(token).toBeTruthy()
})
