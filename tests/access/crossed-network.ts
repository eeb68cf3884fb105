import { db } from '~server/database/client'
import type { Actor } from '~server/domain/shared/actor'
import {
  aCohort,
  actorOf,
  aGathering,
  aGrant,
  anActor,
  anEnrolment,
  aPerson,
  aSeat,
  aTable,
  aUnit,
} from '../support/factories'
import { aCast, aNetwork, type Network } from '../support/network'

/** A network in which everything crosses the counties' borders that may cross them. */
export interface CrossedNetwork {
  n: Network
  cast: Record<string, Actor>
  units: string[]
  cohorts: string[]
  gatherings: string[]
  documents: string[]
}

const HOUR = 3_600_000

export async function aCrossedNetwork(): Promise<CrossedNetwork> {
  const n = await aNetwork()
  const cast = await aCast(n)
  // A service of its own that serves municipalities of two counties, and a private owner with a school in one of them.
  const service = await aUnit({ kind: 'ppt', name: 'PPT' })
  await db().orgUnitRelation.createMany({
    data: [n.westTown, n.northTown].map(childId => ({ parentId: service, childId, kind: 'serves' as const })),
  })
  const owner = await aUnit({ kind: 'private_owner', name: 'Stiftelsen' })
  const free = await aUnit({ name: 'Friskolen', below: owner })
  await db().orgUnitRelation.create({ data: { parentId: n.northTown, childId: free, kind: 'owns' } })
  const alone = await aUnit({ name: 'Alene skole' })
  for (const unit of [service, free, alone]) await anEnrolment(n.cohort, unit)
  const county = await aCohort({
    host: n.west,
    enrolled: [n.westTown, n.westTownSchool, n.northTown, n.northTownSchool],
  })

  const people = {
    'ppt adviser': await aPerson({ role: 'ppt_adviser', unit: service }),
    'private leader': await aPerson({ role: 'leader', unit: free }),
    'owner’s leader': await aPerson({ role: 'leader', unit: owner }),
    'leader alone': await aPerson({ role: 'leader', unit: alone }),
    'two counties’ teacher': await aPerson({ role: 'teacher', unit: n.westTownSchool }),
    'crossing resource person': await aPerson({
      role: 'resource_person',
      unit: n.westTownSchool,
      cohort: n.cohort,
    }),
    'former teacher': await aPerson(),
    'coming teacher': await aPerson(),
    administrator: await aPerson({ role: 'administrator', unit: n.national }),
    'data officer': await aPerson({ role: 'data_officer', unit: n.west }),
    guest: await aPerson({ kind: 'guest' }),
  }
  await aGrant(people['two counties’ teacher'], 'teacher', n.northTownSchool)
  await aGrant(people['crossing resource person'], 'resource_person', n.northTownSchool, { cohort: county })
  await aGrant(people['former teacher'], 'teacher', n.northTownSchool, { to: new Date(Date.now() - 1_000) })
  await aGrant(people['coming teacher'], 'teacher', n.northTownSchool, { from: new Date(Date.now() + HOUR) })

  const gatherings = [
    await aGathering({ cohort: n.cohort, host: n.national, level: 'national' }),
    await aGathering({ cohort: n.cohort, host: n.west }),
    await aGathering({ cohort: n.cohort, host: n.northTown, level: 'network' }),
    await aGathering({ cohort: n.cohort, host: free, level: 'local' }),
    await aGathering({ cohort: county, host: n.west }),
    await aGathering({ cohort: county, host: n.northTown, level: 'network' }),
    await aGathering({ cohort: county, host: n.west, level: 'national' }),
  ]
  const tables: Awaited<ReturnType<typeof aTable>>[] = []
  for (const gathering of gatherings) tables.push(await aTable({ gathering }))
  const [kickOff, west, north, , , northOfWest] = tables
  const sit = async (table: (typeof tables)[number] | undefined, ...who: string[]): Promise<void> => {
    for (const personId of who) if (table !== undefined) await aSeat(table, personId)
  }
  // The kick-off mixes counties at one table; a teacher of the west sits in the north, where a resource person reads along.
  await sit(kickOff, cast.teacher.personId, cast.northTeacher.personId, people['ppt adviser'], people.guest)
  await sit(west, cast.teacher.personId, cast.leader.personId, people['two counties’ teacher'])
  await sit(north, cast.northTeacher.personId, people['two counties’ teacher'], people['private leader'])
  await sit(northOfWest, cast.northTeacher.personId, cast.otherTeacher.personId)

  const more = await Promise.all(
    Object.entries(people).map(async ([name, id]) => [name, await actorOf(id)] as const),
  )
  const { west: westAdviser, north: northAdviser, ...rest } = cast
  return {
    n,
    cast: {
      ...rest,
      'west adviser': westAdviser,
      'north adviser': northAdviser,
      ...Object.fromEntries(more),
      'leader of the authority': await anActor('leader', n.national),
    },
    units: [
      ...(Object.entries(n) as [string, string][]).flatMap(([key, id]) => (key === 'cohort' ? [] : [id])),
      service,
      owner,
      free,
      alone,
    ],
    cohorts: [n.cohort, county],
    gatherings,
    documents: tables.map(table => table.documentId),
  }
}
