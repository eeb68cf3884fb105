import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  type Configuration,
} from 'openid-client'
import type { Actor } from '~server/domain/shared/actor'
import { DomainError } from '~server/domain/shared/errors'
import type { Log } from '~server/log'
import type { Provider, ProviderId } from '~server/sign-in-env'
import { linkIdentity, personForFirstTime, personOf } from '../identities'
import { allowed } from '../limits'
import type { BegunSession } from '../lucia'
import { signInAs, type Caller } from '../sign-in'
import {
  affiliationsOf,
  checkAffiliations,
  checkLevel,
  isStrong,
  subjectOf,
  verifiedEmail,
  type Claims,
} from './claims'
import { ProviderClients, refusalOf } from './client'
import { beginFlow, takeFlow, waitingFlow, type BegunFlow, type Flow } from './flow'
import { OidcRefusal, type OidcProblem } from './problems'

const TIMEOUT_MS = 8_000

/** What became of somebody who came back from a provider. */
export type Outcome =
  | { kind: 'signed_in'; session: BegunSession; returnTo: string }
  | { kind: 'linked'; returnTo: string }
  | { kind: 'refused'; problem: OidcProblem; linking: boolean; returnTo: string }

/** Signing in at the providers that this installation is a client of. */
export class Oidc {
  readonly #providers: readonly Provider[]
  readonly #origin: string
  readonly #log: Pick<Log, 'warn'>
  readonly #clients = new ProviderClients()

  constructor(deps: { providers: readonly Provider[]; origin: string; log: Pick<Log, 'warn'> }) {
    this.#providers = deps.providers
    this.#origin = deps.origin
    this.#log = deps.log
  }

  /** In the order of their buttons. */
  get names(): ProviderId[] {
    return this.#providers.map(({ id }) => id)
  }

  /** Which provider an identity is from, or null when it is not configured any more. Microsoft has an issuer per tenant. */
  providerOf(issuer: string): ProviderId | null {
    const { host } = new URL(issuer)
    return (
      this.#providers.find(each => each.issuer === issuer)?.id ??
      this.#providers.find(each => each.id === 'entra' && new URL(each.issuer).host === host)?.id ??
      null
    )
  }

  /**
   * Begins a way to a provider.
   *
   * @param linkTo the actor whose account the identity is to be linked to; null = to sign in
   * @param returnTo an own address
   * @throws DomainError `not_found`, `too_many`
   */
  async begin(id: string, caller: Caller, returnTo: string, linkTo: Actor | null): Promise<BegunFlow> {
    const provider = this.#provider(id)
    if (!(await allowed('providerPerAddress', caller.address)))
      throw new DomainError('too_many', 'signIn.tooMany')
    return beginFlow({ provider: provider.id, personId: linkTo?.personId ?? null, returnTo })
  }

  /**
   * Where a begun way leads.
   *
   * @returns the provider's address; or null when it is away or the way is not open any more
   */
  async address(id: string, token: string, locale: string): Promise<URL | null> {
    const provider = this.#provider(id)
    const flow = await waitingFlow(token, provider.id)
    if (flow === null) return null
    try {
      return buildAuthorizationUrl(await this.#clients.of(provider), {
        redirect_uri: this.#redirectUri(provider),
        scope: provider.scope,
        state: flow.state,
        nonce: flow.nonce,
        code_challenge: await calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: 'S256',
        ui_locales: locale,
        ...(provider.levels.length > 0 && { acr_values: provider.levels.join(' ') }),
      })
    } catch (error) {
      this.#warn(provider, refusalOf(error))
      return null
    }
  }

  /** Takes a provider's answer. What does not hold is refused, and nothing is changed. */
  async finish(
    id: string,
    answer: { url: URL; token: string | null; actor: Actor | null; caller: Caller },
  ): Promise<Outcome> {
    const provider = this.#provider(id)
    const flow = await takeFlow(answer.token, provider.id, answer.url.searchParams.get('state'))
    try {
      if (flow === null) throw new OidcRefusal('stale')
      if (flow.personId !== null && flow.personId !== answer.actor?.personId) throw new OidcRefusal('stale')
      const config = await this.#clients.of(provider)
      const { claims, accessToken } = await this.#tokens(config, provider, flow, answer.url)
      checkLevel(provider, claims)
      const subject = subjectOf(provider, claims)
      if (provider.groups !== null) checkAffiliations(await affiliations(provider.groups, accessToken))
      const { returnTo } = flow
      if (flow.personId !== null) {
        if (!(await linkIdentity(flow.personId, provider.id, subject))) throw new OidcRefusal('taken')
        return { kind: 'linked', returnTo }
      }
      const personId =
        (await personOf(subject)) ?? (await this.#firstTime(config, provider, claims, accessToken))
      if (personId === null) throw new OidcRefusal('unknown')
      const known = { method: `oidc:${provider.id}`, strong: isStrong(provider, claims) }
      return { kind: 'signed_in', session: await signInAs(personId, answer.caller, known), returnTo }
    } catch (error) {
      const refusal = refusalOf(error)
      this.#warn(provider, refusal)
      const linking = flow !== null && flow.personId !== null
      return { kind: 'refused', problem: refusal.problem, linking, returnTo: flow?.returnTo ?? '/' }
    }
  }

  /** Where signing out goes on, for a session that began at a provider which is to be left too; null = nowhere. */
  async signOutAddress(method: string): Promise<URL | null> {
    const provider = this.#providers.find(({ id, logout }) => logout && method === `oidc:${id}`)
    if (provider === undefined) return null
    try {
      const config = await this.#clients.of(provider)
      if (config.serverMetadata().end_session_endpoint === undefined) return null
      return buildEndSessionUrl(config, { post_logout_redirect_uri: `${this.#origin}/` })
    } catch (error) {
      this.#warn(provider, refusalOf(error))
      return null
    }
  }

  async #tokens(
    config: Configuration,
    provider: Provider,
    flow: Flow,
    url: URL,
  ): Promise<{ claims: Claims; accessToken: string }> {
    const current = new URL(this.#redirectUri(provider))
    current.search = url.search
    const tokens = await authorizationCodeGrant(config, current, {
      pkceCodeVerifier: flow.verifier,
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (claims === undefined) throw new OidcRefusal('refused')
    return { claims, accessToken: tokens.access_token }
  }

  async #firstTime(
    config: Configuration,
    provider: Provider,
    claims: Claims,
    accessToken: string,
  ): Promise<string | null> {
    if (!provider.trustEmail) return null
    const asked = config.serverMetadata().userinfo_endpoint !== undefined && verifiedEmail(claims) === null
    const email = verifiedEmail(asked ? await fetchUserInfo(config, accessToken, claims.sub) : claims)
    if (email === null) return null
    const subject = subjectOf(provider, claims)
    const personId = await personForFirstTime(subject.issuer, email)
    return personId !== null && (await linkIdentity(personId, provider.id, subject)) ? personId : null
  }

  #provider(id: string): Provider {
    const provider = this.#providers.find(each => each.id === id)
    if (provider === undefined) throw new DomainError('not_found')
    return provider
  }

  #redirectUri({ id }: Provider): string {
    return `${this.#origin}/logg-inn/hos/${id}/svar`
  }

  /** Without what came back: a token or a name may stand in it. */
  #warn({ id }: Provider, { problem, cause }: OidcRefusal): void {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined
    this.#log.warn({ provider: id, problem, code }, 'signing in at a provider failed')
  }
}

async function affiliations(url: string, accessToken: string): Promise<string[]> {
  try {
    const answer = await fetch(url, {
      headers: { Authorization: `Bearer ${accessToken}`, Accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!answer.ok) throw new OidcRefusal('away')
    return affiliationsOf(await answer.json())
  } catch (error) {
    throw error instanceof OidcRefusal ? error : new OidcRefusal('away', { cause: error })
  }
}
