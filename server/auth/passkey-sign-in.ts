import {
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { db } from '~server/database/client'
import { asSystem } from '~server/database/reach'
import { DomainError } from '~server/domain/shared/errors'
import { allowed } from './limits'
import type { BegunSession } from './lucia'
import { newChallenge, takeChallenge } from './passkey-challenges'
import { readAssertion } from './passkey-wire'
import { rpIdOf, type Site } from './passkeys'
import { countTry, type Holder } from './second-factor'
import { signInAs, type Caller } from './sign-in'

/** What a browser needs to ask for a passkey. */
export interface Question {
  options: PublicKeyCredentialRequestOptionsJSON
  token: string
  expiresAt: Date
}

/**
 * For somebody whose name is not known yet: the device offers what it has for this site.
 *
 * @throws DomainError `too_many`
 */
export async function signInQuestion(site: Site, caller: Caller): Promise<Question> {
  if (!(await allowed('passkeyPerAddress', caller.address)))
    throw new DomainError('too_many', 'factor.tooMany')
  const { challenge, ...rest } = await newChallenge(null)
  const options = await generateAuthenticationOptions({
    rpID: rpIdOf(site),
    challenge,
    userVerification: 'required',
  })
  return { options, ...rest }
}

/** For somebody who has shown the first factor: one of their own. */
export async function proofQuestion({ personId }: Holder, site: Site): Promise<Question> {
  const { challenge, ...rest } = await newChallenge(personId)
  const own = await db().passkey.findMany({
    where: { personId },
    select: { credentialId: true, transports: true },
  })
  const options = await generateAuthenticationOptions({
    rpID: rpIdOf(site),
    challenge,
    userVerification: 'preferred',
    allowCredentials: own.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
  })
  return { options, ...rest }
}

/**
 * Signs in with a passkey alone. The device has made sure of its owner (PIN, finger, face), so this is two factors.
 *
 * @returns null when it is unknown, not ours, without such a check, or a copy
 * @throws DomainError `too_many`
 */
export async function signInWithPasskey(
  site: Site,
  token: string | null,
  answer: string,
  caller: Caller,
): Promise<BegunSession | null> {
  if (!(await allowed('passkeyPerAddress', caller.address)))
    throw new DomainError('too_many', 'factor.tooMany')
  const personId = await check({ site, token, answer, personId: null })
  return personId === null ? null : signInAs(personId, caller, { method: 'passkey', strong: true })
}

/** A passkey as the second factor. @throws DomainError `too_many` */
export async function takePasskey(
  { personId }: Holder,
  site: Site,
  token: string | null,
  answer: string,
): Promise<boolean> {
  await countTry(personId)
  return (await check({ site, token, answer, personId })) === personId
}

/** @returns whose passkey signed the challenge, or null */
async function check(asked: {
  site: Site
  token: string | null
  answer: string
  /** Null = whoever it is; then the device must have made sure of its owner. */
  personId: string | null
}): Promise<string | null> {
  const { site, token, personId } = asked
  const response = readAssertion(asked.answer)
  if (response === null) return null
  const passkey = await asSystem(() =>
    db().passkey.findFirst({
      where: {
        credentialId: response.id,
        person: { disabledAt: null, kind: 'account' },
        ...(personId === null ? {} : { personId }),
      },
    }),
  )
  if (passkey === null) return null
  const checked = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge => takeChallenge(challenge, token, personId),
    expectedOrigin: site.origin,
    expectedRPID: rpIdOf(site),
    credential: {
      id: passkey.credentialId,
      publicKey: Uint8Array.from(passkey.publicKey),
      counter: Number(passkey.counter),
    },
    requireUserVerification: personId === null,
  }).catch(() => null)
  if (checked?.verified !== true) return null
  // A counter that stands still or goes back is a copy of the key. Many keys do not count: they always say 0.
  const counter = BigInt(checked.authenticationInfo.newCounter)
  const { count } = await db().passkey.updateMany({
    where: { id: passkey.id, ...(counter === 0n ? { counter: 0n } : { counter: { lt: counter } }) },
    data: { counter, lastUsedAt: new Date() },
  })
  return count === 1 ? passkey.personId : null
}
