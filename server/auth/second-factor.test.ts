import { describe, expect, test } from 'vitest'
import { Secret, TOTP } from 'otpauth'
import { useDatabase } from '../../tests/support/database'
import { aGrant, aPerson, aUnit, eventsOf } from '../../tests/support/factories'
import { sql } from '../../tests/support/sql'
import type { Role } from '~server/domain/shared/actor'
import { actorFromCookie, whoAsks } from './actor'
import { createCookies } from './cookies'
import { listOwnSessions } from './own-sessions'
import { makeRecoveryCodes, takeRecoveryCode } from './recovery-codes'
import { confirmSession, enroller, factorsOf, resetFactors, type Holder } from './second-factor'
import { signInAs } from './sign-in'
import { beginTotp, confirmTotp, removeTotp, takeTotp, waitingTotp } from './totp'

const database = useDatabase()
const cookies = createCookies({ secure: false })
const KEY = Buffer.alloc(32, 7)
const CALLER = { address: '192.0.2.1', userAgent: null }

interface Guest extends Holder {
  cookie: string
}

async function signedIn(personId: string, strong = false): Promise<Guest> {
  const session = await signInAs(personId, CALLER, { method: 'code', strong })
  return { personId, sessionId: session.sessionId, cookie: `pulje=${session.token}` }
}

const withRole = async (role: Role): Promise<Guest> => signedIn(await aPerson({ role, unit: await aUnit() }))
const asks = ({ cookie }: Guest) => whoAsks(cookie, cookies, 'required')
const actorOf = async (guest: Guest) => (await asks(guest)).actor!

/** An app on a phone. */
async function withApp(holder: Holder): Promise<TOTP> {
  await beginTotp(holder, KEY)
  const waiting = await waitingTotp(holder, KEY)
  const app = new TOTP({ secret: Secret.fromBase32(waiting!.secret) })
  // The step before this one: this one is free for the test.
  expect(await confirmTotp(holder, KEY, app.generate({ timestamp: Date.now() - 30_000 }))).toBe(true)
  return app
}

const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('a second factor is demanded', () => {
  test.each([
    'county_adviser',
    'national_adviser',
    'ppt_adviser',
    'administrator',
    'data_officer',
    'support',
  ] as const)('of a %s: until then the session is nobody’s', async role => {
    const guest = await withRole(role)
    expect(await asks(guest)).toMatchObject({ actor: null, pending: { personId: guest.personId } })
    expect((await whoAsks(guest.cookie, cookies, 'offered')).actor?.personId).toBe(guest.personId)
  })

  test.each(['teacher', 'leader', 'assistant', 'municipality_coordinator', 'resource_person'] as const)(
    'not of a %s',
    async role => {
      expect(await asks(await withRole(role))).toMatchObject({ pending: null, actor: { kind: 'account' } })
    },
  )

  test('from the next request on, when a role that needs it is given in mid-session', async () => {
    const guest = await withRole('teacher')
    expect((await asks(guest)).actor).not.toBeNull()
    await aGrant(guest.personId, 'county_adviser', await aUnit())
    expect(await actorFromCookie(guest.cookie, cookies, 'required')).toBeNull()
  })

  test('of whoever has set up an app, whatever their role and wherever they are signed in', async () => {
    const here = await withRole('teacher')
    const elsewhere = await signedIn(here.personId)
    await withApp(here)
    expect((await whoAsks(elsewhere.cookie, cookies, 'offered')).actor).toBeNull()
  })

  test('and is shown once a session signs in with two factors at once', async () => {
    const { personId } = await withRole('county_adviser')
    expect((await asks(await signedIn(personId, true))).actor?.personId).toBe(personId)
  })
})

describe('showing it', () => {
  test('gives the session a new token; the old one is worth nothing, and the end stays the same', async () => {
    const guest = await withRole('county_adviser')
    const before = await database.db.session.findUniqueOrThrow({ where: { id: guest.sessionId } })
    const session = await confirmSession(guest)
    expect(await asks(guest)).toEqual({ actor: null, pending: null })
    const now = { ...guest, cookie: `pulje=${session.token}` }
    expect((await asks(now)).actor?.sessionId).toBe(session.sessionId)
    expect(session.expiresAt).toEqual(before.expiresAt)
    expect(await eventsOf('person.confirmed')).toContainEqual({
      personId: guest.personId,
      sessionId: session.sessionId,
      formerSessionId: guest.sessionId,
    })
    expect(await listOwnSessions(await actorOf(now))).toMatchObject([{ method: 'code', confirmed: true }])
  })

  test('works for one of two at the same moment', async () => {
    const guest = await withRole('county_adviser')
    const results = await Promise.allSettled([1, 2, 3].map(() => confirmSession(guest)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('setting another one up is no way round it', async () => {
    const guest = await withRole('county_adviser')
    expect(await enroller(await asks(guest))).toMatchObject({ personId: guest.personId })
    await withApp(guest)
    await expect(enroller(await asks(guest))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(enroller({ actor: null, pending: null })).rejects.toMatchObject({ code: 'signed_out' })
  })
})

describe('a code of an app', () => {
  test('is taken once, also when it comes several times at the same moment', async () => {
    const guest = await withRole('county_adviser')
    const code = (await withApp(guest)).generate()
    const taken = await Promise.all([1, 2, 3].map(() => takeTotp(guest, KEY, code)))
    expect(taken.filter(Boolean)).toHaveLength(1)
    expect(await takeTotp(guest, KEY, code)).toBe(false)
  })

  test('is taken from the step before and after, and no earlier one after a later one', async () => {
    const guest = await withRole('county_adviser')
    const app = await withApp(guest)
    const at = (steps: number) => app.generate({ timestamp: Date.now() + steps * 30_000 })
    expect(await takeTotp(guest, KEY, at(-5))).toBe(false)
    expect(await takeTotp(guest, KEY, at(5))).toBe(false)
    expect(await takeTotp(guest, KEY, at(1))).toBe(true)
    expect(await takeTotp(guest, KEY, at(0))).toBe(false)
  })

  test('is somebody’s own, and no text is one', async () => {
    const [mine, theirs] = [await withRole('county_adviser'), await withRole('county_adviser')]
    const app = await withApp(mine)
    await withApp(theirs)
    for (const code of [wrong(app.generate()), '', '00000', 'null', '١٢٣٤٥٦'])
      expect(await takeTotp(mine, KEY, code)).toBe(false)
    expect(await takeTotp(theirs, KEY, app.generate())).toBe(false)
  })

  test('can be guessed ten times in a quarter of an hour, and nobody else’s account feels it', async () => {
    const [victim, neighbour] = [await withRole('county_adviser'), await withRole('county_adviser')]
    const app = await withApp(victim)
    const other = await withApp(neighbour)
    const guesses = await Promise.allSettled(
      Array.from({ length: 15 }, () => takeTotp(victim, KEY, wrong(app.generate()))),
    )
    expect(guesses.some(({ status }) => status === 'rejected')).toBe(true)
    await expect(takeTotp(victim, KEY, app.generate())).rejects.toMatchObject({ code: 'too_many' })
    expect(await takeTotp(neighbour, KEY, other.generate())).toBe(true)
  })

  test('opens nothing with another server’s key', async () => {
    const guest = await withRole('county_adviser')
    const app = await withApp(guest)
    expect(await takeTotp(guest, Buffer.alloc(32, 8), app.generate())).toBe(false)
  })
})

describe('recovery codes', () => {
  async function withCodes(): Promise<{ guest: Guest; codes: string[] }> {
    const guest = await signedIn((await withRole('county_adviser')).personId, true)
    await withApp(guest)
    return { guest, codes: await makeRecoveryCodes(await actorOf(guest)) }
  }

  test('are ten, each taken once however it is typed, and the owner is told', async () => {
    const { guest, codes } = await withCodes()
    expect(new Set(codes).size).toBe(10)
    const [first = '', second = ''] = codes
    expect(await takeRecoveryCode(guest, first.toLowerCase().replaceAll('-', ' '))).toBe(true)
    expect(await takeRecoveryCode(guest, first)).toBe(false)
    const taken = await Promise.all([1, 2, 3].map(() => takeRecoveryCode(guest, second)))
    expect(taken.filter(Boolean)).toHaveLength(1)
    expect((await factorsOf(guest.personId)).recoveryCodes).toBe(8)
    const used = { personId: guest.personId, factor: 'recovery_codes', change: 'used' }
    expect((await eventsOf('person.factor_changed')).filter(event => isLike(event, used))).toHaveLength(2)
  })

  test('are somebody’s own, and new ones make the old ones worthless', async () => {
    const [mine, theirs] = [await withCodes(), await withCodes()]
    const [code = ''] = mine.codes
    expect(await takeRecoveryCode(theirs.guest, code)).toBe(false)
    await makeRecoveryCodes(await actorOf(mine.guest))
    expect(await takeRecoveryCode(mine.guest, code)).toBe(false)
  })

  test('are not made for whoever has nothing that they could stand in for', async () => {
    const guest = await withRole('teacher')
    await expect(makeRecoveryCodes(await actorOf(guest))).rejects.toMatchObject({ reason: 'factor.none' })
  })
})

const isLike = (event: unknown, like: object): boolean =>
  JSON.stringify(event) === JSON.stringify(like) ||
  Object.entries(like).every(([key, value]) => (event as Record<string, unknown>)[key] === value)

test('the last factor of whoever has to have one stays; a teacher may take theirs away', async () => {
  const [adviser, teacher] = [await withRole('county_adviser'), await withRole('teacher')]
  await withApp(adviser)
  await withApp(teacher)
  await expect(removeTotp(adviser, true)).rejects.toMatchObject({ reason: 'factor.last' })
  expect((await factorsOf(adviser.personId)).totp).toBe(true)
  await removeTotp(teacher, false)
  expect(await factorsOf(teacher.personId)).toEqual({ totp: false, passkeys: 0, recoveryCodes: 0 })
})

test('an operator’s reset takes every factor away, ends every session, and is told in the trail', async () => {
  const email = 'mistet.telefon@example.org'
  const personId = await aPerson({ email, role: 'county_adviser', unit: await aUnit() })
  const guest = await signedIn(personId, true)
  await withApp(guest)
  await makeRecoveryCodes(await actorOf(guest))
  expect(await resetFactors('Mistet.Telefon@example.org')).toEqual({ personId })
  expect(await asks(guest)).toEqual({ actor: null, pending: null })
  expect(await factorsOf(personId)).toEqual({ totp: false, passkeys: 0, recoveryCodes: 0 })
  expect(await eventsOf('person.factors_reset')).toContainEqual({ personId })
  expect(await eventsOf('person.signed_out')).toContainEqual({ personId, sessionId: guest.sessionId })
  expect(await resetFactors('ingen@example.org')).toBeNull()
})

test('a stolen copy of the database holds no secret of an app and no recovery code', async () => {
  const guest = await signedIn((await withRole('county_adviser')).personId, true)
  const app = await withApp(guest)
  const codes = await makeRecoveryCodes(await actorOf(guest))
  const tables = ['totp', 'recovery_code', 'session', 'outbox_event']
  const rows = await Promise.all(
    tables.map(table => sql(database.owner, `SELECT t::text AS row FROM ${table} t`)),
  )
  const stolen = JSON.stringify(rows).toLowerCase()
  for (const secret of [
    app.secret.hex,
    app.secret.base32,
    ...codes,
    ...codes.map(code => code.replaceAll('-', '')),
  ])
    expect(stolen).not.toContain(secret.toLowerCase())
})
