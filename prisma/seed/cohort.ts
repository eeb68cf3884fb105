import type { Tx } from '~server/database/client'
import { loadProgramme } from '~server/domain/cohorts/programmes'
import { readProgramme } from '../programmes/read'
import type { Units } from './units'

/** The seven counties (six offices) of cohort 1, with the municipalities we imagine: 38, as the source says. */
const PARTICIPANTS: Record<string, string[]> = {
  '05': ['0501', '0502', '0517', '0520', '0528', '0534', '0542'],
  '07': ['0701', '0704', '0709', '0710', '0716', '0722'],
  '09': ['0901', '0904', '0906', '0914', '0926'],
  '10': ['1001', '1003', '1004', '1014'],
  '15': ['1502', '1505', '1516', '1519', '1520', '1539', '1563'],
  '18': ['1804', '1820', '1824', '1833', '1866'],
  '20': ['2004', '2012', '2021', '2025'],
}

/** Cohort 1: January 2017 to December 2018, held by the national authority. @returns its id */
export async function seedCohort(tx: Tx, units: Units): Promise<string> {
  const programme = await loadProgramme(tx, readProgramme('inkluderende-miljo'))
  const cohort = await tx.cohort.create({
    data: {
      programmeId: programme.id,
      hostId: units.national,
      number: 1,
      startsOn: new Date('2017-01-01'),
      endsOn: new Date('2019-01-01'),
      invented: true,
    },
  })
  const enrolled = Object.entries(PARTICIPANTS).flatMap(([county, municipalities]) => [
    units.county(county),
    ...municipalities.map(units.municipality),
    ...municipalities.flatMap(units.below),
  ])
  const since = new Date('2017-01-02T08:00:00Z')
  await tx.enrolment.createMany({
    data: [...enrolled, units.ppt].map(orgUnitId => ({ cohortId: cohort.id, orgUnitId, since })),
  })
  return cohort.id
}
