import { db, type Prisma } from '~server/database/client'
import type { Actor, Role } from '../shared/actor'
import { knownId, validAt, type UnitFacts } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { found } from '../shared/errors'
import { canAssign, canGiveGrant, canManagePeople, givableRoles, unitsWithVisiblePeople } from './policy'
import { asFacts, everHolds, UNIT } from './reach'

/** Which people of a unit: those who have a role now, those who will, those who had. */
export const SHOWN = ['now', 'planned', 'ended'] as const
export type Shown = (typeof SHOWN)[number]

export interface Member {
  grantId: string
  personId: string
  name: string
  /** Only for whoever looks after the people here. */
  email: string | null
  role: Role
  /** Set for an assignment: the cohort in which this person follows the unit. */
  cohortId: string | null
  since: Date
  /** The first moment after; null = open. */
  until: Date | null
  /** May the actor end it, or give it to somebody else? */
  canChange: boolean
}

export interface UnitPeople {
  unit: UnitFacts
  members: Member[]
  /** Roles the actor may give here. */
  roles: Role[]
  can: { manage: boolean; assign: boolean }
}

const MOST = 500

/**
 * People of a unit, by name. What is planned and what has ended is for whoever looks after them.
 *
 * @throws DomainError `not_found`
 */
export async function unitPeople(actor: Actor, unitId: string, shown: Shown = 'now'): Promise<UnitPeople> {
  const unit = await unitWithPeople(actor, unitId)
  const manage = canManagePeople(actor, unit)
  const now = await databaseNow(db())
  const rows = await db().grant.findMany({
    where: {
      orgUnitId: unit.id,
      // What is over may belong to somebody whose account is closed by now.
      ...(shown === 'ended' ? {} : { person: { disabledAt: null } }),
      ...(manage ? period(shown, now) : validAt(now)),
    },
    select: {
      id: true,
      role: true,
      cohortId: true,
      validFrom: true,
      validTo: true,
      person: { select: { id: true, name: true, email: true } },
    },
    orderBy: shown === 'ended' ? { validTo: 'desc' } : { id: 'asc' },
    take: MOST,
  })
  const collator = new Intl.Collator('nb')
  const members = rows.map(({ id, person, validFrom, validTo, ...grant }) => ({
    ...grant,
    grantId: id,
    personId: person.id,
    name: person.name,
    email: manage ? person.email : null,
    since: validFrom,
    until: validTo,
    canChange: canGiveGrant(actor, { ...grant, unit }),
  }))
  return {
    unit,
    members: shown === 'ended' ? members : members.sort((a, b) => collator.compare(a.name, b.name)),
    roles: givableRoles(actor, unit),
    can: { manage, assign: canAssign(actor, unit) },
  }
}

function period(shown: Shown, now: Date): Prisma.GrantWhereInput {
  if (shown === 'planned') return { validFrom: { gt: now }, ...everHolds() }
  return shown === 'now' ? validAt(now) : { validTo: { lte: now }, ...everHolds() }
}

/** The unit, when the actor may see who belongs to it. @throws DomainError `not_found` */
export async function unitWithPeople(actor: Actor, unitId: string): Promise<UnitFacts> {
  const where = { id: knownId(unitId), AND: unitsWithVisiblePeople(actor) }
  return asFacts(found(await db().orgUnit.findFirst({ where, select: UNIT })))
}
