import * as library from 'openid-client'
import {
  AuthorizationResponseError,
  discovery,
  enableNonRepudiationChecks,
  type Configuration,
} from 'openid-client'
import type { Provider } from '~server/sign-in-env'
import { OidcRefusal } from './problems'

const TIMEOUT_SECONDS = 8

/** What a provider says of itself, asked at first use and kept; a provider that is away is asked again the next time. */
export class ProviderClients {
  readonly #known = new Map<string, Promise<Configuration>>()

  /** @throws OidcRefusal away */
  async of(provider: Provider): Promise<Configuration> {
    const known = this.#known.get(provider.id) ?? discovered(provider)
    this.#known.set(provider.id, known)
    try {
      return await known
    } catch (error) {
      this.#known.delete(provider.id)
      throw new OidcRefusal('away', { cause: error })
    }
  }
}

/** By its name: the library marks it as deprecated so that nobody takes it lightly. */
const overPlainHttp: (config: Configuration) => void = Reflect.get<typeof library, 'allowInsecureRequests'>(
  library,
  'allowInsecureRequests',
)

function discovered({ issuer, clientId, clientSecret }: Provider): Promise<Configuration> {
  const url = new URL(issuer)
  return discovery(url, clientId, clientSecret, undefined, {
    timeout: TIMEOUT_SECONDS,
    // The signature is checked too, not only the line that the token came over.
    execute: [
      enableNonRepudiationChecks,
      // Only on this machine itself: the environment takes no other (server/sign-in-env.ts).
      ...(url.protocol === 'http:' ? [overPlainHttp] : []),
    ],
  })
}

const NOT_THERE = /^(OAUTH_TIMEOUT|OAUTH_ABORT)$/

/** An error of the library as one of the few that people are told. */
export function refusalOf(error: unknown): OidcRefusal {
  if (error instanceof OidcRefusal) return error
  if (error instanceof AuthorizationResponseError)
    return new OidcRefusal(error.error === 'access_denied' ? 'cancelled' : 'refused', { cause: error })
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const network = error instanceof TypeError && code === ''
  return new OidcRefusal(NOT_THERE.test(code) || network ? 'away' : 'refused', { cause: error })
}
