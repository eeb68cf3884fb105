import { db } from '~server/database/client'
import type { Actor } from '../shared/actor'
import { knownId } from '../shared/authorize'
import { cohortTitle, localText, TITLE, type CohortTitle, type LocalText } from '../shared/programme-text'
import { visibleEnrolments } from './policy'
import type { EnrolmentStatus } from './schema'

interface CohortOfUnit extends CohortTitle {
  id: string
  programmeName: LocalText
  status: EnrolmentStatus
  startsOn: Date
}

/** Cohorts a unit takes part in or was asked to, as far as the actor may see that, the latest first. */
export async function cohortsOfUnit(actor: Actor, unitId: string): Promise<CohortOfUnit[]> {
  const rows = await db().enrolment.findMany({
    where: { orgUnitId: knownId(unitId), AND: visibleEnrolments(actor) },
    select: {
      status: true,
      cohort: {
        select: { ...TITLE, id: true, startsOn: true, programme: { select: { name: true, terms: true } } },
      },
    },
    orderBy: { cohort: { startsOn: 'desc' } },
  })
  return rows.map(({ status, cohort }) => ({
    ...cohortTitle(cohort),
    id: cohort.id,
    startsOn: cohort.startsOn,
    status,
    programmeName: localText.parse(cohort.programme.name),
  }))
}
