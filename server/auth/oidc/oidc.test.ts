import { describe, expect, test } from 'vitest'
import { useDatabase } from '../../../tests/support/database'
import { useProviders } from '../../../tests/support/providers'
import { hashToken } from '~server/domain/shared/tokens'

const database = useDatabase()
const { at, answered, finish, known, asSubject, sessions } = useProviders()
let serial = 0

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
  const query = at.hostile.asked.at(-1)!
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
    ['with a token of another issuer', honest => ({ ...honest, iss: at.other.issuer })],
    ['with a token that has expired', honest => ({ ...honest, exp: Number(honest['iat']) - 3_600 })],
    ['with a token without a subject', ({ sub: _, ...honest }) => honest],
  ]
  test.each(lies)('%s', async (_, lie) => {
    const personId = await known(`løgn ${++serial}`)
    const { subject } = await database.db.identity.findFirstOrThrow({ where: { personId } })
    at.hostile.claims = honest => {
      const { sub: _sub, ...rest } = lie({ ...honest, sub: subject }) as Record<string, unknown>
      return 'sub' in lie({ ...honest, sub: subject }) ? { ...rest, sub: subject } : rest
    }
    expect(await finish(await answered())).toMatchObject({ kind: 'refused', problem: 'refused' })
    expect(await sessions(personId)).toEqual([])
  })

  test('with a token that the provider has not signed', async () => {
    const personId = await known('fremmed nøkkel')
    asSubject('fremmed nøkkel')
    at.hostile.foreignKey = true
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
    at.hostile.forgetful = true
    const [victim, thief] = [await answered(), await answered()]
    thief.url.searchParams.set('code', victim.url.searchParams.get('code')!)
    expect(await finish(thief)).toMatchObject({ kind: 'refused', problem: 'refused' })
    at.hostile.forgetful = false
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
