import { beforeEach, describe, expect, test } from 'vitest'
import { Authenticator, type Bent } from '../../tests/support/authenticator'
import { useDatabase } from '../../tests/support/database'
import { aPerson, aUnit, eventsOf } from '../../tests/support/factories'
import { proofQuestion, signInQuestion, signInWithPasskey, takePasskey } from './passkey-sign-in'
import { listPasskeys, registerPasskey, registrationOptions, removePasskey, renamePasskey } from './passkeys'
import type { Holder } from './second-factor'
import { signInAs, type Caller } from './sign-in'

/** Passkeys as a device and a browser answer them, honestly and otherwise. */

const database = useDatabase()
const SITE = { origin: 'https://pulje.example.org' }
let serial = 0
const caller = (): Caller => ({ address: `198.51.100.${++serial % 250}`, userAgent: null })

interface Owner extends Holder {
  device: Authenticator
}

async function somebody(): Promise<Holder> {
  const personId = await aPerson({ role: 'teacher', unit: await aUnit() })
  return { personId, sessionId: (await signInAs(personId, caller())).sessionId }
}

async function made(holder: Holder, device: Authenticator, bent: Bent = {}): Promise<boolean> {
  const { options, token } = await registrationOptions(holder, SITE)
  return registerPasskey(holder, SITE, token, device.make(options.challenge, bent), 'Mobilen')
}

async function anOwner(): Promise<Owner> {
  const holder = await somebody()
  const device = new Authenticator(SITE.origin)
  expect(await made(holder, device)).toBe(true)
  return { ...holder, device }
}

const sessions = (personId: string): Promise<number> => database.db.session.count({ where: { personId } })

/** Signs in with the passkey alone. @returns whose session began */
async function entered({ device }: Owner, bent: Bent = {}, site = SITE): Promise<string | null> {
  const { options, token } = await signInQuestion(SITE, caller())
  const session = await signInWithPasskey(site, token, device.sign(options.challenge, bent), caller())
  if (session === null) return null
  return (await database.db.session.findUniqueOrThrow({ where: { id: session.sessionId } })).personId
}

let owner: Owner
beforeEach(async () => {
  owner = await anOwner()
})

const LIES: [string, Bent][] = [
  ['from another site', { origin: 'https://pulje.example.net' }],
  ['from the same name without encryption', { origin: 'http://pulje.example.org' }],
  ['from a page beneath ours', { origin: 'https://ond.pulje.example.org' }],
  ['signed for another site', { rpId: 'example.org' }],
]

describe('a passkey is not kept', () => {
  test.each([...LIES, ['that answers another kind of question', { type: 'webauthn.get' }] as [string, Bent]])(
    '%s',
    async (_, bent) => {
      const holder = await somebody()
      expect(await made(holder, new Authenticator(SITE.origin), bent)).toBe(false)
      expect(await listPasskeys(holder)).toEqual([])
    },
  )

  test('by another browser, for somebody else, twice, or for no question at all', async () => {
    const [mine, theirs] = [await somebody(), await somebody()]
    const device = new Authenticator(SITE.origin)
    const asked = await registrationOptions(mine, SITE)
    const other = await registrationOptions(mine, SITE)
    const answer = device.make(asked.options.challenge)
    expect(await registerPasskey(mine, SITE, other.token, answer, '')).toBe(false)
    expect(await registerPasskey(mine, SITE, null, answer, '')).toBe(false)
    expect(await registerPasskey(theirs, SITE, asked.token, answer, '')).toBe(false)
    expect(await registerPasskey(mine, SITE, asked.token, answer, '')).toBe(true)
    expect(await registerPasskey(mine, SITE, asked.token, answer, '')).toBe(false)
    expect(await listPasskeys(mine)).toHaveLength(1)
  })

  test('when the same one is somebody else’s already', async () => {
    const thief = await somebody()
    expect(await made(thief, owner.device)).toBe(false)
    expect(await entered(owner)).toBe(owner.personId)
  })

  test.each(['', '{}', 'null', '[]', '{"id":"x"}', 'x'.repeat(50_000), '{"id":"../..","rawId":1}'])(
    'when the answer is no answer: %#',
    async answer => {
      const { token } = await registrationOptions(owner, SITE)
      expect(await registerPasskey(owner, SITE, token, answer, '')).toBe(false)
      expect(await takePasskey(owner, SITE, token, answer)).toBe(false)
    },
  )
})

describe('a passkey alone', () => {
  test('signs its owner in, as two factors at once', async () => {
    expect(await entered(owner)).toBe(owner.personId)
    const session = await database.db.session.findFirstOrThrow({
      where: { personId: owner.personId, method: 'passkey' },
    })
    expect(session.secondFactorAt).not.toBeNull()
    expect(await listPasskeys(owner)).toMatchObject([{ name: 'Mobilen', lastUsedAt: expect.any(Date) }])
  })

  test.each([
    ...LIES,
    ['whose device has not made sure of its owner', { verified: false }] as [string, Bent],
    ['that answers another kind of question', { type: 'webauthn.create' }] as [string, Bent],
  ])('does not: %s', async (_, bent) => {
    expect(await entered(owner, bent)).toBeNull()
    expect(await sessions(owner.personId)).toBe(1)
  })

  test('does not when it says it is somebody else’s', async () => {
    const victim = await anOwner()
    expect(await entered(owner, { id: victim.device.credentialId })).toBeNull()
    expect(await entered(owner, { id: 'dW5rbm93bg' })).toBeNull()
    expect(await sessions(victim.personId)).toBe(1)
  })

  test('does not a second time by the same answer, also not at the same moment', async () => {
    const { options, token } = await signInQuestion(SITE, caller())
    const answer = owner.device.sign(options.challenge)
    const opened = await Promise.all([1, 2, 3].map(() => signInWithPasskey(SITE, token, answer, caller())))
    expect(opened.filter(session => session !== null)).toHaveLength(1)
    expect(await signInWithPasskey(SITE, token, answer, caller())).toBeNull()
  })

  test('does not in another browser than the one that was asked, nor without its cookie', async () => {
    const [mine, theirs] = [await signInQuestion(SITE, caller()), await signInQuestion(SITE, caller())]
    const answer = owner.device.sign(mine.options.challenge)
    expect(await signInWithPasskey(SITE, theirs.token, answer, caller())).toBeNull()
    expect(await signInWithPasskey(SITE, null, answer, caller())).toBeNull()
  })

  test('does not after five minutes, nor by a challenge that was made up', async () => {
    const { options, token } = await signInQuestion(SITE, caller())
    expect(await signInWithPasskey(SITE, token, owner.device.sign('bGFnZXQ'), caller())).toBeNull()
    await database.pool.query('UPDATE passkey_challenge SET expires_at = now()')
    const answer = owner.device.sign(options.challenge)
    expect(await signInWithPasskey(SITE, token, answer, caller())).toBeNull()
  })

  test('does not when the account has been closed', async () => {
    await database.db.person.update({ where: { id: owner.personId }, data: { disabledAt: new Date() } })
    expect(await entered(owner)).toBeNull()
  })

  test('does not when it is a copy: its counter stands still or goes back', async () => {
    expect(await entered(owner, { counter: 5 })).toBe(owner.personId)
    for (const counter of [5, 4, 0]) expect(await entered(owner, { counter })).toBeNull()
    expect(await entered(owner, { counter: 6 })).toBe(owner.personId)
  })

  test('does not after it was removed', async () => {
    const [passkey] = await listPasskeys(owner)
    await removePasskey(owner, passkey!.id, false)
    expect(await entered(owner)).toBeNull()
  })

  test('asks a browser the same for everybody: nobody is named and no passkey is listed', async () => {
    const { options } = await signInQuestion(SITE, caller())
    expect(options).toMatchObject({ rpId: 'pulje.example.org', userVerification: 'required' })
    expect(options.allowCredentials ?? []).toEqual([])
  })
})

describe('a passkey as the second factor', () => {
  async function shown(by: Holder, device: Authenticator, bent: Bent = {}): Promise<boolean> {
    const { options, token } = await proofQuestion(by, SITE)
    return takePasskey(by, SITE, token, device.sign(options.challenge, bent))
  }

  test('is enough without a check of the owner: the code in the mail was the other one', async () => {
    expect(await shown(owner, owner.device, { verified: false })).toBe(true)
  })

  test.each(LIES)('is not taken %s', async (_, bent) => {
    expect(await shown(owner, owner.device, bent)).toBe(false)
  })

  test('is one’s own: with somebody else’s nobody goes on', async () => {
    const thief = await anOwner()
    expect(await shown(owner, thief.device)).toBe(false)
    expect(await shown(owner, thief.device, { id: owner.device.credentialId })).toBe(false)
  })

  test('answers its own question: neither somebody else’s nor that of signing in', async () => {
    const thief = await anOwner()
    const theirs = await proofQuestion(thief, SITE)
    const open = await signInQuestion(SITE, caller())
    for (const { options, token } of [theirs, open])
      expect(await takePasskey(owner, SITE, token, owner.device.sign(options.challenge))).toBe(false)
    // And the other way about: a check without the owner's PIN does not become a way in.
    const mine = await proofQuestion(owner, SITE)
    const answer = owner.device.sign(mine.options.challenge)
    expect(await signInWithPasskey(SITE, mine.token, answer, caller())).toBeNull()
  })

  test('is guessed at ten times in a quarter of an hour at most', async () => {
    const tries = Array.from({ length: 12 }, () => takePasskey(owner, SITE, null, '{}'))
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0)
  })
})

test('somebody else’s passkey is neither renamed nor removed; it looks like an unknown one', async () => {
  const thief = await anOwner()
  const [passkey] = await listPasskeys(owner)
  for (const id of [passkey!.id, '0190a0a0-0000-7000-8000-000000000000', 'x']) {
    await expect(renamePasskey(thief, id, 'Min')).rejects.toMatchObject({ code: 'not_found' })
    await expect(removePasskey(thief, id, false)).rejects.toMatchObject({ code: 'not_found' })
  }
  await renamePasskey(owner, passkey!.id, 'Nytt navn')
  expect(await listPasskeys(owner)).toMatchObject([{ name: 'Nytt navn' }])
})

test('a new and a lost passkey is told in the trail, without its name', async () => {
  const [passkey] = await listPasskeys(owner)
  await removePasskey(owner, passkey!.id, false)
  const { personId } = owner
  const told = (await eventsOf('person.factor_changed')).filter(
    event => (event as { personId: string }).personId === personId,
  )
  expect(told).toEqual([
    { personId, factor: 'passkey', change: 'added' },
    { personId, factor: 'passkey', change: 'removed' },
  ])
})

test('there are at most ten', async () => {
  for (let i = 0; i < 9; i++) expect(await made(owner, new Authenticator(SITE.origin))).toBe(true)
  await expect(made(owner, new Authenticator(SITE.origin))).rejects.toMatchObject({
    reason: 'factor.tooManyPasskeys',
  })
})
