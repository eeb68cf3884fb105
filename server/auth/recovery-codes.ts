import crypto from 'node:crypto'
import { db } from '~server/database/client'
import { hashToken } from '~server/domain/shared/tokens'
import type { Actor } from '~server/domain/shared/actor'
import { conflict } from '~server/domain/shared/errors'
import { countTry, lockFactors, tellOfChange, type Holder } from './second-factor'

const HOW_MANY = 10
/** Without letters and digits that look alike. 32 of them: five bits each, eighty in a code, so a plain hash is enough. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const LENGTH = 16

/**
 * Ten new codes for the day the phone is lost; the old ones are worth nothing from here on. Shown once: only hashes stay.
 *
 * @throws DomainError `conflict` factor.none for whoever has nothing that they could stand in for
 */
export async function makeRecoveryCodes({ personId }: Actor): Promise<string[]> {
  const codes = Array.from({ length: HOW_MANY }, newCode)
  await db().$transaction(async tx => {
    if ((await lockFactors(tx, personId)) === 0) throw conflict('factor.none')
    await tx.recoveryCode.deleteMany({ where: { personId } })
    await tx.recoveryCode.createMany({
      data: codes.map(code => ({ personId, hash: hashOf(personId, code) })),
    })
    await tellOfChange(tx, personId, 'recovery_codes', 'added')
  })
  return codes
}

/** Takes a code, once. @throws DomainError `too_many` */
export async function takeRecoveryCode({ personId }: Holder, code: string): Promise<boolean> {
  await countTry(personId)
  return db().$transaction(async tx => {
    const { count } = await tx.recoveryCode.updateMany({
      where: { personId, hash: hashOf(personId, code), usedAt: null },
      data: { usedAt: new Date() },
    })
    if (count > 0) await tellOfChange(tx, personId, 'recovery_codes', 'used')
    return count > 0
  })
}

/** "ABCD-EFGH-JKLM-NPQR" */
function newCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[crypto.randomInt(ALPHABET.length)]).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

/** As people type it: in any case, with spaces, dashes or nothing between. */
function hashOf(personId: string, code: string): string {
  return hashToken(`${personId}:${code.toUpperCase().replace(/[^A-Z2-9]/g, '')}`)
}
