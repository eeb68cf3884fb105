import { describe, expect, test } from 'vitest'
import { answerInvitation } from '~server/domain/cohorts/invitations/answers'
import { correctAddress, sendAgain } from '~server/domain/cohorts/invitations/changes'
import { claimReminders, expireInvitations } from '~server/domain/cohorts/invitations/deadlines'
import { createMailing } from '~server/domain/cohorts/invitations/mailings'
import { osloMoment } from '~server/domain/shared/dates'
import { useDatabase } from '../../tests/support/database'
import { aCounty, aMailing, linkIn, useMailing } from '../../tests/support/mailing'
import { aPerson } from '../../tests/support/factories'
import { sql } from '../../tests/support/sql'
import { until as untilSoon } from '../../tests/support/until'

const database = useDatabase()
const mailing = useMailing(database)

/** Mails take their time on a machine that others use as well. */
const until = (what: string, isSo: () => unknown, withinMs = 30_000) => untilSoon(what, isSo, withinMs)

describe('the mail', () => {
  test.each([
    ['nb', 'er invitert til', 'Svar innen 31. mai 2099.'],
    ['nn', 'er invitert til', 'Svar innan 31. mai 2099.'],
    ['en', 'is invited to', 'Answer by 31 May 2099.'],
  ] as const)('is written in the language that was chosen: %s', async (locale, subject, deadline) => {
    const { county, cohort, towns } = await aCounty(1)
    await createMailing(
      county,
      cohort,
      aMailing(towns, () => 'post@example.org', { locale }),
    )
    await mailing.start()
    await until('the mail is there', () => mailing.smtp.mails.length === 1)
    const mail = mailing.smtp.mails[0]
    expect(mail?.subject).toContain(subject)
    expect(mail?.text).toContain(deadline)
    expect(mail?.text).toContain('Vi håper dere blir med.')
    expect(mail?.html).toMatch(new RegExp(`<html[^>]* lang="${locale}"`))
    expect(mail?.html).toContain(`/invitasjon/${linkIn(mail)}`)
  })

  test('shows what was written as it was written, and none of it as HTML', async () => {
    const { county, cohort, towns } = await aCounty(1)
    const message = '<img src=x onerror=alert(1)>\r\nBcc: alle@example.org'
    await createMailing(
      county,
      cohort,
      aMailing(towns, () => 'post@example.org', { message }),
    )
    await mailing.start()
    await until('the mail is there', () => mailing.smtp.mails.length === 1)
    expect(mailing.smtp.mails[0]?.html).not.toContain('<img')
    expect(mailing.smtp.mails[0]?.to).toEqual(['post@example.org'])
  })

  test('goes again with a new link, and the first one is dead; at a new address they are all dead', async () => {
    const { county, cohort, towns } = await aCounty(1)
    const { mailingId } = await createMailing(
      county,
      cohort,
      aMailing(towns, () => 'post@example.org'),
    )
    const { id } = await database.db.invitation.findFirstOrThrow({ where: { mailingId } })
    await mailing.start()
    await until('it is sent', async () => (await mailing.statuses(mailingId))['sent'] === 1)
    await sendAgain(county, mailingId, id)
    await until('a second mail is there', () => mailing.smtp.mails.length === 2)
    await until('it is sent again', async () => (await mailing.statuses(mailingId))['sent'] === 1)
    const [first, second] = mailing.smtp.mails.map(linkIn)
    expect(first).not.toBe(second)
    const no = { answer: 'decline', name: '', reason: 'time', note: '' } as const
    const gone = { code: 'not_found' }
    await expect(answerInvitation({ token: first ?? '' }, no)).rejects.toMatchObject(gone)
    await answerInvitation({ token: second ?? '' }, no)
    expect(await mailing.statuses(mailingId)).toEqual({ declined: 1 })
    await expect(
      correctAddress(county, mailingId, { invitationId: id, email: 'x@example.org' }),
    ).rejects.toMatchObject({
      reason: 'invitations.answered',
    })
    await database.db.invitation.update({ where: { id }, data: { status: 'sent' } })
    await correctAddress(county, mailingId, { invitationId: id, email: 'ny@example.org' })
    await until('a third mail is there', () => mailing.smtp.mails.length === 3)
    const dead = { answer: 'accept' as const, name: '', criteria: [] }
    for (const token of [first, second])
      await expect(answerInvitation({ token: token ?? '' }, dead)).rejects.toMatchObject(gone)
    await answerInvitation({ token: linkIn(mailing.smtp.mails[2]) }, dead)
    expect(mailing.smtp.mails[2]?.to).toEqual(['ny@example.org'])
    expect(await mailing.statuses(mailingId)).toEqual({ accepted: 1 })
  })
})

describe('reminders and the last day', () => {
  /** A mailing that went out on 1 March with the last day on 31 March and reminders two weeks and three days before. */
  async function inMarch(): Promise<string> {
    const { county, cohort, towns } = await aCounty(3)
    const { mailingId } = await createMailing(
      county,
      cohort,
      aMailing(towns, n => `post${n}@example.org`),
    )
    await mailing.start()
    await until('all are sent', async () => (await mailing.statuses(mailingId))['sent'] === 3)
    await mailing.stop()
    await database.db.invitation.updateMany({
      where: { mailingId },
      data: { deadline: new Date('2090-03-31'), sentAt: osloMoment(2090, 3, 1, 10) },
    })
    return mailingId
  }
  const march = (day: number, hour = 10, minute = 0) => osloMoment(2090, 3, day, hour, minute)

  test('come once per reminder day, in working hours, to those who have not answered', async () => {
    const mailingId = await inMarch()
    await answerInvitation(
      { token: linkIn(mailing.smtp.mails.find(mail => mail.to[0] === 'post0@example.org')) },
      {
        answer: 'accept',
        name: '',
        criteria: [],
      },
    )
    const due = async (at: Date) => (await claimReminders(at)).length
    expect(await due(march(16))).toBe(0)
    expect(await due(march(17, 7, 59))).toBe(0)
    expect(await due(march(17, 8))).toBe(2)
    expect(await due(march(17, 9))).toBe(0)
    expect(await due(march(20))).toBe(0)
    expect(await due(march(28, 22))).toBe(0)
    expect(await due(march(29))).toBe(2)
    expect(await due(march(31))).toBe(0)
    expect((await mailing.statuses(mailingId))['sent']).toBe(2)
  })

  test('come as seldom as somebody with an account has chosen: never, or once a week', async () => {
    const mailingId = await inMarch()
    for (const [n, frequency] of (['off', 'weekly', 'daily'] as const).entries()) {
      const email = `post${n}@example.org`
      const personId = await aPerson({ email })
      await database.db.notificationPreference.create({ data: { personId, kind: 'invitations', frequency } })
      await database.db.invitation.updateMany({ where: { mailingId, email }, data: { sentAt: march(12) } })
    }
    const due = async (at: Date) => {
      const ids = (await claimReminders(at)).map(({ invitationId }) => invitationId)
      const rows = await database.db.invitation.findMany({ where: { id: { in: ids } } })
      return rows.map(({ email }) => email).sort()
    }
    expect(await due(march(17))).toEqual(['post2@example.org'])
    expect(await due(march(19, 11))).toEqual(['post1@example.org'])
    expect(await due(march(29))).toEqual(['post1@example.org', 'post2@example.org'])
    await database.db.notificationPreference.deleteMany()
    await database.db.invitation.deleteMany({ where: { mailingId } })
  })

  test('that were missed become one; the day of sending is none; two workers remind once', async () => {
    await inMarch()
    const both = await Promise.all([claimReminders(march(30)), claimReminders(march(30))])
    expect(both.flat()).toHaveLength(3)
    const late = await inMarch()
    await database.db.invitation.updateMany({ where: { mailingId: late }, data: { sentAt: march(20) } })
    expect(await claimReminders(march(20, 11))).toEqual([])
    expect(await claimReminders(march(28))).toHaveLength(3)
  })

  test('go out as mails with a link of their own', async () => {
    const mailingId = await inMarch()
    await sql(
      database.owner,
      `UPDATE invitation SET deadline = (now() AT TIME ZONE 'Europe/Oslo')::date + 3, sent_at = now() - interval '20 days'
       WHERE mailing_id = $1`,
      [mailingId],
    )
    const working = (await claimReminders(osloMoment(2000, 1, 1, 10))).length
    expect(working).toBe(0)
    await sql(database.owner, `SELECT graphile_worker.add_job('remind_invitations')`)
    await mailing.start()
    const { rows } = await database.pool.query<{ hour: number }>(
      `SELECT extract(hour FROM now() AT TIME ZONE 'Europe/Oslo')::int AS hour`,
    )
    const day = (rows[0]?.hour ?? 0) >= 8 && (rows[0]?.hour ?? 0) < 16
    await until('the job is done', async () => {
      const waiting = await sql(
        database.owner,
        `SELECT 1 FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
         WHERE t.identifier = 'remind_invitations'`,
      )
      return waiting.length === 0
    })
    const reminders = () => mailing.smtp.mails.filter(mail => mail.subject.startsWith('Påminnelse')).length
    // The job puts each mail into a job of its own.
    await until('they are there', () => reminders() === (day ? 3 : 0))
    expect(await mailing.statuses(mailingId)).toEqual({ sent: 3 })
  })

  test('when the last day is over in Norway it is too late; not an hour before', async () => {
    const mailingId = await inMarch()
    const open = linkIn(mailing.smtp.mails[0])
    await expireInvitations(march(31, 23, 59))
    expect(await mailing.statuses(mailingId)).toEqual({ sent: 3 })
    await expireInvitations(osloMoment(2090, 4, 1))
    expect(await mailing.statuses(mailingId)).toEqual({ expired: 3 })
    const rows = await database.db.enrolment.findMany({
      where: { cohort: { mailings: { some: { id: mailingId } } }, orgUnit: { kind: 'municipality' } },
      include: { changes: { orderBy: { id: 'asc' } } },
    })
    expect(rows.map(({ status }) => status)).toEqual(['expired', 'expired', 'expired'])
    expect(rows[0]?.changes.map(({ status }) => status)).toEqual(['invited', 'expired'])
    await expect(
      answerInvitation({ token: open }, { answer: 'accept', name: '', criteria: [] }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('neither tokens nor addresses stand in the log, the outbox or the jobs', async () => {
  const { county, cohort, towns } = await aCounty(2)
  const address = (n: number) => (n === 0 ? 'ukjent.hemmelig@example.org' : 'hemmelig@example.org')
  const { mailingId } = await createMailing(county, cohort, aMailing(towns, address))
  await mailing.start()
  await until('both were tried', async () => (await mailing.statuses(mailingId))['queued'] === undefined)
  const token = linkIn(mailing.smtp.mails[0])
  const outbox = await database.db.outboxEvent.findMany({ select: { payload: true } })
  const kept = JSON.stringify([
    mailing.log.facts,
    outbox,
    await sql(database.owner, 'SELECT * FROM personal_link'),
  ])
  expect(kept).not.toContain('hemmelig')
  expect(kept).not.toContain(token)
})
