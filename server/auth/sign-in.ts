import { db } from '~server/database/client'
import { asSystem } from '~server/database/reach'
import { findByEmail } from '~server/domain/people/people'
import { DomainError } from '~server/domain/shared/errors'
import { record } from '~server/outbox/record'
import { allowed } from './limits'
import { beginSession, lucia, type BegunSession, type Known } from './lucia'
import { hashToken, newToken } from '~server/domain/shared/tokens'
import { codeMatches } from './tokens'

export type { BegunSession }

const CODE_MINUTES = 10
const MOST_ATTEMPTS = 5
/** Salt and hash that no code has. */
const NOBODYS_CODE = `${'00'.repeat(16)}:${'00'.repeat(32)}`

/** Where a request came from, for limits and for the list of one's own sessions. */
export interface Caller {
  address: string
  /** The browser's own words about itself. */
  userAgent: string | null
}

/**
 * Asks for a code by mail. Known and unknown addresses get the same answer after the same work; a code is made and
 * sent by the job, so that its clear text is stored nowhere.
 *
 * @returns the token that binds the code to this browser
 * @throws DomainError `too_many` when the network address asks too often
 */
export async function requestCode(
  email: string,
  caller: Caller,
): Promise<{ token: string; expiresAt: Date }> {
  if (!(await allowed('codePerAddress', caller.address))) throw new DomainError('too_many', 'signIn.tooMany')
  const address = email.trim().toLowerCase()
  const within = await allowed('codePerAccount', address)
  const person = await findByEmail(address)
  const token = newToken()
  const expiresAt = new Date(Date.now() + CODE_MINUTES * 60_000)
  await db().$transaction(async tx => {
    const personId = within ? (person?.id ?? null) : null
    const { id } = await tx.signIn.create({ data: { tokenHash: hashToken(token), personId, expiresAt } })
    await tx.$executeRaw`SELECT add_job('send_sign_in_code', json_build_object('signInId', ${id}::text))`
  })
  return { token, expiresAt }
}

/**
 * Takes a code. Wrong, reused, expired and unknown all fail in the same way.
 *
 * @returns the new session, or null when the code does not open one
 */
export async function verifyCode(token: string, code: string, caller: Caller): Promise<BegunSession | null> {
  if (!(await allowed('verifyPerAddress', caller.address)))
    throw new DomainError('too_many', 'signIn.tooMany')
  // Counted before the code is looked at, in one statement: two guesses at the same moment are two attempts.
  const [row] = await asSystem(
    () => db().$queryRaw<{ id: string; personId: string | null; codeHash: string | null }[]>`
    UPDATE sign_in SET attempts = attempts + 1
    WHERE token_hash = ${hashToken(token)} AND used_at IS NULL AND expires_at > now() AND attempts < ${MOST_ATTEMPTS}
    RETURNING id, code_hash AS "codeHash",
      (SELECT p.id FROM person p WHERE p.id = person_id AND p.disabled_at IS NULL) AS "personId"`,
  )
  // The same slow comparison for an address nobody has: the time taken must not tell who is known.
  const matches = await codeMatches(code, row?.codeHash ?? NOBODYS_CODE)
  if (!matches || row?.personId == null) return null
  if (!(await allowed('verifyPerAccount', row.personId))) return null
  const used = await db().signIn.updateMany({
    where: { id: row.id, usedAt: null },
    data: { usedAt: new Date() },
  })
  return used.count === 1 ? signInAs(row.personId, caller) : null
}

/** Begins a session for a person whose identity has been established, and says so in the trail. */
export async function signInAs(
  personId: string,
  caller: Caller,
  known: Known = { method: 'code', strong: false },
): Promise<BegunSession> {
  const session = await beginSession(personId, deviceName(caller.userAgent), known)
  await db().$transaction(tx =>
    record(tx, personId, 'person.signed_in', { personId, sessionId: session.sessionId }),
  )
  return session
}

/**
 * Ends one session everywhere: pages at once, sockets when the event is handled.
 *
 * @returns how it had begun (code, passkey, oidc:NAME); null when it had ended already
 */
export async function signOut(personId: string, sessionId: string): Promise<string | null> {
  const session = await db().session.findUnique({ where: { id: sessionId }, select: { method: true } })
  await lucia.invalidateSession(sessionId)
  await db().$transaction(tx => record(tx, personId, 'person.signed_out', { personId, sessionId }))
  return session?.method ?? null
}

/** Counts one try to join a gathering by code from a network address. @throws DomainError `too_many` */
export async function countJoin(caller: Caller): Promise<void> {
  if (!(await allowed('joinPerAddress', caller.address))) throw new DomainError('too_many', 'join.tooMany')
}

/** Counts one try to open a personal link from a network address. @throws DomainError `too_many` */
export async function countLink(caller: Caller): Promise<void> {
  if (!(await allowed('linkPerAddress', caller.address)))
    throw new DomainError('too_many', 'invitations.tooMany')
}

/** "Firefox · Windows": enough to know one's own device again, too little to follow anybody. */
function deviceName(userAgent: string | null): string {
  const browser = /Edg|Firefox|Chrome|Safari/.exec(userAgent ?? '')?.[0]?.replace('Edg', 'Edge')
  const system = /Windows|Android|iPhone|iPad|Mac OS|Linux|CrOS/.exec(userAgent ?? '')?.[0]
  return [browser, system].filter(word => word !== undefined).join(' · ')
}
