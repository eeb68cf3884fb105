import { describe, expect, test } from 'vitest'
import { eventsOf, aPerson } from '../../tests/support/factories'
import { useDatabase } from '../../tests/support/database'
import { sql } from '../../tests/support/sql'
import { actorFromCookie } from './actor'
import { createCookies } from './cookies'
import { makeCode } from './send-code'
import { requestCode, signInAs, signOut, verifyCode, type Caller } from './sign-in'
import { hashToken, newToken } from '~server/domain/shared/tokens'

const database = useDatabase()
const cookies = createCookies({ secure: false })
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0'

let serial = 0
/** Somebody in a house of their own: limits of one test do not touch another. */
const caller = (): Caller => ({ address: `192.0.2.${++serial}`, userAgent: FIREFOX })

async function anAccount(of: { disabled?: boolean } = {}): Promise<{ personId: string; email: string }> {
  const email = `konto${++serial}@example.org`
  return { personId: await aPerson({ email, ...of }), email }
}

/** The code as the mail would carry it. */
async function codeFor(token: string): Promise<string> {
  const { id } = await database.db.signIn.findUniqueOrThrow({ where: { tokenHash: hashToken(token) } })
  const made = await makeCode(id)
  if (made === null) throw new Error('no code is sent for this sign-in')
  return made.code
}

const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

async function waiting(): Promise<{ token: string; code: string; personId: string }> {
  const { personId, email } = await anAccount()
  const { token } = await requestCode(email, caller())
  return { token, code: await codeFor(token), personId }
}

describe('signing in with a code by mail', () => {
  test('opens a session for the person behind the address', async () => {
    const { token, code, personId } = await waiting()
    const session = await verifyCode(token, code, caller())
    const actor = await actorFromCookie(`pulje=${session?.token}`, cookies, 'offered')
    expect(actor).toMatchObject({ personId, sessionId: session?.sessionId, kind: 'account' })
  })

  test('takes the address in any case and with spaces around it', async () => {
    const { email, personId } = await anAccount()
    const { token } = await requestCode(`  ${email.toUpperCase()} `, caller())
    const session = await verifyCode(token, await codeFor(token), caller())
    expect((await actorFromCookie(`pulje=${session?.token}`, cookies, 'offered'))?.personId).toBe(personId)
  })

  test('is told in the trail, with ids only', async () => {
    const { token, code, personId } = await waiting()
    const session = await verifyCode(token, code, caller())
    expect(await eventsOf('person.signed_in')).toContainEqual({ personId, sessionId: session?.sessionId })
  })

  test('remembers the kind of device, not the browser’s whole name', async () => {
    const { token, code } = await waiting()
    const session = await verifyCode(token, code, caller())
    const row = await database.db.session.findUniqueOrThrow({ where: { id: session?.sessionId ?? '' } })
    expect(row.device).toBe('Firefox · Windows')
  })

  test('lasts twelve hours and not longer, however much it is used', async () => {
    const { token, code } = await waiting()
    const before = Date.now()
    const session = await verifyCode(token, code, caller())
    const hours = ((session?.expiresAt.getTime() ?? 0) - before) / 3_600_000
    expect(hours).toBeGreaterThanOrEqual(12)
    expect(hours).toBeLessThan(12.01)
    // Lucia would renew in the second half of a session's life.
    const soon = new Date(Date.now() + 60_000)
    await database.db.session.update({ where: { id: session?.sessionId ?? '' }, data: { expiresAt: soon } })
    expect(await actorFromCookie(`pulje=${session?.token}`, cookies, 'offered')).not.toBeNull()
    const row = await database.db.session.findUniqueOrThrow({ where: { id: session?.sessionId ?? '' } })
    expect(row.expiresAt).toEqual(soon)
  })

  test('makes a new session each time: one that was planted before is worth nothing', async () => {
    const { personId } = await anAccount()
    const first = await signInAs(personId, caller())
    const second = await signInAs(personId, caller())
    expect(second.token).not.toBe(first.token)
    expect(second.sessionId).not.toBe(first.sessionId)
    expect(await actorFromCookie(`pulje=${newToken()}`, cookies, 'offered')).toBeNull()
  })
})

describe('a code does not open a session', () => {
  test('a second time', async () => {
    const { token, code } = await waiting()
    expect(await verifyCode(token, code, caller())).not.toBeNull()
    expect(await verifyCode(token, code, caller())).toBeNull()
  })

  test('when it is wrong; the right one still does', async () => {
    const { token, code } = await waiting()
    for (const attempt of [wrong(code), '', code.slice(0, 5), `${code}0`, '🙂', 'x'.repeat(10_000)].slice(
      0,
      4,
    )) {
      expect(await verifyCode(token, attempt, caller())).toBeNull()
    }
    expect(await verifyCode(token, code, caller())).not.toBeNull()
  })

  test('after five wrong guesses, not even when it is right', async () => {
    const { token, code } = await waiting()
    for (let guess = 0; guess < 5; guess++) expect(await verifyCode(token, wrong(code), caller())).toBeNull()
    expect(await verifyCode(token, code, caller())).toBeNull()
  })

  test('after five wrong guesses at the same moment', async () => {
    const { token, code } = await waiting()
    await Promise.all(Array.from({ length: 8 }, () => verifyCode(token, wrong(code), caller())))
    expect(await verifyCode(token, code, caller())).toBeNull()
  })

  test('after ten minutes', async () => {
    const { token, code } = await waiting()
    await database.pool.query(`UPDATE sign_in SET expires_at = now() WHERE token_hash = $1`, [
      hashToken(token),
    ])
    expect(await verifyCode(token, code, caller())).toBeNull()
  })

  test('in another browser than the one that asked', async () => {
    const mine = await waiting()
    const other = await waiting()
    expect(await verifyCode(other.token, mine.code, caller())).toBeNull()
    expect(await verifyCode(newToken(), mine.code, caller())).toBeNull()
  })

  test('for somebody whose account was closed after the mail was sent', async () => {
    const { token, code, personId } = await waiting()
    await database.db.person.update({ where: { id: personId }, data: { disabledAt: new Date() } })
    expect(await verifyCode(token, code, caller())).toBeNull()
    expect(await database.db.session.count({ where: { personId } })).toBe(0)
  })

  test('before it has been sent', async () => {
    const { email } = await anAccount()
    const { token } = await requestCode(email, caller())
    for (const code of ['', '000000', 'null']) expect(await verifyCode(token, code, caller())).toBeNull()
  })
})

test('two right guesses at the same moment give one session', async () => {
  for (let round = 0; round < 5; round++) {
    const { token, code, personId } = await waiting()
    const opened = await Promise.all([1, 2, 3].map(() => verifyCode(token, code, caller())))
    expect(opened.filter(session => session !== null)).toHaveLength(1)
    expect(await database.db.session.count({ where: { personId } })).toBe(1)
  }
})

describe('an address that nobody has', () => {
  const rowOf = async (token: string): Promise<Record<string, unknown>> =>
    (await sql(database.owner, 'SELECT * FROM sign_in WHERE token_hash = $1', [hashToken(token)]))[0] ?? {}
  const jobsOf = async (id: unknown): Promise<unknown[]> =>
    sql(
      database.owner,
      `SELECT t.identifier FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
       WHERE j.payload->>'signInId' = $1`,
      [id],
    )

  test('gets the same answer, the same row and the same work as one that somebody has', async () => {
    const known = await requestCode((await anAccount()).email, caller())
    const unknown = await requestCode('ingen@example.org', caller())
    expect(Object.keys(unknown)).toEqual(Object.keys(known))
    expect(unknown.token).toHaveLength(known.token.length)
    const [knownRow, unknownRow] = [await rowOf(known.token), await rowOf(unknown.token)]
    expect(unknownRow).toMatchObject({ code_hash: null, attempts: 0, used_at: null, person_id: null })
    expect(knownRow).toMatchObject({ code_hash: null, attempts: 0, used_at: null })
    expect(await jobsOf(unknownRow['id'])).toEqual(await jobsOf(knownRow['id']))
    expect(await jobsOf(unknownRow['id'])).toEqual([{ identifier: 'send_sign_in_code' }])
  })

  test('gets no mail, and neither does an account that is closed', async () => {
    for (const email of ['ingen@example.org', (await anAccount({ disabled: true })).email]) {
      const { token } = await requestCode(email, caller())
      expect(await makeCode(String((await rowOf(token))['id']))).toBeNull()
      expect(await verifyCode(token, '000000', caller())).toBeNull()
    }
  })

  test('is not a guest’s either: guests have no address', async () => {
    await aPerson({ kind: 'guest' })
    const { token } = await requestCode('', caller())
    expect(await rowOf(token)).toMatchObject({ person_id: null })
  })

  test.each([
    ['a pattern', '%'],
    ['a piece of SQL', "' OR 1=1 --"],
    ['very long', 'a'.repeat(5_000)],
    ['a face', '🙂@example.org'],
  ])('may be %s', async (_, address) => {
    const { token } = await requestCode(address, caller())
    expect(await rowOf(token)).toMatchObject({ person_id: null })
  })
})

describe('asking too often', () => {
  const isFor = async (token: string): Promise<string | null> =>
    (await database.db.signIn.findUniqueOrThrow({ where: { tokenHash: hashToken(token) } })).personId

  test('stops the mails to that account, without saying so, and nobody else’s', async () => {
    const { email, personId } = await anAccount()
    const hall = caller()
    for (let time = 0; time < 5; time++)
      expect(await isFor((await requestCode(email, hall)).token)).toBe(personId)
    expect(await isFor((await requestCode(email, hall)).token)).toBeNull()
    expect(await isFor((await requestCode(email.toUpperCase(), caller())).token)).toBeNull()
    const neighbour = await anAccount()
    expect(await isFor((await requestCode(neighbour.email, hall)).token)).toBe(neighbour.personId)
  })

  test('does not touch a code that is on its way, nor a session that is open', async () => {
    const { email, personId } = await anAccount()
    const open = await signInAs(personId, caller())
    const { token } = await requestCode(email, caller())
    const code = await codeFor(token)
    for (let time = 0; time < 6; time++) await requestCode(email, caller())
    expect(await verifyCode(token, code, caller())).not.toBeNull()
    expect(await actorFromCookie(`pulje=${open.token}`, cookies, 'offered')).not.toBeNull()
  })

  test('a hall of two hundred behind one address comes in at the same moment', async () => {
    const hall = caller()
    const tokens = await Promise.all(
      Array.from({ length: 200 }, (_, i) => requestCode(`hall${i}@example.org`, hall)),
    )
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(200)
  })

  test('an address with hundreds of requests has to wait, and is told so', async () => {
    const robot = caller()
    await requestCode('ingen@example.org', robot)
    await sql(database.owner, `UPDATE rate_limit SET points = 500 WHERE key LIKE 'codePerAddress:%'`)
    await expect(requestCode('ingen@example.org', robot)).rejects.toMatchObject({
      brand: 'pulje.domain-error',
      code: 'too_many',
    })
    expect((await requestCode('ingen@example.org', caller())).token).toMatch(/^[\w-]{43}$/)
  })

  test('is counted without keeping any address', async () => {
    const { email } = await anAccount()
    const house = caller()
    await requestCode(email, house)
    const rows = await sql<{ key: string }>(database.owner, 'SELECT key FROM rate_limit')
    expect(rows.length).toBeGreaterThan(0)
    for (const { key } of rows) {
      expect(key).not.toContain(email)
      expect(key).not.toContain(house.address)
    }
  })
})

describe('signing out', () => {
  test('ends that session at once, and no other of the same person', async () => {
    const { personId } = await anAccount()
    const [here, there] = [await signInAs(personId, caller()), await signInAs(personId, caller())]
    await signOut(personId, here.sessionId)
    expect(await actorFromCookie(`pulje=${here.token}`, cookies, 'offered')).toBeNull()
    expect(await actorFromCookie(`pulje=${there.token}`, cookies, 'offered')).not.toBeNull()
    expect(await eventsOf('person.signed_out')).toContainEqual({ personId, sessionId: here.sessionId })
  })

  test('twice does no harm', async () => {
    const { personId } = await anAccount()
    const { sessionId } = await signInAs(personId, caller())
    await signOut(personId, sessionId)
    await signOut(personId, sessionId)
    expect(await database.db.session.count({ where: { personId } })).toBe(0)
  })
})

test('a stolen copy of the database opens no door', async () => {
  const { token, code, personId } = await waiting()
  const session = await signInAs(personId, caller())
  const rows = await sql(
    database.owner,
    'SELECT s.*, i.* FROM session s JOIN sign_in i ON i.person_id = s.person_id WHERE s.person_id = $1',
    [personId],
  )
  const stolen = JSON.stringify(rows)
  for (const secret of [session.token, token, code]) expect(stolen).not.toContain(`"${secret}"`)
  expect(await actorFromCookie(`pulje=${session.sessionId}`, cookies, 'offered')).toBeNull()
})
