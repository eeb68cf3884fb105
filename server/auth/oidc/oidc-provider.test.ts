import { afterAll, beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../../tests/support/database'
import { aPerson } from '../../../tests/support/factories'
import { keptLog } from '../../../tests/support/log'
import { startOidc, throughProvider, type TestOidc } from '../../../tests/support/oidc'
import type { ProviderId } from '~server/sign-in-env'
import { Oidc } from './oidc'

const database = useDatabase()
const ORIGIN = 'http://pulje.example.org'
const IDS: ProviderId[] = ['feide', 'idporten', 'entra']
const CALLER = { address: '203.0.113.1', userAgent: null }
let provider: TestOidc
let oidc: Oidc

beforeAll(async () => {
  const client = { clientId: 'pulje', clientSecret: 'hemmelig' }
  provider = await startOidc({
    ...client,
    redirectUris: IDS.map(id => `${ORIGIN}/logg-inn/hos/${id}/svar`),
    accounts: { kari: { tid: 'fylket', oid: 'kari-i-fylket' } },
    acrValues: ['high'],
  })
  const none = {
    scope: 'openid email',
    trustEmail: false,
    groups: null,
    logout: false,
    tenants: [],
    strong: [],
  }
  const base = { ...client, ...none, issuer: provider.issuer, levels: [] }
  const providers = IDS.map(id => ({
    ...base,
    id,
    ...(id === 'idporten' && { levels: ['high'], strong: ['high'] }),
    ...(id === 'entra' && { tenants: ['fylket'] }),
  }))
  oidc = new Oidc({ providers, origin: ORIGIN, log: keptLog() })
})
afterAll(() => provider.stop())

test.each([
  ['feide', 'kari', false],
  ['idporten', 'kari', true],
  ['entra', 'fylket/kari-i-fylket', false],
] as const)(
  'somebody comes in by way of a certified provider that stands in for %s',
  async (id, subject, strong) => {
    const personId = await aPerson()
    await database.db.identity.deleteMany({})
    await database.db.identity.create({ data: { issuer: provider.issuer, subject, personId } })
    provider.acr = strong ? 'high' : undefined
    const { token } = await oidc.begin(id, CALLER, '/', null)
    const address = await oidc.address(id, token, 'nb')
    const url = await throughProvider(address!, ORIGIN)
    expect(await oidc.finish(id, { url, token, actor: null, caller: CALLER })).toMatchObject({
      kind: 'signed_in',
    })
    const [session] = await database.db.session.findMany({ where: { personId } })
    expect([session?.method, session?.secondFactorAt !== null]).toEqual([`oidc:${id}`, strong])
  },
)
