import type { Tx } from '~server/database/client'
import { loadProgramme } from '~server/domain/cohorts/programmes'
import { createSteps } from '~server/domain/cohorts/steps'
import { databaseNow } from '~server/domain/shared/clock'
import { monthAsDate } from '~server/domain/shared/dates'
import { readProgramme } from '../programmes/read'
import type { Units } from './units'

/** Municipalities of Vestfold that we imagine in it, by their numbers of 2017. */
const PARTICIPANTS = ['0701', '0704', '0709', '0710']

/**
 * A period of the second kind of programme, run by a county and going on now: it began with this school year, so that
 * there is always a step to come. @returns its id and that of the county
 */
export async function seedPeriod(tx: Tx, units: Units): Promise<{ cohortId: string; hostId: string }> {
  const file = readProgramme('lokal-kompetanseutvikling')
  const programme = await loadProgramme(tx, file)
  const now = await databaseNow(tx)
  const year = now.getUTCFullYear() - (now.getUTCMonth() < 7 ? 1 : 0)
  const period = { startsOn: monthAsDate(year, 8), endsOn: monthAsDate(year + 2, 8) }
  const hostId = units.county('07')
  const cohort = await tx.cohort.create({
    data: { programmeId: programme.id, hostId, number: 1, invented: true, ...period },
  })
  await createSteps(tx, cohort, file.cycle)
  const enrolled = [hostId, ...PARTICIPANTS.map(units.municipality)]
  await tx.enrolment.createMany({
    data: enrolled.map(orgUnitId => ({ cohortId: cohort.id, orgUnitId, since: period.startsOn })),
  })
  return { cohortId: cohort.id, hostId }
}
