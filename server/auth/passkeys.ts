import {
  generateRegistrationOptions,
  verifyRegistrationResponse,
  type PublicKeyCredentialCreationOptionsJSON,
} from '@simplewebauthn/server'
import { db } from '~server/database/client'
import { knownId } from '~server/domain/shared/authorize'
import { conflict, found } from '~server/domain/shared/errors'
import { newChallenge, takeChallenge } from './passkey-challenges'
import { readRegistration } from './passkey-wire'
import { lockFactors, mayLose, tellOfChange, type Holder } from './second-factor'

/** Under which name and from which address passkeys are made and used. */
export interface Site {
  origin: string
}

export interface OwnPasskey {
  id: string
  name: string
  createdAt: Date
  lastUsedAt: Date | null
}

/** More than anybody has devices. */
const MOST = 10
const LONGEST_NAME = 60

export const rpIdOf = ({ origin }: Site): string => new URL(origin).hostname

/** What a browser needs to make a passkey for somebody. */
export async function registrationOptions(
  { personId }: Holder,
  site: Site,
): Promise<{ options: PublicKeyCredentialCreationOptionsJSON; token: string; expiresAt: Date }> {
  const { challenge, token, expiresAt } = await newChallenge(personId)
  const person = await db().person.findUniqueOrThrow({
    where: { id: personId },
    select: { name: true, email: true, passkeys: { select: { credentialId: true } } },
  })
  const options = await generateRegistrationOptions({
    rpName: 'Pulje',
    rpID: rpIdOf(site),
    userName: person.email ?? person.name,
    userDisplayName: person.name,
    userID: Uint8Array.from(Buffer.from(personId.replaceAll('-', ''), 'hex')),
    challenge,
    attestationType: 'none',
    excludeCredentials: person.passkeys.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  })
  return { options, token, expiresAt }
}

/**
 * Keeps a passkey that a browser has made.
 *
 * @param token of the browser that asked for the challenge
 * @returns false when it is not what was asked for
 * @throws DomainError `conflict` factor.tooManyPasskeys
 */
export async function registerPasskey(
  { personId }: Holder,
  site: Site,
  token: string | null,
  answer: string,
  name: string,
): Promise<boolean> {
  const response = readRegistration(answer)
  if (response === null) return false
  const checked = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge => takeChallenge(challenge, token, personId),
    expectedOrigin: site.origin,
    expectedRPID: rpIdOf(site),
    requireUserVerification: false,
  }).catch(() => null)
  if (checked?.verified !== true) return false
  const { credential } = checked.registrationInfo
  return db().$transaction(async tx => {
    await lockFactors(tx, personId)
    if ((await tx.passkey.count({ where: { personId } })) >= MOST) throw conflict('factor.tooManyPasskeys')
    const { count } = await tx.passkey.createMany({
      data: {
        personId,
        credentialId: credential.id,
        publicKey: credential.publicKey,
        counter: BigInt(credential.counter),
        transports: response.response.transports,
        name: shortName(name),
      },
      skipDuplicates: true,
    })
    if (count === 1) await tellOfChange(tx, personId, 'passkey', 'added')
    return count === 1
  })
}

/** Somebody's passkeys, the oldest first. */
export async function listPasskeys({ personId }: Holder): Promise<OwnPasskey[]> {
  return db().passkey.findMany({
    where: { personId },
    orderBy: { createdAt: 'asc' },
    select: { id: true, name: true, createdAt: true, lastUsedAt: true },
  })
}

/** @throws DomainError `not_found` for somebody else's as for an unknown one */
export async function renamePasskey({ personId }: Holder, id: string, name: string): Promise<void> {
  const { count } = await db().passkey.updateMany({
    where: { id: knownId(id), personId },
    data: { name: shortName(name) },
  })
  found(count === 1 ? count : null)
}

/** @throws DomainError `not_found`; `conflict` factor.last for whoever has to have one */
export async function removePasskey({ personId }: Holder, id: string, demanded: boolean): Promise<void> {
  await db().$transaction(async tx => {
    const had = await lockFactors(tx, personId)
    const { count } = await tx.passkey.deleteMany({ where: { id: knownId(id), personId } })
    found(count === 1 ? count : null)
    await mayLose(tx, personId, demanded, had - 1)
    await tellOfChange(tx, personId, 'passkey', 'removed')
  })
}

const shortName = (name: string): string => name.slice(0, LONGEST_NAME)
