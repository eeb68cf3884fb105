import { db } from '~server/database/client'
import type { Actor } from '../shared/actor'
import { knownId } from '../shared/authorize'
import { localText, type LocalText } from './schema'
import { visibleEnrolments } from './policy'
import type { EnrolmentStatus } from './schema'

/** Cohorts a unit takes part in or was asked to, as far as the actor may see that, the latest first. */
export async function cohortsOfUnit(
  actor: Actor,
  unitId: string,
): Promise<{ id: string; number: number; programme: LocalText; status: EnrolmentStatus; startsOn: Date }[]> {
  const rows = await db().enrolment.findMany({
    where: { orgUnitId: knownId(unitId), AND: visibleEnrolments(actor) },
    select: {
      status: true,
      cohort: { select: { id: true, number: true, startsOn: true, programme: { select: { name: true } } } },
    },
    orderBy: { cohort: { startsOn: 'desc' } },
  })
  return rows.map(({ status, cohort: { programme, ...cohort } }) => ({
    ...cohort,
    status,
    programme: localText.parse(programme.name),
  }))
}
