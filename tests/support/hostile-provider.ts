import crypto from 'node:crypto'
import http from 'node:http'
import { listening } from './http'

/** What an honest provider would put into an ID token, and whatever a test wants to be otherwise. */
export type TokenClaims = Record<string, unknown>

export interface HostileProvider {
  issuer: string
  /** Changes the honest claims before they are signed. */
  claims: (honest: TokenClaims) => TokenClaims
  /** Signs with another key than the published one. */
  foreignKey: boolean
  /** What the groups' address answers with. */
  groups: unknown
  userinfo: TokenClaims
  /** Takes a code more than once. */
  forgetful: boolean
  /** What the authorisation's address was asked. */
  readonly asked: URLSearchParams[]
  stop(): Promise<void>
}

interface Waiting {
  nonce: string
  client: string
  challenge: string
}

const json = (response: http.ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A real OpenID Connect provider over HTTP that lets everybody in at once, and lies when a test tells it to. */
export async function startHostileProvider(): Promise<HostileProvider> {
  const keys = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 })
  const foreign = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 })
  const codes = new Map<string, Waiting>()
  const asked: URLSearchParams[] = []

  const server = http.createServer((request, response) => {
    void answer(request, response)
  })
  const { url, stop } = await listening(server)
  const provider: HostileProvider = {
    issuer: url,
    claims: honest => honest,
    foreignKey: false,
    groups: [{ membership: { basic: 'member', affiliation: ['member', 'employee', 'faculty'] } }],
    userinfo: {},
    forgetful: false,
    asked,
    stop,
  }

  const pages: Record<string, () => object> = {
    '/.well-known/openid-configuration': () => ({
      issuer: url,
      authorization_endpoint: `${url}/authorize`,
      token_endpoint: `${url}/token`,
      userinfo_endpoint: `${url}/userinfo`,
      jwks_uri: `${url}/jwks`,
      end_session_endpoint: `${url}/logout`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    }),
    '/jwks': () => ({
      keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }],
    }),
    '/userinfo': () => ({ sub: 'someone', ...provider.userinfo }),
    '/groups': () => Object(provider.groups) as object,
  }

  async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', url)
    const page = pages[pathname]
    if (pathname === '/authorize') authorize(searchParams, response)
    else if (pathname === '/token') token(new URLSearchParams(await bodyOf(request)), response)
    else json(response, page?.() ?? {}, page === undefined ? 404 : 200)
  }

  function authorize(query: URLSearchParams, response: http.ServerResponse): void {
    asked.push(query)
    const code = crypto.randomUUID()
    codes.set(code, {
      nonce: query.get('nonce') ?? '',
      client: query.get('client_id') ?? '',
      challenge: query.get('code_challenge') ?? '',
    })
    const back = new URL(query.get('redirect_uri') ?? '')
    back.search = new URLSearchParams({ code, state: query.get('state') ?? '' }).toString()
    response.writeHead(302, { Location: back.href }).end()
  }

  function token(form: URLSearchParams, response: http.ServerResponse): void {
    const code = form.get('code') ?? ''
    const waiting = codes.get(code)
    const verifier = crypto
      .createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (waiting === undefined || waiting.challenge !== verifier) {
      json(response, { error: 'invalid_grant' }, 400)
      return
    }
    if (!provider.forgetful) codes.delete(code)
    const now = Math.floor(Date.now() / 1_000)
    const honest = {
      iss: url,
      aud: waiting.client,
      sub: 'someone',
      nonce: waiting.nonce,
      iat: now,
      exp: now + 300,
    }
    const signed = `${part({ alg: 'RS256', kid: 'one' })}.${part(provider.claims(honest))}`
    const key = provider.foreignKey ? foreign.privateKey : keys.privateKey
    const signature = crypto.sign('sha256', Buffer.from(signed), key).toString('base64url')
    json(response, {
      access_token: crypto.randomUUID(),
      token_type: 'Bearer',
      expires_in: 300,
      id_token: `${signed}.${signature}`,
    })
  }

  return provider
}

async function bodyOf(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
