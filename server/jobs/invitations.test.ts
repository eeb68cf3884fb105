import { describe, expect, test } from 'vitest'
import { sendAgain, withdraw } from '~server/domain/cohorts/invitations/changes'
import { claimInvitations } from '~server/domain/cohorts/invitations/delivery'
import { createMailing } from '~server/domain/cohorts/invitations/mailings'
import { useDatabase } from '../../tests/support/database'
import { aCounty, aMailing, linkIn, refusal, useMailing } from '../../tests/support/mailing'
import { startSmtp } from '../../tests/support/smtp'
import { sql } from '../../tests/support/sql'
import { until as untilSoon } from '../../tests/support/until'

const database = useDatabase()
const mailing = useMailing(database)

/** Mails take their time on a machine that others use as well. */
const until = (what: string, isSo: () => unknown, withinMs = 30_000) => untilSoon(what, isSo, withinMs)

/** A thousand with `npm run test:faults`; the usual run sends two hundred the same way. */
const MANY = process.env['FAULTS'] === undefined ? 200 : 1_000

describe('many invitations', () => {
  test('go out in the background, once to each address, with what came of each', async () => {
    const { county, cohort, towns } = await aCounty(MANY)
    const address = (n: number) => (n % 100 === 7 ? `ukjent${n}@example.org` : `post${n}@example.org`)
    const unknown = MANY / 100
    const began = performance.now()
    const sent = await createMailing(county, cohort, aMailing(towns, address))
    const written = Math.round(performance.now() - began)
    expect(sent).toMatchObject({ invited: MANY, skipped: 0 })
    expect(await mailing.statuses(sent.mailingId)).toEqual({ queued: MANY })
    await mailing.start()
    await until(
      'all have been tried',
      async () => (await mailing.statuses(sent.mailingId))['queued'] === undefined,
      200_000,
    )
    expect(await mailing.statuses(sent.mailingId)).toEqual({ sent: MANY - unknown, failed: unknown })
    process.stdout.write(
      `${MANY} invitations: written in ${written} ms, delivered in ${Math.round(performance.now() - began)} ms\n`,
    )
    const to = mailing.smtp.mails.map(mail => mail.to.join())
    expect(new Set(to).size).toBe(MANY - unknown)
    expect(to).toHaveLength(MANY - unknown)
    const failed = await database.db.invitation.findMany({
      where: { mailingId: sent.mailingId, status: 'failed' },
    })
    expect(new Set(failed.map(row => row.deliveryError))).toEqual(new Set(['unknownAddress']))
    const links = new Set(mailing.smtp.mails.map(linkIn))
    expect(links.size).toBe(MANY - unknown)
    expect(links).not.toContain('no link')
  }, 240_000)
})

describe('while they are on their way', () => {
  test('the mail server may be away for a while; nobody gets two and nobody gets none', async () => {
    const { county, cohort, towns } = await aCounty(60)
    const { port } = mailing.smtp
    await mailing.smtp.stop()
    const { mailingId } = await createMailing(
      county,
      cohort,
      aMailing(towns, n => `post${n}@example.org`),
    )
    await mailing.start()
    await until('it was tried', () => mailing.log.said.includes('warn background work'))
    expect(await mailing.statuses(mailingId)).toEqual({ queued: 60 })
    mailing.smtp = await startSmtp(port, refusal)
    await until(
      'all are sent',
      async () => {
        await mailing.retryNow()
        return (await mailing.statuses(mailingId))['sent'] === 60
      },
      60_000,
    )
    expect(mailing.smtp.mails.map(mail => mail.to[0]).sort()).toEqual(
      towns.map((_, n) => `post${n}@example.org`).sort(),
    )
  })

  test('one that is put off holds up nobody, and is given up in the end', async () => {
    const { county, cohort, towns } = await aCounty(5)
    const address = (n: number) => (n === 0 ? 'full@example.org' : `post${n}@example.org`)
    const { mailingId } = await createMailing(county, cohort, aMailing(towns, address))
    await mailing.start()
    await until('the others are sent', async () => (await mailing.statuses(mailingId))['sent'] === 4)
    await until(
      'it is given up',
      async () => {
        await mailing.retryNow()
        return (await mailing.statuses(mailingId))['failed'] === 1
      },
      60_000,
    )
    const row = await database.db.invitation.findFirst({ where: { mailingId, status: 'failed' } })
    expect(row?.deliveryError).toBe('temporary')
  })

  test('two workers on one mailing send each mail once', async () => {
    const { county, cohort, towns } = await aCounty(80)
    const { mailingId } = await createMailing(
      county,
      cohort,
      aMailing(towns, n => `post${n}@example.org`),
    )
    const add = `SELECT graphile_worker.add_job('send_mailing', json_build_object('mailingId', '${mailingId}'))`
    await sql(database.owner, `${add}; ${add}`)
    await mailing.start()
    await until('all are sent', async () => (await mailing.statuses(mailingId))['sent'] === 80)
    expect(mailing.smtp.mails).toHaveLength(80)
  })

  test('the server may die: what nobody had in hand goes on, what it had in hand is said to be unsure', async () => {
    const { county, cohort, towns } = await aCounty(10)
    const { mailingId } = await createMailing(
      county,
      cohort,
      aMailing(towns, n => `post${n}@example.org`),
    )
    await sql(database.owner, 'DELETE FROM graphile_worker._private_jobs')
    const inHand = await claimInvitations(mailingId, 3, '')
    await sql(
      database.owner,
      `UPDATE invitation SET claimed_at = now() - interval '1 hour' WHERE claimed_at IS NOT NULL`,
    )
    await sql(database.owner, `SELECT graphile_worker.add_job('resume_mailings')`)
    await mailing.start()
    await until('the others are sent', async () => (await mailing.statuses(mailingId))['sent'] === 7)
    const failed = await database.db.invitation.findMany({ where: { mailingId, status: 'failed' } })
    expect(failed.map(({ id }) => id).sort()).toEqual(inHand)
    expect(failed[0]?.deliveryError).toBe('interrupted')
    expect(await sendAgain(county, mailingId, null)).toBe(3)
    await until('those too', async () => (await mailing.statuses(mailingId))['sent'] === 10)
  })

  test('whoever is withdrawn in time gets none', async () => {
    const { county, cohort, towns } = await aCounty(2)
    const { mailingId } = await createMailing(
      county,
      cohort,
      aMailing(towns, n => `post${n}@example.org`),
    )
    const row = await database.db.invitation.findFirstOrThrow({
      where: { mailingId, email: 'post0@example.org' },
    })
    await withdraw(county, mailingId, row.id)
    await mailing.start()
    await until('the other one is there', () => mailing.smtp.mails.length === 1)
    await until(
      'the mailing is done',
      async () => (await mailing.statuses(mailingId))['queued'] === undefined,
    )
    expect(mailing.smtp.mails.map(mail => mail.to)).toEqual([['post1@example.org']])
  })
})
