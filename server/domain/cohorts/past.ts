import { db } from '~server/database/client'
import { unitsWithVisiblePeople } from '../people/policy'
import type { Actor } from '../shared/actor'
import { validAt } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { readFacts } from './cohorts'
import { enrolmentsIn } from './policy'
import type { EnrolmentStatus } from './schema'

/** One status that a unit has had in a cohort. */
export interface PastStatus {
  status: EnrolmentStatus
  at: Date
  /** How it came about. */
  by: 'hand' | 'answer' | 'deadline'
  /** Who did it; null when nobody did, or somebody whom the actor may not see. */
  name: string | null
}

/** The statuses of these units' enrolments, as far as the actor sees them, by unit, the latest first. @throws DomainError `not_found` */
export async function enrolmentHistory(
  actor: Actor,
  cohortId: string,
  unitIds: readonly string[],
): Promise<Map<string, PastStatus[]>> {
  const cohort = await readFacts(actor, cohortId)
  const rows = await db().enrolment.findMany({
    where: { AND: enrolmentsIn(actor, cohort), orgUnitId: { in: [...unitIds] } },
    select: { orgUnitId: true, changes: { orderBy: { id: 'desc' } } },
  })
  const people = await namesOf(
    actor,
    rows.flatMap(({ changes }) => changes.flatMap(({ personId }) => personId ?? [])),
  )
  return new Map(
    rows.map(({ orgUnitId, changes }) => [
      orgUnitId,
      changes.map(({ status, at, personId, invitationId }) => ({
        status,
        at,
        by:
          status === 'expired'
            ? 'deadline'
            : invitationId !== null && ['enrolled', 'declined'].includes(status)
              ? 'answer'
              : 'hand',
        name: personId === null ? null : (people.get(personId) ?? null),
      })),
    ]),
  )
}

/** Names of those among these people whom the actor may see: colleagues, and whom they administer. */
async function namesOf(actor: Actor, personIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db().person.findMany({
    where: {
      id: { in: [...new Set(personIds)] },
      grants: {
        some: { orgUnit: unitsWithVisiblePeople(actor), cohortId: null, ...validAt(await databaseNow(db())) },
      },
    },
    select: { id: true, name: true },
  })
  return new Map(rows.map(({ id, name }) => [id, name]))
}
