import { afterAll, beforeAll, beforeEach } from 'vitest'
import { db } from '~server/database/client'
import { Oidc, type Outcome } from '~server/auth/oidc/oidc'
import type { Actor } from '~server/domain/shared/actor'
import type { Provider } from '~server/sign-in-env'
import { aPerson } from './factories'
import { startHostileProvider, type HostileProvider } from './hostile-provider'
import { keptLog } from './log'
import { throughProvider } from './oidc'

export const ORIGIN = 'http://pulje.example.org'

/** Two real providers, "feide" at `hostile` and "idporten" at `other`, and somebody who goes there and comes back. */
export function useProviders() {
  const log = keptLog()
  let serial = 0
  const caller = () => ({ address: `198.51.100.${++serial}`, userAgent: null })
  const at = {} as { hostile: HostileProvider; other: HostileProvider; oidc: Oidc }

  beforeAll(async () => {
    at.hostile = await startHostileProvider()
    at.other = await startHostileProvider()
    const base = { clientId: 'pulje', clientSecret: 'hemmelig', scope: 'openid email' }
    const none = { levels: [], strong: [], tenants: [], trustEmail: false, groups: null, logout: false }
    const issuer = at.hostile.issuer
    const levels = ['substantial', 'high']
    const providers: Provider[] = [
      { ...base, ...none, id: 'feide', issuer, trustEmail: true, groups: `${issuer}/groups` },
      { ...base, ...none, id: 'idporten', issuer: at.other.issuer, levels, strong: levels, logout: true },
      { ...base, ...none, id: 'entra', issuer, tenants: ['fylket'] },
    ]
    at.oidc = new Oidc({ providers, origin: ORIGIN, log })
  })
  afterAll(async () => {
    await at.hostile.stop()
    await at.other.stop()
  })
  beforeEach(() => {
    const groups = [{ membership: { affiliation: ['member', 'employee'] } }]
    Object.assign(at.hostile, { claims: (honest: object) => honest, foreignKey: false, groups, userinfo: {} })
    at.other.claims = honest => ({ ...honest, acr: 'high' })
  })

  return {
    at,
    log,
    caller,
    /** Begins, and goes through the provider. @returns the browser's token, and the answer it comes back with */
    async answered(id = 'feide', linkTo: Actor | null = null, returnTo = '/puljer') {
      const { token } = await at.oidc.begin(id, caller(), returnTo, linkTo)
      const address = await at.oidc.address(id, token, 'nb')
      if (address === null) throw new Error('the provider is away')
      return { token, url: await throughProvider(address, ORIGIN) }
    },
    finish: (
      { token, url }: { token: string | null; url: URL },
      id = 'feide',
      actor: Actor | null = null,
    ): Promise<Outcome> => at.oidc.finish(id, { url, token, actor, caller: caller() }),
    /** Somebody who has linked this subject at a provider. */
    async known(subject: string, issuer = at.hostile.issuer): Promise<string> {
      const personId = await aPerson()
      await db().identity.create({ data: { issuer, subject, personId } })
      return personId
    },
    /** From here on "feide" says that this is who comes. */
    asSubject(sub: string, more: object = {}): void {
      at.hostile.claims = honest => ({ ...honest, sub, ...more })
      at.hostile.userinfo = { sub }
    },
    sessions: (personId: string) => db().session.findMany({ where: { personId } }),
  }
}
