import { db } from '~server/database/client'
import { asSystem } from '~server/database/reach'
import type { Actor } from '~server/domain/shared/actor'
import { found } from '~server/domain/shared/errors'
import { record } from '~server/outbox/record'
import type { Subject } from './oidc/claims'

/** One way of signing in elsewhere that belongs to somebody here. */
export interface OwnIdentity {
  issuer: string
  since: Date
  lastUsedAt: Date | null
}

/** Whom a provider's somebody is here, or null; the account must be open. Remembers that it was used. */
export async function personOf({ issuer, subject }: Subject): Promise<string | null> {
  const [row] = await asSystem(
    () => db().$queryRaw<{ personId: string }[]>`
    UPDATE identity i SET last_used_at = now() FROM person p
    WHERE i.issuer = ${issuer} AND i.subject = ${subject} AND p.id = i.person_id AND p.disabled_at IS NULL
    RETURNING p.id::text AS "personId"`,
  )
  return row?.personId ?? null
}

/**
 * Links an identity to an account.
 *
 * @returns false when it belongs to somebody else already
 */
export async function linkIdentity(personId: string, provider: string, at: Subject): Promise<boolean> {
  return db().$transaction(async tx => {
    const { count } = await tx.identity.createMany({
      data: { ...at, personId, lastUsedAt: new Date() },
      skipDuplicates: true,
    })
    if (count === 0) {
      const held = await tx.identity.findUnique({ where: { issuer_subject: at } })
      return held?.personId === personId
    }
    await record(tx, personId, 'person.identity_linked', { personId, provider })
    await tx.$executeRaw`SELECT add_job('tell_factor_change', json_build_object(
      'personId', ${personId}::text, 'factor', 'identity', 'change', 'added'))`
    return true
  })
}

/**
 * The account behind an address that a trusted provider has made sure of: for the first time only. Whoever is known at
 * that provider already is not found again by e-mail: an address may have been given to another.
 */
export async function personForFirstTime(issuer: string, email: string): Promise<string | null> {
  const person = await asSystem(() =>
    db().person.findFirst({
      where: { email, kind: 'account', disabledAt: null, identities: { none: { issuer } } },
      select: { id: true },
    }),
  )
  return person?.id ?? null
}

/** The actor's own identities, the oldest first. */
export async function listIdentities({ personId }: Actor): Promise<OwnIdentity[]> {
  const rows = await db().identity.findMany({ where: { personId }, orderBy: { createdAt: 'asc' } })
  return rows.map(({ issuer, createdAt, lastUsedAt }) => ({ issuer, since: createdAt, lastUsedAt }))
}

/** Takes an identity away; e-mail remains a way in. @throws DomainError `not_found` */
export async function unlinkIdentity({ personId }: Actor, issuer: string, provider: string): Promise<void> {
  await db().$transaction(async tx => {
    const { count } = await tx.identity.deleteMany({ where: { personId, issuer } })
    found(count > 0 ? count : null)
    await record(tx, personId, 'person.identity_unlinked', { personId, provider })
    await tx.$executeRaw`SELECT add_job('tell_factor_change', json_build_object(
      'personId', ${personId}::text, 'factor', 'identity', 'change', 'removed'))`
  })
}
