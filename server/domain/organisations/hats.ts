import { db } from '~server/database/client'
import { knownId, validAt } from '../shared/authorize'
import type { Actor, ActorGrant, Role } from '../shared/actor'
import { databaseNow } from '../shared/clock'
import { found } from '../shared/errors'
import { byName } from './units'
import { unitNames } from './unit-names'

/**
 * A hat is a role in which somebody acts: one per membership, and one for all assignments of a kind together. It chooses
 * what home and the menu show; what one may do is the same under every hat (docs/decisions/people.md).
 */
export interface Hat {
  /** One of the grants under this hat: the one that is remembered. */
  grantId: string
  role: Role
  /** Null for assignments: they are several units. */
  unit: string | null
  units: number
}

export interface Wardrobe {
  hats: Hat[]
  /** Null = all at once. */
  worn: Hat | null
}

const NONE: Wardrobe = { hats: [], worn: null }

/** What the actor can put on, and has on in this browser. Nothing to choose from with one role. */
export async function wardrobe(actor: Actor): Promise<Wardrobe> {
  if (actor.kind === 'guest' || actor.grants.length < 2) return NONE
  const now = await databaseNow(db())
  const [grants, session] = await Promise.all([
    db().grant.findMany({
      where: { personId: actor.personId, ...validAt(now) },
      select: { id: true, role: true, orgUnitId: true, cohortId: true },
      orderBy: { id: 'asc' },
    }),
    db().session.findUnique({ where: { id: actor.sessionId }, select: { hatId: true } }),
  ])
  const names = await unitNames(
    db(),
    grants.map(({ orgUnitId }) => orgUnitId),
  )
  const piles = new Map<string, typeof grants>()
  for (const grant of grants) piles.set(keyOf(grant), [...(piles.get(keyOf(grant)) ?? []), grant])
  const hats = [...piles.values()].flatMap((pile): (Hat & { name: string; ids: string[] })[] => {
    const [first] = pile
    if (first === undefined) return []
    const unit = first.cohortId === null ? (names.get(first.orgUnitId) ?? '–') : null
    const ids = pile.map(({ id }) => id)
    return [{ grantId: first.id, role: first.role, unit, units: pile.length, name: unit ?? '', ids }]
  })
  if (hats.length < 2) return NONE
  const plain = ({ grantId, role, unit, units }: Hat): Hat => ({ grantId, role, unit, units })
  const worn = hats.find(({ ids }) => ids.includes(session?.hatId ?? ''))
  return { hats: hats.sort(byName).map(plain), worn: worn === undefined ? null : plain(worn) }
}

/** Memberships are hats of their own; assignments of a role are one. */
const keyOf = ({ role, orgUnitId, cohortId }: ActorGrant): string =>
  cohortId === null ? `${role} ${orgUnitId}` : role

/**
 * Puts a hat on in this browser, or takes it off.
 *
 * @param grantId null = all hats at once
 * @throws DomainError `not_found` for what is not one of the actor's roles now
 */
export async function putOnHat(actor: Actor, grantId: string | null): Promise<void> {
  const now = await databaseNow(db())
  if (grantId !== null)
    found(
      await db().grant.findFirst({
        where: { id: knownId(grantId), personId: actor.personId, ...validAt(now) },
        select: { id: true },
      }),
    )
  await db().session.updateMany({
    where: { id: actor.sessionId, personId: actor.personId },
    data: { hatId: grantId },
  })
}

/**
 * The actor with the grants of the hat they have on: for choosing what to show first, never for deciding what they may.
 * A hat that has ended is none.
 */
export async function asWorn(actor: Actor): Promise<Actor> {
  if (actor.kind === 'guest' || actor.grants.length < 2) return actor
  const [hat] = await db().$queryRaw<ActorGrant[]>`
    SELECT g.role::text AS role, g.org_unit_id::text AS "orgUnitId", g.cohort_id::text AS "cohortId"
    FROM session s JOIN "grant" g ON g.id = s.hat_id AND g.person_id = s.person_id
    WHERE s.id = ${actor.sessionId} AND s.person_id = ${actor.personId}::uuid
      AND g.valid_from <= now() AND (g.valid_to IS NULL OR g.valid_to > now())`
  if (hat === undefined) return actor
  return { ...actor, grants: actor.grants.filter(grant => keyOf(grant) === keyOf(hat)) }
}
