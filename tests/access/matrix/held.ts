import { db } from '~server/database/client'
import type { WholeNetwork } from '../whole-network'
import type { Ids } from './things'

export const across =
  (
    first: [string, (w: WholeNetwork) => readonly string[]],
    second: [string, (w: WholeNetwork) => readonly string[]],
  ) =>
  (w: WholeNetwork): readonly Ids[] =>
    first[1](w).flatMap(a => second[1](w).map(b => ({ [first[0]]: a, [second[0]]: b })))

export const everyUnit = (w: WholeNetwork): readonly string[] => w.units
export const everyCohort = (w: WholeNetwork): readonly string[] => w.cohorts

interface Held {
  grants: Ids[]
  tables: Ids[]
  services: Ids[]
  programmeId: string
}

/** What the database has given ids: roles that people of the network hold for good, with where and which they are, and so on. */
export const held: Held = { grants: [], tables: [], services: [], programmeId: '' }

export async function knowHeld(w: WholeNetwork): Promise<void> {
  const names = [
    'teacher',
    'leader',
    'westTown',
    'northTown',
    'west adviser',
    'northTeacher',
    'resource',
    'private leader',
    'state',
  ]
  const rows = await db().grant.findMany({
    where: { personId: { in: names.map(name => w.cast[name]?.personId ?? '') }, validTo: null },
  })
  held.programmeId = (await db().cohort.findUniqueOrThrow({ where: { id: w.n.cohort } })).programmeId
  held.tables = (await db().gatheringTable.findMany()).map(({ id, gatheringId }) => ({
    tableId: id,
    gatheringId,
  }))
  held.services = (await db().orgUnitRelation.findMany({ where: { kind: 'serves' } })).map(
    ({ id, childId }) => ({
      ...{ relationId: id, unit: childId, unitId: childId },
    }),
  )
  held.grants = rows.map(({ id, personId, orgUnitId, role, cohortId }) => ({
    ...{ grantId: id, personId, unit: orgUnitId, role, of: cohortId ?? '' },
  }))
}
export const grants = (w: WholeNetwork): readonly Ids[] =>
  held.grants.map(ids => ({ ...ids, unitId: w.n.westTownSchool }))
