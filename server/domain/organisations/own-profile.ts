import { db } from '~server/database/client'
import type { Actor, Role } from '../shared/actor'
import { databaseNow } from '../shared/clock'
import { found } from '../shared/errors'
import { nameOn, NAMES } from './names'

export interface OwnProfile {
  name: string
  /** Null for a guest. */
  email: string | null
  /** What the person is, and where; by name of the unit. */
  roles: { role: Role; unit: string }[]
}

/** What the product knows of the actor. @throws DomainError `not_found` when the account is gone */
export async function ownProfile(actor: Actor): Promise<OwnProfile> {
  const { name, email } = found(
    await db().person.findUnique({ where: { id: actor.personId }, select: { name: true, email: true } }),
  )
  const units = await db().orgUnit.findMany({
    where: { id: { in: actor.grants.map(grant => grant.orgUnitId) } },
    select: { id: true, names: NAMES },
  })
  const now = await databaseNow(db())
  const roles = actor.grants.flatMap(({ role, orgUnitId }) => {
    const unit = units.find(({ id }) => id === orgUnitId)
    return unit === undefined ? [] : [{ role, unit: nameOn(unit, now) }]
  })
  return { name, email, roles }
}
