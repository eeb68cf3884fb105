import type { Actor } from '~server/domain/shared/actor'
import { aCohort, anActor, aUnit, anEnrolment } from './factories'

/** A small country: two counties with municipalities and schools, and a cohort of the national authority. */
export interface Network {
  national: string
  /** Takes part, with two of its three municipalities and a school in each. */
  west: string
  westTown: string
  westTownSchool: string
  /** Below the town, and not in the cohort. */
  westTownOtherSchool: string
  westVillage: string
  westVillageSchool: string
  westOutside: string
  /** Takes part as well. */
  north: string
  northTown: string
  northTownSchool: string
  /** Takes no part. */
  south: string
  southTown: string
  cohort: string
}

export async function aNetwork(): Promise<Network> {
  const national = await aUnit({ kind: 'national', name: 'Staten' })
  const west = await aUnit({ kind: 'county', name: 'Vest' })
  const north = await aUnit({ kind: 'county', name: 'Nord' })
  const south = await aUnit({ kind: 'county', name: 'Sør' })
  const town = (name: string, below: string) => aUnit({ kind: 'municipality', name, below })
  const school = (name: string, below: string) => aUnit({ kind: 'school', name, below })
  const westTown = await town('Vestby', west)
  const westVillage = await town('Vestbygd', west)
  const westOutside = await town('Vestvik', west)
  const northTown = await town('Nordby', north)
  const southTown = await town('Sørby', south)
  const westTownSchool = await school('Vestby skole', westTown)
  const westTownOtherSchool = await school('Vestby andre skole', westTown)
  const westVillageSchool = await school('Vestbygd skole', westVillage)
  const northTownSchool = await school('Nordby skole', northTown)
  const enrolled = [
    west,
    westTown,
    westTownSchool,
    westVillage,
    westVillageSchool,
    north,
    northTown,
    northTownSchool,
  ]
  const cohort = await aCohort({ host: national, enrolled })
  await anEnrolment(cohort, southTown, 'declined')
  return {
    national,
    west,
    westTown,
    westTownSchool,
    westTownOtherSchool,
    westVillage,
    westVillageSchool,
    westOutside,
    north,
    northTown,
    northTownSchool,
    south,
    southTown,
    cohort,
  }
}

export interface Cast {
  state: Actor
  west: Actor
  north: Actor
  south: Actor
  westTown: Actor
  northTown: Actor
  southTown: Actor
  leader: Actor
  teacher: Actor
  otherTeacher: Actor
  northTeacher: Actor
  /** Follows the school of the western town in the cohort. */
  resource: Actor
  /** Has an account and no role anywhere. */
  nobody: Actor
}

/** One actor per place in the network. */
export async function aCast(n: Network): Promise<Cast> {
  return {
    state: await anActor('national_adviser', n.national),
    west: await anActor('county_adviser', n.west),
    north: await anActor('county_adviser', n.north),
    south: await anActor('county_adviser', n.south),
    westTown: await anActor('municipality_coordinator', n.westTown),
    northTown: await anActor('municipality_coordinator', n.northTown),
    southTown: await anActor('municipality_coordinator', n.southTown),
    leader: await anActor('leader', n.westTownSchool),
    teacher: await anActor('teacher', n.westTownSchool),
    otherTeacher: await anActor('teacher', n.westTownOtherSchool),
    northTeacher: await anActor('teacher', n.northTownSchool),
    resource: await anActor('resource_person', n.westTownSchool, n.cohort),
    nobody: await anActor(),
  }
}

export const CAST = [
  'state',
  'west',
  'north',
  'south',
  'westTown',
  'northTown',
  'southTown',
  'leader',
  'teacher',
  'otherTeacher',
  'northTeacher',
  'resource',
  'nobody',
] as const satisfies readonly (keyof Cast)[]
