import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../../../tests/support/database'
import { actorOf, aPerson, eventsOf } from '../../../tests/support/factories'
import { startHostileProvider, type HostileProvider } from '../../../tests/support/hostile-provider'
import { keptLog } from '../../../tests/support/log'
import { throughProvider } from '../../../tests/support/oidc'
import type { Actor } from '~server/domain/shared/actor'
import { hashToken } from '~server/domain/shared/tokens'
import type { Provider } from '~server/sign-in-env'
import { listIdentities, unlinkIdentity } from '../identities'
import { Oidc, type Outcome } from './oidc'

const database = useDatabase()
const ORIGIN = 'http://pulje.example.org'
let hostile: HostileProvider
let other: HostileProvider
let oidc: Oidc
const log = keptLog()
let serial = 0
const caller = () => ({ address: `198.51.100.${++serial}`, userAgent: null })

beforeAll(async () => {
  hostile = await startHostileProvider()
  other = await startHostileProvider()
  const base = { clientId: 'pulje', clientSecret: 'hemmelig', scope: 'openid email', logout: false }
  const none = { levels: [], strong: [], tenants: [], trustEmail: false, groups: null }
  const providers: Provider[] = [
    {
      ...base,
      ...none,
      id: 'feide',
      issuer: hostile.issuer,
      trustEmail: true,
      groups: `${hostile.issuer}/groups`,
    },
    {
      ...base,
      ...none,
      id: 'idporten',
      issuer: other.issuer,
      levels: ['substantial', 'high'],
      strong: ['substantial', 'high'],
      logout: true,
    },
  ]
  oidc = new Oidc({ providers, origin: ORIGIN, log })
})
afterAll(async () => {
  await hostile.stop()
  await other.stop()
})
beforeEach(() => {
  const groups = [{ membership: { affiliation: ['member', 'employee'] } }]
  Object.assign(hostile, { claims: (honest: object) => honest, foreignKey: false, groups, userinfo: {} })
  other.claims = honest => ({ ...honest, acr: 'high' })
})

/** Begins, and goes through the provider. @returns the browser's token, and the answer it comes back with */
async function answered(id = 'feide', linkTo: Actor | null = null, returnTo = '/puljer') {
  const { token } = await oidc.begin(id, caller(), returnTo, linkTo)
  const address = await oidc.address(id, token, 'nb')
  const url = await throughProvider(address!, ORIGIN)
  return { token, url }
}

const finish = (
  { token, url }: { token: string | null; url: URL },
  id = 'feide',
  actor: Actor | null = null,
): Promise<Outcome> => oidc.finish(id, { url, token, actor, caller: caller() })

/** Somebody who has linked this subject. */
async function known(subject: string, provider = hostile): Promise<string> {
  const personId = await aPerson()
  await database.db.identity.create({ data: { issuer: provider.issuer, subject, personId } })
  return personId
}

const asSubject = (sub: string, more: object = {}): void => {
  hostile.claims = honest => ({ ...honest, sub, ...more })
  hostile.userinfo = { sub }
}

const sessions = (personId: string) => database.db.session.findMany({ where: { personId } })

test('somebody who is known by the provider’s subject comes in, and to where they wanted', async () => {
  const personId = await known('kari')
  asSubject('kari')
  const outcome = await finish(await answered())
  expect(outcome).toMatchObject({ kind: 'signed_in', returnTo: '/puljer' })
  expect(await sessions(personId)).toMatchObject([{ method: 'oidc:feide', secondFactorAt: null }])
})

test('the provider is asked for a code with state, nonce and an S256 challenge, never in the clear', async () => {
  asSubject('spurt')
  const { token } = await answered()
  const query = hostile.asked.at(-1)!
  const row = await database.db.oidcFlow.findUniqueOrThrow({ where: { tokenHash: hashToken(token) } })
  expect(query.get('response_type')).toBe('code')
  expect(query.get('code_challenge_method')).toBe('S256')
  expect([query.get('state'), query.get('nonce')]).toEqual([row.state, row.nonce])
  expect([...query.values()]).not.toContain(row.verifier)
  expect([...query.values()]).not.toContain(token)
})

describe('nobody comes in', () => {
  const lies: [string, (honest: Record<string, unknown>) => object][] = [
    ['with another nonce', honest => ({ ...honest, nonce: 'another' })],
    ['without a nonce', ({ nonce: _, ...honest }) => honest],
    ['with a token for somebody else’s product', honest => ({ ...honest, aud: 'another' })],
    [
      'with a token for two, of which we are not the authorised one',
      honest => ({ ...honest, aud: ['pulje', 'x'], azp: 'x' }),
    ],
    ['with a token of another issuer', honest => ({ ...honest, iss: other.issuer })],
    ['with a token that has expired', honest => ({ ...honest, exp: Number(honest['iat']) - 3_600 })],
    ['with a token without a subject', ({ sub: _, ...honest }) => honest],
  ]
  test.each(lies)('%s', async (_, lie) => {
    const personId = await known(`løgn ${++serial}`)
    const { subject } = await database.db.identity.findFirstOrThrow({ where: { personId } })
    hostile.claims = honest => {
      const { sub: _sub, ...rest } = lie({ ...honest, sub: subject }) as Record<string, unknown>
      return 'sub' in lie({ ...honest, sub: subject }) ? { ...rest, sub: subject } : rest
    }
    expect(await finish(await answered())).toMatchObject({ kind: 'refused', problem: 'refused' })
    expect(await sessions(personId)).toEqual([])
  })

  test('with a token that the provider has not signed', async () => {
    const personId = await known('fremmed nøkkel')
    asSubject('fremmed nøkkel')
    hostile.foreignKey = true
    expect(await finish(await answered())).toMatchObject({ kind: 'refused', problem: 'refused' })
    expect(await sessions(personId)).toEqual([])
  })

  test('twice with the same answer, nor with its code in another flow', async () => {
    const personId = await known('gjentatt')
    asSubject('gjentatt')
    const first = await answered()
    expect(await finish(first)).toMatchObject({ kind: 'signed_in' })
    expect(await finish(first)).toMatchObject({ kind: 'refused', problem: 'stale' })
    const second = await answered()
    second.url.searchParams.set('code', first.url.searchParams.get('code')!)
    expect(await finish(second)).toMatchObject({ kind: 'refused', problem: 'refused' })
    expect(await sessions(personId)).toHaveLength(1)
  })

  test('with a stolen code, even at a provider that takes codes again: the verifier is another', async () => {
    const personId = await known('stjålet')
    asSubject('stjålet')
    hostile.forgetful = true
    const [victim, thief] = [await answered(), await answered()]
    thief.url.searchParams.set('code', victim.url.searchParams.get('code')!)
    expect(await finish(thief)).toMatchObject({ kind: 'refused', problem: 'refused' })
    hostile.forgetful = false
    expect(await sessions(personId)).toEqual([])
  })

  test('more than once when the same answer comes at the same moment', async () => {
    const personId = await known('samtidig')
    asSubject('samtidig')
    const answer = await answered()
    const outcomes = await Promise.all([1, 2, 3].map(() => finish(answer)))
    expect(outcomes.filter(({ kind }) => kind === 'signed_in')).toHaveLength(1)
    expect(await sessions(personId)).toHaveLength(1)
  })

  test('in another browser than the one that asked, nor without its cookie', async () => {
    await known('annen nettleser')
    asSubject('annen nettleser')
    const [mine, theirs] = [await answered(), await answered()]
    expect(await finish({ token: theirs.token, url: mine.url })).toMatchObject({ problem: 'stale' })
    expect(await finish({ token: null, url: mine.url })).toMatchObject({ problem: 'stale' })
  })

  test('with a state that was made up, or none', async () => {
    const { token, url } = await answered()
    url.searchParams.set('state', 'made-up')
    expect(await finish({ token, url })).toMatchObject({ problem: 'stale' })
    url.searchParams.delete('state')
    expect(await finish({ token, url })).toMatchObject({ problem: 'stale' })
  })

  test('after ten minutes', async () => {
    await known('sen')
    asSubject('sen')
    const answer = await answered()
    await database.pool.query('UPDATE oidc_flow SET expires_at = now() WHERE token_hash = $1', [
      hashToken(answer.token),
    ])
    expect(await finish(answer)).toMatchObject({ problem: 'stale' })
  })

  test('with one provider’s answer at another’s door', async () => {
    await known('feil dør')
    asSubject('feil dør')
    expect(await finish(await answered(), 'idporten')).toMatchObject({ problem: 'stale' })
  })

  test('who changed their mind at the provider, and is told so', async () => {
    const { token, url } = await answered()
    url.search = new URLSearchParams({
      error: 'access_denied',
      state: url.searchParams.get('state')!,
    }).toString()
    expect(await finish({ token, url })).toMatchObject({ problem: 'cancelled', returnTo: '/puljer' })
  })

  test('whose account has been closed', async () => {
    const personId = await known('stengt')
    await database.db.person.update({ where: { id: personId }, data: { disabledAt: new Date() } })
    asSubject('stengt')
    expect(await finish(await answered())).toMatchObject({ problem: 'unknown' })
  })
})

describe('pupils and students', () => {
  test.each([
    ['a pupil', [{ membership: { affiliation: ['member', 'student'] } }]],
    ['a student, in one word', [{ membership: { affiliation: 'member student' } }]],
    ['somebody of whom nothing is known', []],
    ['an answer that is no list', { groups: 'x' }],
  ])('stay outside: %s', async (_, groups) => {
    const personId = await known(`elev ${++serial}`)
    const { subject } = await database.db.identity.findFirstOrThrow({ where: { personId } })
    asSubject(subject)
    hostile.groups = groups
    expect(await finish(await answered())).toMatchObject({ kind: 'refused', problem: 'student' })
    expect(await sessions(personId)).toEqual([])
  })
})

describe('the first time', () => {
  const withEmail = (sub: string, email: string, verified: unknown): void => {
    asSubject(sub)
    hostile.userinfo = { sub, email, email_verified: verified }
  }

  test('a verified address of a trusted provider finds its account, and after that only the subject counts', async () => {
    const personId = await aPerson({ email: 'forste@example.org' })
    withEmail('første', 'Forste@example.org', true)
    expect(await finish(await answered())).toMatchObject({ kind: 'signed_in' })
    expect(await eventsOf('person.identity_linked')).toContainEqual({ personId, provider: 'feide' })
    withEmail('første', 'nytt.navn@example.org', true)
    expect(await finish(await answered())).toMatchObject({ kind: 'signed_in' })
    expect(await sessions(personId)).toHaveLength(2)
  })

  test('an address that is not verified takes over nobody’s account', async () => {
    const personId = await aPerson({ email: 'offer@example.org' })
    for (const verified of [false, undefined, 'no', null]) {
      withEmail('tyv', 'offer@example.org', verified)
      expect(await finish(await answered())).toMatchObject({ problem: 'unknown' })
    }
    expect(await sessions(personId)).toEqual([])
    expect(await database.db.identity.count({ where: { personId } })).toBe(0)
  })

  test('an address that was given to another does not open the account of whoever had it', async () => {
    const personId = await aPerson({ email: 'arvet@example.org' })
    withEmail('den første', 'arvet@example.org', true)
    expect(await finish(await answered())).toMatchObject({ kind: 'signed_in' })
    withEmail('den neste', 'arvet@example.org', true)
    expect(await finish(await answered())).toMatchObject({ problem: 'unknown' })
    expect(await database.db.identity.count({ where: { personId } })).toBe(1)
  })

  test('a provider whose addresses are not trusted finds nobody by them', async () => {
    await aPerson({ email: 'innbygger@example.org' })
    other.claims = honest => ({
      ...honest,
      acr: 'high',
      email: 'innbygger@example.org',
      email_verified: true,
    })
    expect(await finish(await answered('idporten'), 'idporten')).toMatchObject({ problem: 'unknown' })
  })

  test('somebody unknown gets no account', async () => {
    const before = await database.db.person.count()
    withEmail('ingen', 'helt.ukjent@example.org', true)
    expect(await finish(await answered())).toMatchObject({ problem: 'unknown' })
    expect(await database.db.person.count()).toBe(before)
  })
})

describe('linking from the profile', () => {
  test('ties the identity to whoever is signed in, and unlinking takes it away', async () => {
    const actor = await actorOf(await aPerson())
    asSubject('koblet')
    expect(await finish(await answered('feide', actor, '/profil/sikkerhet'), 'feide', actor)).toEqual({
      kind: 'linked',
      returnTo: '/profil/sikkerhet',
    })
    expect(await listIdentities(actor)).toMatchObject([{ issuer: hostile.issuer }])
    expect(oidc.providerOf(hostile.issuer)).toBe('feide')
    await unlinkIdentity(actor, hostile.issuer, 'feide')
    expect(await listIdentities(actor)).toEqual([])
    expect(await finish(await answered())).toMatchObject({ problem: 'unknown' })
  })

  test('does not work for whoever sits down at the same machine meanwhile, nor signed out', async () => {
    const [actor, next] = [await actorOf(await aPerson()), await actorOf(await aPerson())]
    asSubject('byttet')
    expect(await finish(await answered('feide', actor), 'feide', next)).toMatchObject({ problem: 'stale' })
    expect(await finish(await answered('feide', actor), 'feide', null)).toMatchObject({ problem: 'stale' })
    expect(await listIdentities(actor)).toEqual([])
    expect(await listIdentities(next)).toEqual([])
  })

  test('does not take an identity from somebody else', async () => {
    const owner = await known('opptatt')
    const actor = await actorOf(await aPerson())
    asSubject('opptatt')
    expect(await finish(await answered('feide', actor), 'feide', actor)).toMatchObject({ problem: 'taken' })
    const row = await database.db.identity.findFirstOrThrow({ where: { subject: 'opptatt' } })
    expect(row.personId).toBe(owner)
  })
})

describe('the level', () => {
  test('that was asked for counts as a second factor', async () => {
    const personId = await known('someone', other)
    expect(await finish(await answered('idporten'), 'idporten')).toMatchObject({ kind: 'signed_in' })
    expect((await sessions(personId))[0]?.secondFactorAt).not.toBeNull()
    expect(other.asked.at(-1)?.get('acr_values')).toBe('substantial high')
  })

  test.each([['low'], [undefined], [['high']]])('%s is not enough', async acr => {
    other.claims = honest => ({ ...honest, acr })
    expect(await finish(await answered('idporten'), 'idporten')).toMatchObject({ problem: 'level' })
  })
})

test('the same subject at another issuer is somebody else', async () => {
  const personId = await known('tvilling')
  other.claims = honest => ({ ...honest, sub: 'tvilling', acr: 'high' })
  expect(await finish(await answered('idporten'), 'idporten')).toMatchObject({ problem: 'unknown' })
  expect(await sessions(personId)).toEqual([])
})

test('no national identity number is kept, logged or told', async () => {
  await known('someone', other).catch(() => undefined)
  other.claims = honest => ({ ...honest, acr: 'high', pid: '01019012345' })
  await finish(await answered('idporten'), 'idporten')
  const kept = await Promise.all([
    database.db.identity.findMany(),
    database.db.session.findMany(),
    database.db.oidcFlow.findMany(),
    database.db.outboxEvent.findMany({ select: { payload: true } }),
  ])
  expect(JSON.stringify([kept, log.said, log.facts])).not.toContain('01019012345')
})

test('a provider that is away is a sentence, and is asked again the next time', async () => {
  const gone = await startHostileProvider()
  await gone.stop()
  const provider = {
    id: 'feide',
    clientId: 'x',
    clientSecret: 'y',
    scope: 'openid',
    levels: [],
    strong: [],
  } as const
  const lonely = new Oidc({
    providers: [
      { ...provider, issuer: gone.issuer, tenants: [], trustEmail: false, groups: null, logout: false },
    ],
    origin: ORIGIN,
    log,
  })
  const { token } = await lonely.begin('feide', caller(), '/', null)
  expect(await lonely.address('feide', token, 'nb')).toBeNull()
  expect(log.facts.at(-1)).toMatchObject({ provider: 'feide', problem: 'away' })
})

test('signing out goes on to a provider that is to be left too, and to no other', async () => {
  const address = await oidc.signOutAddress('oidc:idporten')
  expect(address?.href).toMatch(new RegExp(`^${other.issuer}/logout\\?`))
  expect(address?.searchParams.get('post_logout_redirect_uri')).toBe(`${ORIGIN}/`)
  expect(await oidc.signOutAddress('oidc:feide')).toBeNull()
  expect(await oidc.signOutAddress('code')).toBeNull()
})
