import path from 'node:path'
import { z } from 'zod'
import { collaborationOf, collaborationVariables, type CollaborationEnv } from './collaboration-env'
import { signInOf, signInVariables, type SignInEnv } from './sign-in-env'

/**
 * What the operator can set. Read once, here; nobody else touches process.env.
 *
 * `mode` is what was asked for: `production` if NODE_ENV=production was set by the operator, else `demo`. The libraries
 * always run in production (`npm start` sees to that and hands the operator's wish on in PULJE_MODE), because React's
 * development build renders three times slower.
 */
const variables = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).optional(),
  ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default('Pulje <pulje@localhost>'),
  SERVICES: z.string().default('web,live,jobs'),
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  NODE_ENV: z.string().optional(),
  PULJE_MODE: z.enum(['demo', 'production']).optional(),
  ...collaborationVariables,
  ...signInVariables,
})

/** What one process can do of the whole: pages, live documents and events, work in the background. */
const SERVICES = ['web', 'live', 'jobs'] as const
export type Service = (typeof SERVICES)[number]

export interface Env {
  mode: 'demo' | 'production'
  port: number
  host: string
  /** Scheme, host and port under which people reach the product; the only Origin that may write. */
  origin: string
  /** Cookies are `Secure` and carry the `__Host-` prefix exactly when people come over https. */
  secure: boolean
  dataDir: string
  databaseUrl: string | undefined
  redisUrl: string | undefined
  smtpUrl: string | undefined
  mailFrom: string
  /** What this process does; the default is everything. */
  services: ReadonlySet<Service>
  /** How many reverse proxies in front may be believed about the caller's address; 0 = none. */
  trustProxy: number
  /** Rate and count limits of document sockets; size limits and rights hold always. */
  collabLimits: boolean
  collaboration: CollaborationEnv
  /** Where `GET /metrics` is answered; null = nowhere. */
  metrics: { port: number; host: string } | null
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  signIn: SignInEnv
}

type Variables = Record<string, string | undefined>

/** The environment does not make sense; the message names the variable and what to write there. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError'
}

/** @throws EnvironmentError with one line per wrong variable. */
export function readEnv(source: Variables): Env {
  const parsed = variables.safeParse(withoutEmpty(source))
  if (!parsed.success) {
    throw new EnvironmentError(
      parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    )
  }
  const v = parsed.data
  const mode = v.PULJE_MODE ?? (v.NODE_ENV === 'production' ? 'production' : 'demo')
  const host = v.HOST ?? (mode === 'production' ? '0.0.0.0' : '127.0.0.1')
  if (mode === 'production') {
    const missing = (['ORIGIN', 'SMTP_URL', 'SECRET'] as const).filter(name => v[name] === undefined)
    if (missing.length > 0) throw new EnvironmentError(`${missing.join(', ')}: must be set in production`)
    if (v.COLLAB_LIMITS === 'off') {
      throw new EnvironmentError('COLLAB_LIMITS: limits may only be lifted in demo mode')
    }
  }
  const wrong = (sentence: string): never => {
    throw new EnvironmentError(sentence)
  }
  if (v.METRICS_PORT === v.PORT) wrong('METRICS_PORT: must be another port than PORT')
  const services = servicesOf(v.SERVICES, wrong)
  if (services.size < SERVICES.length && v.DATABASE_URL === undefined)
    wrong('SERVICES: several processes need one database server; set DATABASE_URL (and REDIS_URL) too')
  const signIn = signInOf(v, mode, wrong)
  const origin = new URL(v.ORIGIN ?? `http://${host.includes(':') ? `[${host}]` : host}:${v.PORT}`).origin
  return {
    mode,
    port: v.PORT,
    host,
    origin,
    secure: origin.startsWith('https:'),
    dataDir: path.resolve(v.DATA_DIR),
    databaseUrl: v.DATABASE_URL,
    redisUrl: v.REDIS_URL,
    smtpUrl: v.SMTP_URL,
    mailFrom: v.MAIL_FROM,
    services,
    trustProxy: v.TRUST_PROXY,
    collabLimits: v.COLLAB_LIMITS === 'on',
    collaboration: collaborationOf(v, wrong),
    metrics: v.METRICS_PORT === undefined ? null : { port: v.METRICS_PORT, host: v.METRICS_HOST },
    logLevel: v.LOG_LEVEL,
    signIn,
  }
}

function servicesOf(words: string, wrong: (sentence: string) => never): ReadonlySet<Service> {
  const named = words.split(',').map(word => word.trim())
  const isService = (word: string): word is Service => (SERVICES as readonly string[]).includes(word)
  if (!named.every(isService))
    wrong(`SERVICES: write one or more of ${SERVICES.join(', ')}, with commas between`)
  return new Set(named.filter(isService))
}

/** `PORT= npm start` means "not set", as in a shell. */
function withoutEmpty(source: Variables): Variables {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
}
