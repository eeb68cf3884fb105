import { Lucia, TimeSpan, type Adapter } from 'lucia'
import { db } from '~server/database/client'
import { hashToken, newToken } from '~server/domain/shared/tokens'

/**
 * Sessions, by Lucia 3: the only file that knows it (docs/decisions/lucia.md). The session's id is the hash of the
 * token in the cookie, and a session ends twelve hours after it began, whatever happens: it is never renewed.
 */
const SESSION_HOURS = 12

interface SessionAttributes {
  device: string
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
}

interface SessionRow extends PersonAttributes, SessionAttributes {
  personId: string
  expiresAt: Date
}

const adapter: Adapter = {
  async getSessionAndUser(id) {
    // Ended by the database's clock: whoever is asked again at that moment must not find the session still standing.
    const [row] = await db().$queryRaw<SessionRow[]>`
      SELECT s.expires_at AS "expiresAt", s.device, p.id::text AS "personId", p.kind::text AS kind, p.name, p.locale
      FROM session s JOIN person p ON p.id = s.person_id
      WHERE s.id = ${id} AND s.expires_at > now() AND p.disabled_at IS NULL`
    if (row === undefined) return [null, null]
    const { personId, expiresAt, device, ...person } = row
    return [
      { id, userId: personId, expiresAt, attributes: { device } },
      { id: personId, attributes: person },
    ]
  },
  async getUserSessions(personId) {
    const rows = await db().session.findMany({ where: { personId }, orderBy: { createdAt: 'desc' } })
    return rows.map(row => ({
      id: row.id,
      userId: row.personId,
      expiresAt: row.expiresAt,
      attributes: { device: row.device },
    }))
  },
  async setSession({ id, userId, expiresAt, attributes }) {
    await db().session.create({ data: { id, personId: userId, expiresAt, device: attributes.device } })
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
  getSessionAttributes: ({ device }) => ({ device }),
  getUserAttributes: attributes => attributes,
})

/** Begins a session. @returns the token for the cookie, which is stored nowhere, and the session's id. */
export async function beginSession(
  personId: string,
  device: string,
): Promise<{ token: string; sessionId: string; expiresAt: Date }> {
  const token = newToken()
  const session = await lucia.createSession(personId, { device }, { sessionId: hashToken(token) })
  return { token, sessionId: session.id, expiresAt: session.expiresAt }
}
