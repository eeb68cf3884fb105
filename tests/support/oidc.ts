import crypto from 'node:crypto'
import http from 'node:http'
import Provider from 'oidc-provider'
import { ask, listening } from './http'

export interface OidcOptions {
  clientId: string
  clientSecret: string
  redirectUris: string[]
  /** Claims of the ID token by account; an account is whoever signs in. */
  accounts: Record<string, Record<string, unknown>>
  /** Levels that this provider knows. */
  acrValues?: string[]
}

export interface TestOidc {
  issuer: string
  /** Who signs in next. */
  account: string
  /** At which level. */
  acr: string | undefined
  stop(): Promise<void>
}

/** A real OpenID Connect provider (oidc-provider) on a port of its own, at which whoever comes is signed in at once. */
export async function startOidc(options: OidcOptions): Promise<TestOidc> {
  let handle: http.RequestListener = () => undefined
  const server = http.createServer((request, response) => handle(request, response))
  const { url, stop } = await listening(server)
  const test: TestOidc = {
    issuer: url,
    account: Object.keys(options.accounts)[0] ?? '',
    acr: undefined,
    stop,
  }
  const names = [...new Set(Object.values(options.accounts).flatMap(Object.keys))]

  const provider = new Provider(url, {
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.clientSecret,
        redirect_uris: options.redirectUris,
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    ...(options.acrValues && { acrValues: options.acrValues }),
    claims: { openid: ['sub', ...names], email: [], 'groups-org': [] },
    scopes: ['openid', 'email', 'groups-org'],
    conformIdTokenClaims: false,
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    pkce: { required: () => true },
    jwks: { keys: [signingKey()] },
    cookies: { keys: [crypto.randomUUID()] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, accountId) => ({
      accountId,
      claims: () => Promise.resolve({ sub: accountId, ...options.accounts[accountId] }),
    }),
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc
      if (client === undefined || session?.accountId === undefined) return undefined
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid email groups-org')
      await grant.save()
      return grant
    },
  })
  const pages = provider.callback()
  handle = (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) {
      void pages(request, response)
      return
    }
    const login = {
      accountId: test.account,
      remember: false,
      ...(test.acr !== undefined && { acr: test.acr }),
    }
    void provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false })
  }
  return test
}

function signingKey() {
  const { privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }
}

/** Goes through a provider as a browser does, until it sends the person back. @returns the address of the answer */
export async function throughProvider(address: URL, back: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let at = address.href
  for (let hop = 0; hop < 10; hop++) {
    const Cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const { headers, status, body } = await ask(at, { headers: { Cookie } })
    for (const set of headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    if (headers.location === undefined) throw new Error(`the provider stays at ${at}: ${status} ${body}`)
    at = new URL(headers.location, at).href
    if (at.startsWith(back)) return new URL(at)
  }
  throw new Error('the provider does not send anybody back')
}
