import { takeReach } from '~server/database/reach'
import type { Actor } from '~server/domain/shared/actor'
import { grantsOf } from '~server/domain/people/grants'
import type { SecondFactorRule } from '~server/sign-in-env'
import type { Cookies } from './cookies'
import { mustConfirm } from './factors'
import { lucia } from './lucia'
import { hashToken } from '~server/domain/shared/tokens'

/** Somebody who has shown the first factor only: may show the second, or sign out, and nothing else. */
export interface PendingActor {
  personId: string
  sessionId: string
  name: string
  locale: string | null
}

/** Whose request it is: an actor, somebody on the way to being one, or nobody. Never both. */
export interface Asking {
  actor: Actor | null
  pending: PendingActor | null
}

const NOBODY: Asking = { actor: null, pending: null }

/**
 * Cookie → who asks. The one place where actors are made, the same for a page, a document socket and an event socket;
 * a session that has a second factor still to show is no actor.
 *
 * @returns nobody when there is no cookie, a malformed or unknown one, an ended session, a disabled person
 */
export async function whoAsks(
  header: string | undefined | null,
  cookies: Cookies,
  rule: SecondFactorRule,
): Promise<Asking> {
  const token = cookies.session.read(header)
  if (token === null) return NOBODY
  const { session, user } = await lucia.validateSession(hashToken(token))
  if (session === null) return NOBODY
  takeReach(user.reach)
  const grants = await grantsOf(user.id)
  const person = { personId: user.id, sessionId: session.id, name: user.name, locale: user.locale }
  const { secondFactorAt } = session
  if (mustConfirm(rule, { grants, twoStep: user.twoStep, secondFactorAt }))
    return { actor: null, pending: person }
  return { actor: { ...person, kind: user.kind, grants, reach: user.reach }, pending: null }
}

/** As `whoAsks`, for those who only want to know whom they serve. */
export async function actorFromCookie(
  header: string | undefined | null,
  cookies: Cookies,
  rule: SecondFactorRule,
): Promise<Actor | null> {
  return (await whoAsks(header, cookies, rule)).actor
}

/** Whether a session still stands; asked again while a socket is open. */
export async function sessionStands(sessionId: string): Promise<boolean> {
  const { session } = await lucia.validateSession(sessionId)
  return session !== null
}
