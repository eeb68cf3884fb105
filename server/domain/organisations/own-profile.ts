import { db } from '~server/database/client'
import { record } from '~server/outbox/record'
import type { Actor, Role } from '../shared/actor'
import { validAt } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { found } from '../shared/errors'
import { cohortTitle, TITLE, type CohortTitle } from '../shared/programme-text'
import { unitNames } from './unit-names'

/** A role of one's own, with its period. */
export interface OwnRole {
  grantId: string
  role: Role
  unit: string
  /** Set for an assignment: the cohort in which one follows the unit. */
  cohort: CohortTitle | null
  since: Date
  /** The first moment after; null = open. */
  until: Date | null
}

export interface OwnProfile {
  name: string
  /** Null for a guest. */
  email: string | null
  /** What the person is now, and where; by name of the unit. */
  roles: OwnRole[]
}

/** What the product knows of the actor. @throws DomainError `not_found` when the account is gone */
export async function ownProfile(actor: Actor): Promise<OwnProfile> {
  const { name, email } = found(
    await db().person.findUnique({ where: { id: actor.personId }, select: { name: true, email: true } }),
  )
  const grants = await db().grant.findMany({
    where: { personId: actor.personId, ...validAt(await databaseNow(db())) },
    select: {
      id: true,
      role: true,
      orgUnitId: true,
      validFrom: true,
      validTo: true,
      cohort: { select: TITLE },
    },
    orderBy: { id: 'asc' },
  })
  const names = await unitNames(
    db(),
    grants.map(({ orgUnitId }) => orgUnitId),
  )
  const roles = grants.map(({ id, role, orgUnitId, cohort, validFrom, validTo }) => ({
    ...{ grantId: id, role, unit: names.get(orgUnitId) ?? '–' },
    ...{ cohort: cohort === null ? null : cohortTitle(cohort), since: validFrom, until: validTo },
  }))
  return { name, email, roles }
}

/** Says what one is called. Others see it from then on, also beside what one wrote before. */
export async function changeOwnName(actor: Actor, name: string): Promise<void> {
  await db().$transaction(async tx => {
    const where = { id: actor.personId, name: { not: name } }
    const { count } = await tx.person.updateMany({ where, data: { name } })
    if (count > 0) await record(tx, actor.personId, 'person.changed', { personId: actor.personId })
  })
}
