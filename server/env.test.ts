import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { EnvironmentError, readEnv } from './env'

const PRODUCTION = {
  NODE_ENV: 'production',
  ORIGIN: 'https://pulje.example.org',
  SMTP_URL: 'smtps://mail.example.org',
  SECRET: 'x'.repeat(32),
}

const COLLABORATION = {
  updatesPerSecond: 50,
  frameBytes: 1_048_576,
  documentBytes: 16_777_216,
  connectionsPerPerson: 30,
  connectionsPerDocument: 600,
  connectionsPerAddress: 2_000,
}

test('an operator who sets nothing gets a demo on the machine itself', () => {
  expect(readEnv({})).toEqual({
    mode: 'demo',
    port: 3000,
    host: '127.0.0.1',
    origin: 'http://127.0.0.1:3000',
    secure: false,
    dataDir: path.resolve('.data'),
    databaseUrl: undefined,
    redisUrl: undefined,
    smtpUrl: undefined,
    mailFrom: 'Pulje <pulje@localhost>',
    services: new Set(['web', 'live', 'jobs']),
    trustProxy: 0,
    collabLimits: true,
    collaboration: COLLABORATION,
    metrics: null,
    logLevel: 'info',
    signIn: { secret: undefined, secondFactor: 'offered', providers: [] },
  })
})

test('everything the operator sets is taken', () => {
  expect(
    readEnv({
      ...PRODUCTION,
      PORT: '8080',
      HOST: '10.0.0.7',
      DATA_DIR: '/var/lib/elsewhere',
      DATABASE_URL: 'postgresql://pulje:secret@db.example.org/pulje',
      REDIS_URL: 'rediss://redis.example.org',
      MAIL_FROM: 'Nettverket <post@example.org>',
      SERVICES: 'live, web',
      TRUST_PROXY: '2',
      LOG_LEVEL: 'warn',
      METRICS_PORT: '9464',
      METRICS_HOST: '10.0.0.7',
      COLLAB_UPDATES_PER_SECOND: '100',
      COLLAB_MAX_CONNECTIONS_PER_PERSON: '5',
    }),
  ).toEqual({
    mode: 'production',
    port: 8080,
    host: '10.0.0.7',
    origin: 'https://pulje.example.org',
    secure: true,
    dataDir: '/var/lib/elsewhere',
    databaseUrl: 'postgresql://pulje:secret@db.example.org/pulje',
    redisUrl: 'rediss://redis.example.org',
    smtpUrl: 'smtps://mail.example.org',
    mailFrom: 'Nettverket <post@example.org>',
    services: new Set(['live', 'web']),
    trustProxy: 2,
    collabLimits: true,
    collaboration: { ...COLLABORATION, updatesPerSecond: 100, connectionsPerPerson: 5 },
    metrics: { port: 9464, host: '10.0.0.7' },
    logLevel: 'warn',
    signIn: { secret: PRODUCTION.SECRET, secondFactor: 'required', providers: [] },
  })
})

test('a variable that is set to nothing is not set', () => {
  expect(readEnv({ PORT: '', ORIGIN: '', DATABASE_URL: '', PULJE_MODE: '' })).toEqual(readEnv({}))
})

describe('a wrong value is refused with the name of its variable', () => {
  test.each([
    ['PORT', 'three'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['ORIGIN', 'pulje.example.org'],
    ['ORIGIN', 'ftp://pulje.example.org'],
    ['DATABASE_URL', 'mysql://db/pulje'],
    ['REDIS_URL', 'http://redis'],
    ['SMTP_URL', 'https://mail'],
    ['MAIL_FROM', 'x'],
    ['SERVICES', 'web,pages'],
    ['SERVICES', 'web,'],
    ['TRUST_PROXY', 'yes'],
    ['TRUST_PROXY', '6'],
    ['COLLAB_LIMITS', 'false'],
    ['COLLAB_UPDATES_PER_SECOND', '0'],
    ['COLLAB_MAX_FRAME_BYTES', '1 MB'],
    ['COLLAB_MAX_FRAME_BYTES', '65536'],
    ['COLLAB_MAX_DOCUMENT_BYTES', '1e12'],
    ['COLLAB_MAX_CONNECTIONS_PER_PERSON', '1'],
    ['COLLAB_MAX_CONNECTIONS_PER_DOCUMENT', '12.5'],
    ['COLLAB_MAX_CONNECTIONS_PER_ADDRESS', 'many'],
    ['METRICS_PORT', '0'],
    ['METRICS_PORT', '3000'],
    ['LOG_LEVEL', 'loud'],
    ['PULJE_MODE', 'staging'],
  ])('%s=%s', (name, value) => {
    expect(() => readEnv({ [name]: value })).toThrow(new RegExp(`^${name}: `))
    expect(() => readEnv({ [name]: value })).toThrow(EnvironmentError)
  })
})

test('all wrong variables are named at once, one per line', () => {
  expect(() => readEnv({ PORT: 'x', LOG_LEVEL: 'loud' })).toThrow(/^PORT: .+\nLOG_LEVEL: .+$/)
})

test('limits of live documents that do not go together are refused in a sentence', () => {
  const limits = { COLLAB_MAX_FRAME_BYTES: '2097152', COLLAB_MAX_DOCUMENT_BYTES: '1048576' }
  expect(() => readEnv(limits)).toThrow('must not be larger than COLLAB_MAX_DOCUMENT_BYTES')
  const counts = { COLLAB_MAX_CONNECTIONS_PER_PERSON: '50', COLLAB_MAX_CONNECTIONS_PER_ADDRESS: '40' }
  expect(() => readEnv(counts)).toThrow('must not be more than COLLAB_MAX_CONNECTIONS_PER_ADDRESS')
  expect(() => readEnv({ COLLAB_UPDATES_PER_SECOND: 'x' })).toThrow(
    'COLLAB_UPDATES_PER_SECOND: a whole number from 10 to 10000',
  )
})

test('what was written into a variable is not repeated: it may be a password', () => {
  const attempt = (): unknown => readEnv({ DATABASE_URL: 'mysql://pulje:hemmelig@db/pulje' })
  expect(attempt).toThrow(EnvironmentError)
  expect(attempt).not.toThrow(/hemmelig/)
})

describe('production', () => {
  test.each(['ORIGIN', 'SMTP_URL', 'SECRET'])('demands %s', name => {
    expect(() => readEnv({ ...PRODUCTION, [name]: undefined })).toThrow(
      new RegExp(`^${name}: must be set in production`),
    )
  })

  test('listens for everybody unless told otherwise', () => {
    expect(readEnv(PRODUCTION).host).toBe('0.0.0.0')
  })

  test('does not let the limits of live documents be lifted; the demo does', () => {
    expect(() => readEnv({ ...PRODUCTION, COLLAB_LIMITS: 'off' })).toThrow(/^COLLAB_LIMITS: /)
    expect(readEnv({ COLLAB_LIMITS: 'off' }).collabLimits).toBe(false)
  })

  test('is what the operator asked for, also when the libraries have been switched to production since', () => {
    expect(readEnv({ NODE_ENV: 'production', PULJE_MODE: 'demo' }).mode).toBe('demo')
    expect(readEnv({ ...PRODUCTION, NODE_ENV: 'development', PULJE_MODE: 'production' }).mode).toBe(
      'production',
    )
    expect(readEnv({ NODE_ENV: 'test' }).mode).toBe('demo')
  })
})

test('what only one process can do alone is not split without a database that all can reach', () => {
  expect(() => readEnv({ SERVICES: 'web' })).toThrow(/^SERVICES: .*DATABASE_URL/)
  const node = readEnv({ SERVICES: 'jobs', DATABASE_URL: 'postgres://db/pulje' })
  expect([...node.services]).toEqual(['jobs'])
})

describe('the address people come to', () => {
  test('is made of host and port when it is not set', () => {
    expect(readEnv({ PORT: '4000', HOST: 'localhost' }).origin).toBe('http://localhost:4000')
    expect(readEnv({ HOST: '::1' }).origin).toBe('http://[::1]:3000')
  })

  test('is scheme, host and port only, as browsers say it', () => {
    expect(readEnv({ ORIGIN: 'https://Pulje.Example.org:443/start/?x' }).origin).toBe(
      'https://pulje.example.org',
    )
    expect(readEnv({ ORIGIN: 'http://pulje.example.org:8080/' }).origin).toBe('http://pulje.example.org:8080')
  })

  test('decides by its scheme whether cookies are for https only', () => {
    expect(readEnv({ ORIGIN: 'https://pulje.example.org' }).secure).toBe(true)
    expect(readEnv({ ...PRODUCTION, ORIGIN: 'http://pulje.example.org' }).secure).toBe(false)
  })
})

describe('signing in elsewhere', () => {
  const FEIDE = { FEIDE_CLIENT_ID: 'pulje', FEIDE_CLIENT_SECRET: 'hemmelig' }
  const IDPORTEN = { IDPORTEN_CLIENT_ID: 'pulje', IDPORTEN_CLIENT_SECRET: 'hemmelig' }
  const ENTRA = { ENTRA_CLIENT_ID: 'pulje', ENTRA_CLIENT_SECRET: 'hemmelig' }
  const providers = (of: Record<string, string>) => readEnv(of).signIn.providers

  test('is there for each provider that has a client, in one order', () => {
    const all = providers({ ...ENTRA, ENTRA_TENANT_IDS: 'a, b', ...IDPORTEN, ...FEIDE })
    expect(all.map(({ id }) => id)).toEqual(['feide', 'idporten', 'entra'])
    expect(all.map(({ issuer }) => issuer)).toEqual([
      'https://auth.dataporten.no',
      'https://idporten.no',
      'https://login.microsoftonline.com/organizations/v2.0',
    ])
    expect(all[2]?.tenants).toEqual(['a', 'b'])
  })

  test('trusts no e-mail and counts nothing as a second factor unless it is said, but ID-porten’s levels', () => {
    for (const provider of providers({ ...FEIDE, ...ENTRA, ENTRA_TENANT_IDS: 'a' }))
      expect(provider).toMatchObject({ trustEmail: false, strong: [], logout: false })
    expect(providers(IDPORTEN)[0]?.levels).toEqual(['idporten-loa-substantial', 'idporten-loa-high'])
  })

  test('one tenant of Microsoft’s has its own issuer', () => {
    expect(providers({ ...ENTRA, ENTRA_TENANT_IDS: 'fylket' })[0]?.issuer).toBe(
      'https://login.microsoftonline.com/fylket/v2.0',
    )
  })

  test.each([
    ['half a client', { FEIDE_CLIENT_ID: 'pulje' }, /^FEIDE_CLIENT_SECRET: /],
    ['the other half', { IDPORTEN_CLIENT_SECRET: 'x' }, /^IDPORTEN_CLIENT_ID: /],
    ['Microsoft without tenants', ENTRA, /^ENTRA_TENANT_IDS: /],
    ['an issuer over plain http', { ...FEIDE, FEIDE_ISSUER: 'http://feide.example.org' }, /^FEIDE_ISSUER: /],
    ['a short secret', { SECRET: 'hemmelig' }, /^SECRET: /],
    ['a rule that there is not', { SECOND_FACTOR: 'perhaps' }, /^SECOND_FACTOR: /],
  ])('%s is named in a sentence', (_, of, sentence) => {
    expect(() => readEnv(of)).toThrow(sentence)
    expect(() => readEnv(of)).not.toThrow(/hemmelig/)
  })

  test('a second factor is demanded in production and offered in the demo, unless said otherwise', () => {
    expect(readEnv({}).signIn.secondFactor).toBe('offered')
    expect(readEnv({ SECOND_FACTOR: 'required' }).signIn.secondFactor).toBe('required')
    expect(readEnv(PRODUCTION).signIn.secondFactor).toBe('required')
  })
})
