import { db } from '~server/database/client'
import type { Actor } from '~server/domain/shared/actor'
import { signOut } from './sign-in'

/** One place where somebody is signed in. */
export interface OwnSession {
  id: string
  /** "Firefox · Windows"; empty when the browser did not say. */
  device: string
  since: Date
  /** How one was known: code, passkey, oidc:NAME. */
  method: string
  /** A second factor was shown. */
  confirmed: boolean
  /** The one that asks. */
  current: boolean
}

/** Where the actor is signed in, the latest first. */
export async function listOwnSessions(actor: Actor): Promise<OwnSession[]> {
  const rows = await db().session.findMany({
    where: { personId: actor.personId, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: 'desc' },
    select: { id: true, device: true, createdAt: true, method: true, secondFactorAt: true },
  })
  return rows.map(({ id, device, createdAt, method, secondFactorAt }) => ({
    id,
    device,
    since: createdAt,
    method,
    confirmed: secondFactorAt !== null,
    current: id === actor.sessionId,
  }))
}

/** Ends one of the actor's own sessions; one that is not theirs, or has ended, stays as it is. */
export async function endOwnSession(actor: Actor, sessionId: string): Promise<void> {
  const own = await db().session.findFirst({
    where: { id: sessionId, personId: actor.personId },
    select: { id: true },
  })
  if (own !== null) await signOut(actor.personId, own.id)
}

/** Ends every session of the actor but the one that asks. */
export async function endOtherSessions(actor: Actor): Promise<void> {
  const others = await listOwnSessions(actor)
  for (const { id, current } of others) if (!current) await signOut(actor.personId, id)
}
