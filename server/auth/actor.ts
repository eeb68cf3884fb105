import type { Actor } from '~server/domain/shared/actor'
import { grantsOf } from '~server/domain/people/grants'
import type { Cookies } from './cookies'
import { lucia } from './lucia'
import { hashToken } from '~server/domain/shared/tokens'

/**
 * Cookie → Actor, the same for a page, a document socket and an event socket.
 *
 * @returns null when nobody is signed in: no cookie, a malformed or unknown one, an ended session, a disabled person
 */
export async function actorFromCookie(
  header: string | undefined | null,
  cookies: Cookies,
): Promise<Actor | null> {
  const token = cookies.session.read(header)
  if (token === null) return null
  const { session, user } = await lucia.validateSession(hashToken(token))
  if (session === null) return null
  return {
    personId: user.id,
    sessionId: session.id,
    kind: user.kind,
    name: user.name,
    locale: user.locale,
    grants: await grantsOf(user.id),
  }
}

/** Whether a session still stands; asked again while a socket is open. */
export async function sessionStands(sessionId: string): Promise<boolean> {
  const { session } = await lucia.validateSession(sessionId)
  return session !== null
}
