import { beforeEach, describe, expect, test } from 'vitest'
import { beginTotp, confirmTotp, waitingTotp } from '~server/auth/totp'
import { signInAs } from '~server/auth/sign-in'
import { endGrants } from '~server/domain/people/grants'
import { changeRole } from '~server/domain/people/changes'
import { chooseFrequencies } from '~server/domain/people/notifications'
import type { Frequency } from '~server/domain/people/schema'
import type { Actor } from '~server/domain/shared/actor'
import { Secret, TOTP } from 'otpauth'
import { useDatabase } from '../../tests/support/database'
import { actorOf, aGrant, anActor, aPerson, aUnit } from '../../tests/support/factories'
import { useMailing } from '../../tests/support/mailing'
import { sql } from '../../tests/support/sql'
import { until } from '../../tests/support/until'

/** Mails to people about themselves, through real jobs and a real mail server. */

const database = useDatabase()
const mailing = useMailing(database)
let leader: Actor
let school: string

beforeEach(async () => {
  school = await aUnit({ name: 'Granlia skole' })
  leader = await anActor('leader', school)
})

interface Reader {
  email: string
  grantId: string
  actor: Actor
}

let serial = 0
async function aTeacher(frequency?: Frequency): Promise<Reader> {
  const email = `leser${++serial}@example.org`
  const personId = await aPerson({ email })
  const grantId = await aGrant(personId, 'teacher', school)
  const actor = await actorOf(personId)
  if (frequency !== undefined)
    await chooseFrequencies(actor, { own_roles: frequency, invitations: 'at_once' })
  return { email, grantId, actor }
}

const mailsTo = (email: string) => mailing.smtp.mails.filter(mail => mail.to.includes(email))
const add = (task: string) => sql(database.owner, `SELECT graphile_worker.add_job($1)`, [task])
/** Everything that was to be done has been done. */
const quiet = () =>
  until(
    'nothing waits',
    async () => (await sql(database.owner, 'SELECT 1 FROM graphile_worker._private_jobs')).length === 0,
    30_000,
  )

describe('what happened to one’s roles', () => {
  test('is told at once to whoever has not said otherwise, in a mail that names the role and the unit', async () => {
    const { email, grantId } = await aTeacher()
    await mailing.start()
    await changeRole(leader, grantId, 'assistant')
    await until('both mails are there', () => mailsTo(email).length === 2, 30_000)
    const texts = mailsTo(email).map(({ text }) => text)
    expect(texts.filter(text => /assistent/i.test(text))).toHaveLength(1)
    expect(texts.filter(text => /lærer/i.test(text)).length).toBeGreaterThan(0)
    for (const text of texts) {
      expect(text).toContain('Granlia skole')
      expect(text).toContain('/profil')
    }
  })

  test.each<[Frequency, string[]]>([
    ['daily', ['tell_of_roles_daily']],
    ['weekly', ['tell_of_roles_weekly']],
    ['off', []],
  ])('waits or stays away for whoever chose %s', async (frequency, tellers) => {
    const { email, grantId } = await aTeacher(frequency)
    await mailing.start()
    await endGrants(leader, [grantId], { evenIfLast: false })
    await quiet()
    expect(mailsTo(email)).toEqual([])
    for (const task of ['tell_of_roles_daily', 'tell_of_roles_weekly']) {
      const before = mailsTo(email).length
      await add(task)
      await quiet()
      expect(mailsTo(email).length - before).toBe(tellers.includes(task) ? 1 : 0)
    }
  })

  test('is gathered: three roles that ended are one mail, and nobody else stands in it', async () => {
    const [mine, theirs] = [await aTeacher('daily'), await aTeacher('daily')]
    const more = [await aGrant(mine.actor.personId, 'assistant', school), mine.grantId, theirs.grantId]
    await endGrants(leader, more, { evenIfLast: false })
    await mailing.start()
    await add('tell_of_roles_daily')
    await quiet()
    expect(mailsTo(mine.email)).toHaveLength(1)
    const { text = '' } = mailsTo(mine.email)[0] ?? {}
    expect(text).toMatch(/assistent/i)
    expect(text).toMatch(/lærer/i)
    expect(text).not.toContain(theirs.email)
  })

  test('is not told to whoever has no account any more', async () => {
    const { email, grantId, actor } = await aTeacher()
    await endGrants(leader, [grantId], { evenIfLast: false })
    await database.db.person.update({ where: { id: actor.personId }, data: { disabledAt: new Date() } })
    await mailing.start()
    await quiet()
    expect(mailsTo(email)).toEqual([])
  })
})

test('a new way to show who one is is told by mail, with the way to the page, and without any secret', async () => {
  const { email, actor } = await aTeacher()
  const key = Buffer.alloc(32, 7)
  const { sessionId } = await signInAs(actor.personId, { address: '192.0.2.9', userAgent: null })
  const holder = { personId: actor.personId, sessionId }
  await beginTotp(holder, key)
  const { secret = '' } = (await waitingTotp(holder, key)) ?? {}
  const app = new TOTP({ secret: Secret.fromBase32(secret) })
  await confirmTotp(holder, key, app.generate())
  await mailing.start()
  await until('the mail is there', () => mailsTo(email).length === 1, 30_000)
  const [mail] = mailsTo(email)
  expect(mail?.text).toContain('/profil/sikkerhet')
  for (const part of [mail?.text, mail?.html, mail?.subject]) expect(part).not.toContain(secret)
})
