import { z } from 'zod'

/** What the operator says about signing in; part of the environment, read by env.ts. docs/operations.md explains each. */
export interface SignInEnv {
  /** From which the server's key is made; undefined = a key file in the data folder. */
  secret: string | undefined
  /** Whether advisers and administrators have to show a second factor, or may. */
  secondFactor: SecondFactorRule
  /** In the order of their buttons. */
  providers: readonly Provider[]
}

export type SecondFactorRule = 'required' | 'offered'
export type ProviderId = 'feide' | 'idporten' | 'entra'

/** An OpenID Connect provider that this installation is a client of. */
export interface Provider {
  id: ProviderId
  issuer: string
  clientId: string
  clientSecret: string
  scope: string
  /** Levels that are asked for and taken (`acr`); empty = whatever the provider does. */
  levels: readonly string[]
  /** Values of `acr` or `amr` that count as a second factor. */
  strong: readonly string[]
  /** Microsoft's tenants (`tid`) whose people may come in; empty for the others. */
  tenants: readonly string[]
  /** An e-mail address that the provider says is verified may find an account, the first time. */
  trustEmail: boolean
  /** Where Feide tells affiliations: pupils and students stay outside. Null = not asked. */
  groups: string | null
  /** Signing out here signs out there. */
  logout: boolean
}

const words = z
  .string()
  .default('')
  .transform(text => text.split(/[\s,]+/).filter(word => word !== ''))
const address = z.url({ protocol: /^https?$/ }).refine(safe, 'must be https, but on this machine itself')
const onOff = z.enum(['on', 'off']).default('off')

export const signInVariables = {
  SECRET: z.string().min(32, 'must have 32 characters or more: openssl rand -base64 32 makes one').optional(),
  SECOND_FACTOR: z.enum(['required', 'offered']).optional(),
  FEIDE_CLIENT_ID: z.string().optional(),
  FEIDE_CLIENT_SECRET: z.string().optional(),
  FEIDE_ISSUER: address.default('https://auth.dataporten.no'),
  FEIDE_GROUPS_URL: address.default('https://groups-api.dataporten.no/groups/me/groups'),
  FEIDE_TRUST_EMAIL: onOff,
  FEIDE_SECOND_FACTOR: words,
  IDPORTEN_CLIENT_ID: z.string().optional(),
  IDPORTEN_CLIENT_SECRET: z.string().optional(),
  IDPORTEN_ISSUER: address.default('https://idporten.no'),
  IDPORTEN_LOGOUT: onOff,
  ENTRA_CLIENT_ID: z.string().optional(),
  ENTRA_CLIENT_SECRET: z.string().optional(),
  ENTRA_ISSUER: address.optional(),
  ENTRA_TENANT_IDS: words,
  ENTRA_TRUST_EMAIL: onOff,
  ENTRA_SECOND_FACTOR: words,
}

type Variables = z.output<z.ZodObject<typeof signInVariables>>

const IDPORTEN_LEVELS = ['idporten-loa-substantial', 'idporten-loa-high']

/** @param complain is told what does not fit together, with the variable's name in front */
export function signInOf(
  v: Variables,
  mode: 'demo' | 'production',
  complain: (sentence: string) => void,
): SignInEnv {
  const providers: Provider[] = []
  const provider = (
    id: ProviderId,
    client: [string | undefined, string | undefined],
    rest: Pick<Provider, 'issuer' | 'scope'> & Partial<Provider>,
  ): void => {
    const [clientId, clientSecret] = client
    const name = id.toUpperCase()
    if (clientId === undefined && clientSecret === undefined) return
    if (clientId === undefined || clientSecret === undefined) {
      complain(`${name}_CLIENT_${clientId === undefined ? 'ID' : 'SECRET'}: is missing beside the other one`)
      return
    }
    const none = { levels: [], strong: [], tenants: [], trustEmail: false, groups: null, logout: false }
    providers.push({ ...none, id, clientId, clientSecret, ...rest })
  }
  provider('feide', [v.FEIDE_CLIENT_ID, v.FEIDE_CLIENT_SECRET], {
    issuer: v.FEIDE_ISSUER,
    scope: 'openid email groups-org',
    strong: v.FEIDE_SECOND_FACTOR,
    trustEmail: v.FEIDE_TRUST_EMAIL === 'on',
    groups: v.FEIDE_GROUPS_URL,
  })
  provider('idporten', [v.IDPORTEN_CLIENT_ID, v.IDPORTEN_CLIENT_SECRET], {
    issuer: v.IDPORTEN_ISSUER,
    scope: 'openid',
    levels: IDPORTEN_LEVELS,
    strong: IDPORTEN_LEVELS,
    logout: v.IDPORTEN_LOGOUT === 'on',
  })
  if (v.ENTRA_CLIENT_ID !== undefined && v.ENTRA_TENANT_IDS.length === 0)
    complain('ENTRA_TENANT_IDS: say which tenants may come in')
  provider('entra', [v.ENTRA_CLIENT_ID, v.ENTRA_CLIENT_SECRET], {
    issuer: v.ENTRA_ISSUER ?? entraIssuer(v.ENTRA_TENANT_IDS),
    scope: 'openid email',
    strong: v.ENTRA_SECOND_FACTOR,
    tenants: v.ENTRA_TENANT_IDS,
    trustEmail: v.ENTRA_TRUST_EMAIL === 'on',
  })
  return {
    secret: v.SECRET,
    secondFactor: v.SECOND_FACTOR ?? (mode === 'production' ? 'required' : 'offered'),
    providers,
  }
}

/** One tenant has an issuer of its own; several come through the common door, and each token names its own. */
function entraIssuer(tenants: readonly string[]): string {
  return `https://login.microsoftonline.com/${tenants.length === 1 ? tenants[0] : 'organizations'}/v2.0`
}

/** A secret goes over the line: plain http only where the line does not leave the machine. */
function safe(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}
