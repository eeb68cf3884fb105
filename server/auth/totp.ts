import { Secret, TOTP } from 'otpauth'
import { db } from '~server/database/client'
import { conflict } from '~server/domain/shared/errors'
import { open, seal, type ServerKey } from './secret-box'
import { countTry, lockFactors, mayLose, tellOfChange, type Holder } from './second-factor'

/** Codes of an authenticator app (RFC 6238): six digits, thirty seconds, and one step to either side for slow clocks. */
const WINDOW = 1
const PERIOD = 30

/** What an app needs to make codes. */
export interface NewTotp {
  /** For the QR code. */
  uri: string
  /** The same, to be typed. */
  secret: string
}

/**
 * Makes a secret that waits to be confirmed by a first code. One that waits already stays as it is: the page may be
 * opened twice.
 *
 * @throws DomainError `conflict` factor.taken when there is an app already
 */
export async function beginTotp({ personId }: Holder, key: ServerKey): Promise<void> {
  const secret = seal(key, personId, new Secret({ size: 20 }).bytes)
  await db().totp.createMany({ data: { personId, secret }, skipDuplicates: true })
  const row = await db().totp.findUnique({ where: { personId } })
  if (row?.confirmedAt != null) throw conflict('factor.taken')
  if (row !== null && open(key, personId, row.secret) === null)
    await db().totp.updateMany({ where: { personId, confirmedAt: null }, data: { secret } })
}

/** The secret that waits to be confirmed, or null. */
export async function waitingTotp({ personId }: Holder, key: ServerKey): Promise<NewTotp | null> {
  const row = await db().totp.findUnique({
    where: { personId, confirmedAt: null },
    include: { person: { select: { email: true } } },
  })
  const bytes = row === null ? null : open(key, personId, row.secret)
  if (row === null || bytes === null) return null
  const totp = totpOf(bytes, row.person.email ?? '')
  return { uri: totp.toString(), secret: totp.secret.base32 }
}

/** The first code of a new app. @returns false when it is wrong @throws DomainError `too_many` */
export async function confirmTotp({ personId }: Holder, key: ServerKey, code: string): Promise<boolean> {
  await countTry(personId)
  const row = await db().totp.findUnique({ where: { personId, confirmedAt: null } })
  const step = row === null ? null : stepOf(open(key, personId, row.secret), code)
  if (step === null) return false
  return db().$transaction(async tx => {
    const { count } = await tx.totp.updateMany({
      where: { personId, confirmedAt: null },
      data: { confirmedAt: new Date(), lastStep: step },
    })
    if (count === 1) await tellOfChange(tx, personId, 'totp', 'added')
    return count === 1
  })
}

/**
 * Takes a code. Each is taken once: of two that come at the same moment one fails, and so does every earlier one.
 *
 * @throws DomainError `too_many`
 */
export async function takeTotp({ personId }: Holder, key: ServerKey, code: string): Promise<boolean> {
  await countTry(personId)
  const row = await db().totp.findUnique({ where: { personId, confirmedAt: { not: null } } })
  const step = row === null ? null : stepOf(open(key, personId, row.secret), code)
  if (step === null) return false
  const { count } = await db().totp.updateMany({
    where: { personId, confirmedAt: { not: null }, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
    data: { lastStep: step },
  })
  return count === 1
}

/** @throws DomainError `conflict` factor.last for whoever has to have one */
export async function removeTotp({ personId }: Holder, demanded: boolean): Promise<void> {
  await db().$transaction(async tx => {
    const had = await lockFactors(tx, personId)
    const { count } = await tx.totp.deleteMany({ where: { personId, confirmedAt: { not: null } } })
    if (count === 0) return
    await mayLose(tx, personId, demanded, had - 1)
    await tellOfChange(tx, personId, 'totp', 'removed')
  })
}

function totpOf(bytes: Uint8Array, label: string): TOTP {
  const secret = new Secret({ buffer: Uint8Array.from(bytes).buffer })
  return new TOTP({ issuer: 'Pulje', label, secret, digits: 6, period: PERIOD })
}

/** The time step that a code belongs to, or null when it belongs to none near now. */
function stepOf(bytes: Uint8Array | null, code: string): bigint | null {
  if (bytes === null || !/^\d{6}$/.test(code)) return null
  const now = Date.now()
  const delta = totpOf(bytes, '').validate({ token: code, timestamp: now, window: WINDOW })
  return delta === null ? null : BigInt(Math.floor(now / 1_000 / PERIOD) + delta)
}
