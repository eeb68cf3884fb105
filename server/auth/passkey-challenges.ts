import { db } from '~server/database/client'
import { hashToken, newToken } from '~server/domain/shared/tokens'

const MINUTES = 5

/** What a browser gets to sign, and the token that ties it to that browser. */
export interface Challenge {
  challenge: Uint8Array<ArrayBuffer>
  token: string
  expiresAt: Date
}

/** @param personId null when it is not yet known who signs in */
export async function newChallenge(personId: string | null): Promise<Challenge> {
  const token = newToken()
  const challenge = Buffer.from(newToken(), 'base64url')
  const expiresAt = new Date(Date.now() + MINUTES * 60_000)
  const hash = hashOf(challenge.toString('base64url'), token)
  await db().passkeyChallenge.create({ data: { hash, personId, expiresAt } })
  return { challenge: Uint8Array.from(challenge), token, expiresAt }
}

/**
 * Takes a challenge, once, from the browser that asked for it.
 *
 * @param challenge as the browser signed it
 * @returns whether it was one of ours, for this person, in time
 */
export async function takeChallenge(
  challenge: string,
  token: string | null,
  personId: string | null,
): Promise<boolean> {
  if (token === null) return false
  const taken = await db().$executeRaw`
    DELETE FROM passkey_challenge WHERE hash = ${hashOf(challenge, token)} AND expires_at > now()
      AND person_id IS NOT DISTINCT FROM ${personId}::uuid`
  return taken === 1
}

const hashOf = (challenge: string, token: string): string => hashToken(`${challenge}.${token}`)
