import { Lucia, TimeSpan, type Adapter } from 'lucia'
import { db, type Tx } from '~server/database/client'
import { gathered } from '~server/database/gathered'
import { asSystem } from '~server/database/reach'
import { hashToken, newToken } from '~server/domain/shared/tokens'

/**
 * Sessions, by Lucia 3: the only file that knows it (docs/decisions/lucia.md). The session's id is the hash of the
 * token in the cookie, and a session ends twelve hours after it began, whatever happens: it is never renewed.
 */
const SESSION_HOURS = 12

/** How somebody was known as the session began. */
export interface Known {
  /** code, passkey, oidc:NAME, guest */
  method: string
  /** More than one factor was shown at once: a passkey with its PIN, a provider at a high level. */
  strong: boolean
}

interface SessionAttributes {
  device: string
  method: string
  /** When a second factor was shown; null = not yet. */
  secondFactorAt: Date | null
}

declare module 'lucia' {
  interface Register {
    Lucia: typeof lucia
    DatabaseSessionAttributes: SessionAttributes
    DatabaseUserAttributes: PersonAttributes
  }
}

export interface PersonAttributes {
  kind: 'account' | 'guest'
  name: string
  locale: string | null
  /** server/database/reach.ts */
  reach: string
  /** Has an authenticator app: whoever sets one up wants to be asked for it. */
  twoStep: boolean
}

interface SessionRow extends PersonAttributes, SessionAttributes {
  personId: string
  expiresAt: Date
}

const standing = gathered<string, SessionRow | null>(async ids => {
  // Ended by the database's clock: whoever is asked again at that moment must not find the session still standing.
  const rows = await db().$queryRaw<(SessionRow & { id: string })[]>`
    SELECT s.id, s.expires_at AS "expiresAt", s.device, s.method, s.second_factor_at AS "secondFactorAt",
      p.id::text AS "personId", p.kind::text AS kind, p.name, p.locale,
      reach_of(p.id) AS reach,
      EXISTS (SELECT 1 FROM totp t WHERE t.person_id = p.id AND t.confirmed_at IS NOT NULL) AS "twoStep"
    FROM session s JOIN person p ON p.id = s.person_id
    WHERE s.id = ANY (${[...new Set(ids)]}) AND s.expires_at > now() AND p.disabled_at IS NULL`
  const found = new Map(rows.map(({ id, ...row }) => [id, row]))
  return ids.map(id => found.get(id) ?? null)
})

const adapter: Adapter = {
  async getSessionAndUser(id) {
    const row = await asSystem(() => standing(id))
    if (row === null) return [null, null]
    const { personId, expiresAt, device, method, secondFactorAt, ...person } = row
    return [
      { id, userId: personId, expiresAt, attributes: { device, method, secondFactorAt } },
      { id: personId, attributes: person },
    ]
  },
  async getUserSessions(personId) {
    const rows = await db().session.findMany({ where: { personId }, orderBy: { createdAt: 'desc' } })
    return rows.map(row => ({
      id: row.id,
      userId: row.personId,
      expiresAt: row.expiresAt,
      attributes: { device: row.device, method: row.method, secondFactorAt: row.secondFactorAt },
    }))
  },
  async setSession({ id, userId, expiresAt, attributes }) {
    await db().session.create({ data: { id, personId: userId, expiresAt, ...attributes } })
  },
  async updateSessionExpiration() {
    // The end of a session is absolute: Lucia's renewal has nothing to say.
  },
  async deleteSession(id) {
    await db().session.deleteMany({ where: { id } })
  },
  async deleteUserSessions(personId) {
    await db().session.deleteMany({ where: { personId } })
  },
  async deleteExpiredSessions() {
    await db().session.deleteMany({ where: { expiresAt: { lte: new Date() } } })
  },
}

export const lucia = new Lucia(adapter, {
  sessionExpiresIn: new TimeSpan(SESSION_HOURS, 'h'),
  getSessionAttributes: attributes => attributes,
  getUserAttributes: attributes => attributes,
})

/** A session as its owner's browser gets it: the token for the cookie is stored nowhere. */
export interface BegunSession {
  token: string
  sessionId: string
  expiresAt: Date
}

export async function beginSession(
  personId: string,
  device: string,
  { method, strong }: Known = { method: 'code', strong: false },
): Promise<BegunSession> {
  const token = newToken()
  const attributes = { device, method, secondFactorAt: strong ? new Date() : null }
  const session = await lucia.createSession(personId, attributes, { sessionId: hashToken(token) })
  return { token, sessionId: session.id, expiresAt: session.expiresAt }
}

/**
 * A second factor was shown: from here on the session has another token, and its old one is worth nothing. It ends when
 * it would have ended.
 *
 * @returns null when the session has ended meanwhile
 */
export async function strengthenSession(tx: Tx, sessionId: string): Promise<BegunSession | null> {
  const token = newToken()
  const [row] = await tx.$queryRaw<{ expiresAt: Date }[]>`
    UPDATE session SET id = ${hashToken(token)}, second_factor_at = now()
    WHERE id = ${sessionId} AND expires_at > now() RETURNING expires_at AS "expiresAt"`
  return row === undefined ? null : { token, sessionId: hashToken(token), expiresAt: row.expiresAt }
}
