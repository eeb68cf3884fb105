import { db, type Tx } from '~server/database/client'
import type { Factor, FactorChange } from '~server/outbox/catalogue'
import { conflict, DomainError, forbidden } from '~server/domain/shared/errors'
import { record } from '~server/outbox/record'
import type { Asking } from './actor'
import { allowed } from './limits'
import { strengthenSession, type BegunSession } from './lucia'

/** Somebody in a session, with or without the second factor. */
export interface Holder {
  personId: string
  sessionId: string
}

/** What somebody can show beside the first factor. */
export interface Factors {
  totp: boolean
  passkeys: number
  /** Not used yet. */
  recoveryCodes: number
}

export async function factorsOf(personId: string): Promise<Factors> {
  const [totp, passkeys, recoveryCodes] = await Promise.all([
    db().totp.count({ where: { personId, confirmedAt: { not: null } } }),
    db().passkey.count({ where: { personId } }),
    db().recoveryCode.count({ where: { personId, usedAt: null } }),
  ])
  return { totp: totp > 0, passkeys, recoveryCodes }
}

/**
 * Who may set a factor up: an actor, and whoever has to have one and has none yet. Somebody who has one shows that first;
 * a new one is no way round it.
 *
 * @throws DomainError `signed_out` for nobody, `forbidden`
 */
export async function enroller({ actor, pending }: Asking): Promise<Holder> {
  if (actor?.kind === 'account') return actor
  if (pending === null) throw new DomainError('signed_out')
  const { totp, passkeys } = await factorsOf(pending.personId)
  if (totp || passkeys > 0) throw forbidden()
  return pending
}

/** Counts one try at a second factor. @throws DomainError `too_many` */
export async function countTry(personId: string): Promise<void> {
  if (!(await allowed('secondFactorPerAccount', personId)))
    throw new DomainError('too_many', 'factor.tooMany')
}

/**
 * A second factor was shown: the session gets another id, so that whatever was planted or seen before is worth nothing.
 *
 * @throws DomainError `signed_out` when the session has ended meanwhile
 */
export async function confirmSession({ personId, sessionId }: Holder): Promise<BegunSession> {
  return db().$transaction(async tx => {
    const session = await strengthenSession(tx, sessionId)
    if (session === null) throw new DomainError('signed_out')
    await record(tx, personId, 'person.confirmed', {
      personId,
      sessionId: session.sessionId,
      formerSessionId: sessionId,
    })
    return session
  })
}

/** Writes down that somebody's factors changed, and tells them by mail, in case it was somebody else. */
export async function tellOfChange(
  tx: Tx,
  personId: string,
  factor: Factor,
  change: FactorChange,
): Promise<void> {
  await record(tx, personId, 'person.factor_changed', { personId, factor, change })
  await tx.$executeRaw`SELECT add_job('tell_factor_change', json_build_object(
    'personId', ${personId}::text, 'factor', ${factor}::text, 'change', ${change}::text))`
}

/**
 * Changes of one person's factors take turns.
 *
 * @returns how many they have that do more than a recovery code
 */
export async function lockFactors(tx: Tx, personId: string): Promise<number> {
  await tx.$executeRaw`SELECT 1 FROM person WHERE id = ${personId}::uuid FOR NO KEY UPDATE`
  const totp = await tx.totp.count({ where: { personId, confirmedAt: { not: null } } })
  return totp + (await tx.passkey.count({ where: { personId } }))
}

/**
 * Whoever has to have a factor keeps at least one; recovery codes alone are not for every day, and without any factor
 * they open nothing and go too.
 *
 * @param left how many are there after this change
 * @throws DomainError `conflict` factor.last
 */
export async function mayLose(tx: Tx, personId: string, demanded: boolean, left: number): Promise<void> {
  if (left > 0) return
  if (demanded) throw conflict('factor.last')
  await tx.recoveryCode.deleteMany({ where: { personId } })
}

/**
 * Takes everything away that somebody shows beside the first factor, and ends their sessions: for a lost phone, by an
 * operator who has made sure who asks.
 *
 * @returns null when nobody has that address
 */
export async function resetFactors(email: string): Promise<{ personId: string } | null> {
  const person = await db().person.findFirst({
    where: { email: email.trim().toLowerCase(), kind: 'account' },
    select: { id: true },
  })
  if (person === null) return null
  const personId = person.id
  await db().$transaction(async tx => {
    await lockFactors(tx, personId)
    await tx.totp.deleteMany({ where: { personId } })
    await tx.passkey.deleteMany({ where: { personId } })
    await tx.recoveryCode.deleteMany({ where: { personId } })
    const sessions = await tx.session.findMany({ where: { personId }, select: { id: true } })
    await tx.session.deleteMany({ where: { personId } })
    for (const { id } of sessions) await record(tx, null, 'person.signed_out', { personId, sessionId: id })
    await record(tx, null, 'person.factors_reset', { personId })
    await tx.$executeRaw`SELECT add_job('tell_factor_change', json_build_object(
      'personId', ${personId}::text, 'factor', 'all', 'change', 'removed'))`
  })
  return { personId }
}
