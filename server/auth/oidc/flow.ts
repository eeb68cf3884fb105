import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client'
import { db } from '~server/database/client'
import { hashToken, newToken } from '~server/domain/shared/tokens'

const MINUTES = 10

/** A way to a provider and back, as the browser's cookie knows it. */
export interface BegunFlow {
  token: string
  expiresAt: Date
}

/** What the provider's answer is checked against. */
export interface Flow {
  provider: string
  /** Whose account the identity is to be linked to; null = somebody who signs in. */
  personId: string | null
  state: string
  nonce: string
  verifier: string
  returnTo: string
}

export async function beginFlow(of: Pick<Flow, 'provider' | 'personId' | 'returnTo'>): Promise<BegunFlow> {
  const token = newToken()
  const expiresAt = new Date(Date.now() + MINUTES * 60_000)
  const secrets = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
  await db().oidcFlow.create({ data: { ...of, ...secrets, tokenHash: hashToken(token), expiresAt } })
  return { token, expiresAt }
}

/** A flow that waits for its answer, or null. */
export async function waitingFlow(token: string | null, provider: string): Promise<Flow | null> {
  if (token === null) return null
  const [row] = await db().$queryRaw<Flow[]>`
    SELECT provider, person_id::text AS "personId", state, nonce, verifier, return_to AS "returnTo" FROM oidc_flow
    WHERE token_hash = ${hashToken(token)} AND provider = ${provider} AND used_at IS NULL AND expires_at > now()`
  return row ?? null
}

/** Takes a flow, once: of two answers at the same moment one comes too late. Another state is no answer to it. */
export async function takeFlow(
  token: string | null,
  provider: string,
  state: string | null,
): Promise<Flow | null> {
  if (token === null || state === null) return null
  const [row] = await db().$queryRaw<Flow[]>`
    UPDATE oidc_flow SET used_at = now()
    WHERE token_hash = ${hashToken(token)} AND provider = ${provider} AND state = ${state}
      AND used_at IS NULL AND expires_at > now()
    RETURNING provider, person_id::text AS "personId", state, nonce, verifier, return_to AS "returnTo"`
  return row ?? null
}
