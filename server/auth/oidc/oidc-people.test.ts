import { describe, expect, test } from 'vitest'
import { useDatabase } from '../../../tests/support/database'
import { actorOf, aPerson, eventsOf } from '../../../tests/support/factories'
import { startHostileProvider } from '../../../tests/support/hostile-provider'
import { ORIGIN, useProviders } from '../../../tests/support/providers'
import { listIdentities, unlinkIdentity } from '../identities'
import { Oidc } from './oidc'

const database = useDatabase()
const { at, log, caller, answered, finish, known, asSubject, sessions } = useProviders()
let serial = 0

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
    at.hostile.groups = groups
    expect(await finish(await answered())).toMatchObject({ kind: 'refused', problem: 'student' })
    expect(await sessions(personId)).toEqual([])
  })
})

describe('the first time', () => {
  const withEmail = (sub: string, email: string, verified: unknown): void => {
    asSubject(sub)
    at.hostile.userinfo = { sub, email, email_verified: verified }
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
    at.other.claims = honest => ({
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
    expect(await listIdentities(actor)).toMatchObject([{ issuer: at.hostile.issuer }])
    expect(at.oidc.providerOf(at.hostile.issuer)).toBe('feide')
    await unlinkIdentity(actor, at.hostile.issuer, 'feide')
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
    const personId = await known('someone', at.other.issuer)
    expect(await finish(await answered('idporten'), 'idporten')).toMatchObject({ kind: 'signed_in' })
    expect((await sessions(personId))[0]?.secondFactorAt).not.toBeNull()
    expect(at.other.asked.at(-1)?.get('acr_values')).toBe('substantial high')
  })

  test.each([['low'], [undefined], [['high']]])('%s is not enough', async acr => {
    at.other.claims = honest => ({ ...honest, acr })
    expect(await finish(await answered('idporten'), 'idporten')).toMatchObject({ problem: 'level' })
  })
})

test('the same subject at another issuer is somebody else', async () => {
  const personId = await known('tvilling')
  at.other.claims = honest => ({ ...honest, sub: 'tvilling', acr: 'high' })
  expect(await finish(await answered('idporten'), 'idporten')).toMatchObject({ problem: 'unknown' })
  expect(await sessions(personId)).toEqual([])
})

test('no national identity number is kept, logged or told', async () => {
  await known('someone', at.other.issuer).catch(() => undefined)
  at.other.claims = honest => ({ ...honest, acr: 'high', pid: '01019012345' })
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
  const address = await at.oidc.signOutAddress('oidc:idporten')
  expect(address?.href).toMatch(new RegExp(`^${at.other.issuer}/logout\\?`))
  expect(address?.searchParams.get('post_logout_redirect_uri')).toBe(`${ORIGIN}/`)
  expect(await at.oidc.signOutAddress('oidc:feide')).toBeNull()
  expect(await at.oidc.signOutAddress('code')).toBeNull()
})

describe('Microsoft', () => {
  const claims = (tid: unknown, oid: unknown) => asSubject('paarvis', { tid, oid, email: 'x@example.org' })
  const member = () => known('fylket/kari')

  test('lets a tenant on the list in, known by tenant and object', async () => {
    const personId = await member()
    claims('fylket', 'kari')
    expect(await finish(await answered('entra'), 'entra')).toMatchObject({ kind: 'signed_in' })
    expect(await sessions(personId)).toMatchObject([{ method: 'oidc:entra' }])
  })

  test.each([
    ['another tenant', 'nabofylket', 'kari', 'tenant'],
    ['no tenant', undefined, 'kari', 'refused'],
    ['no object', 'fylket', undefined, 'refused'],
    ['a list of tenants', ['fylket'], 'kari', 'refused'],
  ])('keeps %s out', async (_, tid, oid, problem) => {
    claims(tid, oid)
    expect(await finish(await answered('entra'), 'entra')).toMatchObject({ kind: 'refused', problem })
  })
})
