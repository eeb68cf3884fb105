import { db, type Prisma } from '~server/database/client'
import { nameOn, NAMES } from '../organisations/names'
import { PLACE, placeOn } from '../organisations/places'
import type { UnitKind } from '../organisations/schema'
import { byName } from '../organisations/units'
import type { Actor } from '../shared/actor'
import { databaseNow } from '../shared/clock'
import { cohortTitle, localText, type CohortTitle, type LocalText } from '../shared/programme-text'
import { followedGrants } from './policy'

/** A unit on a resource person's desk. */
export interface DeskUnit {
  unit: { id: string; kind: UnitKind; name: string }
  /** Null for a unit that no municipality owns. */
  municipality: { id: string; name: string } | null
  cohort: CohortTitle & { id: string; programmeName: LocalText }
  /** When somebody of the unit last wrote at a gathering of the cohort; null = not yet. */
  lastActivity: Date | null
  /** Tables at which people of the unit sit now: their documents may be read. */
  tables: DeskTable[]
}

export interface DeskTable {
  documentId: string
  number: number
  name: string
  gathering: { id: string; title: string }
}

const GRANT = {
  orgUnit: {
    select: {
      id: true,
      kind: true,
      names: NAMES,
      ...PLACE,
    },
  },
  cohort: {
    select: { id: true, number: true, startsOn: true, programme: { select: { name: true, terms: true } } },
  },
} as const satisfies Prisma.GrantSelect

interface Activity {
  orgUnitId: string
  cohortId: string
  lastAt: Date | null
}
type SeatedAt = Pick<Activity, 'orgUnitId' | 'cohortId'> &
  Omit<DeskTable, 'gathering'> & { gatheringId: string; title: string }

/**
 * What the actor follows now, across municipalities, as resource person. Those who have not written anything come first,
 * then the longest silence: the order of need. No names of people.
 */
export async function desk(actor: Actor): Promise<DeskUnit[]> {
  const now = await databaseNow(db())
  const grants = await db().grant.findMany({ where: followedGrants(actor, now), select: GRANT })
  const [activity, seated] = await Promise.all([activityOf(actor), tablesOf(actor)])
  const rows = grants.flatMap(({ orgUnit, cohort }): DeskUnit[] => {
    if (cohort === null) return []
    const here = (row: Pick<Activity, 'orgUnitId' | 'cohortId'>) =>
      row.orgUnitId === orgUnit.id && row.cohortId === cohort.id
    return [
      {
        unit: { id: orgUnit.id, kind: orgUnit.kind, name: nameOn(orgUnit, cohort.startsOn) },
        municipality: placeOn(orgUnit, cohort.startsOn).municipality,
        cohort: {
          ...cohortTitle(cohort),
          id: cohort.id,
          programmeName: localText.parse(cohort.programme.name),
        },
        lastActivity: activity.find(here)?.lastAt ?? null,
        tables: seated.filter(here).map(({ documentId, number, name, gatheringId, title }) => ({
          documentId,
          number,
          name,
          gathering: { id: gatheringId, title },
        })),
      },
    ]
  })
  return rows.sort(byNeed)
}

function byNeed(a: DeskUnit, b: DeskUnit): number {
  const silence = (row: DeskUnit): number => row.lastActivity?.getTime() ?? -Infinity
  // Two without any activity are equal; Infinity minus Infinity is not a number.
  return silence(a) === silence(b) ? byName(a.unit, b.unit) : silence(a) - silence(b)
}

/** When members of each followed unit last wrote at a table of the cohort. */
function activityOf(actor: Actor): Promise<Activity[]> {
  return db().$queryRaw<Activity[]>`
    SELECT a.org_unit_id::text AS "orgUnitId", a.cohort_id::text AS "cohortId", max(c.last_at) AS "lastAt"
    FROM "grant" a
    JOIN "grant" m ON m.org_unit_id = a.org_unit_id AND m.cohort_id IS NULL
      AND m.valid_from <= now() AND (m.valid_to IS NULL OR m.valid_to > now())
    JOIN document_contributor c ON c.person_id = m.person_id
    JOIN document d ON d.id = c.document_id AND d.owner_kind = 'table'
    JOIN gathering_table t ON t.id = d.owner_id
    JOIN gathering g ON g.id = t.gathering_id AND g.cohort_id = a.cohort_id
    WHERE a.person_id = ${actor.personId}::uuid AND a.role = 'resource_person'
    GROUP BY a.org_unit_id, a.cohort_id`
}

/** Tables at which members of each followed unit sit now: from the people to their seats, not through all tables of the cohort. */
function tablesOf(actor: Actor): Promise<SeatedAt[]> {
  return db().$queryRaw<SeatedAt[]>`
    WITH seated AS MATERIALIZED (
      SELECT DISTINCT a.org_unit_id, a.cohort_id, s.table_id
      FROM "grant" a
      JOIN "grant" m ON m.org_unit_id = a.org_unit_id AND m.cohort_id IS NULL
        AND m.valid_from <= now() AND (m.valid_to IS NULL OR m.valid_to > now())
      JOIN seat s ON s.person_id = m.person_id
        AND s.valid_from <= now() AND (s.valid_to IS NULL OR s.valid_to > now())
      WHERE a.person_id = ${actor.personId}::uuid AND a.role = 'resource_person'
    )
    SELECT a.org_unit_id::text AS "orgUnitId", a.cohort_id::text AS "cohortId", d.id::text AS "documentId",
      t.number, t.name, g.id::text AS "gatheringId", g.title
    FROM seated a
    JOIN gathering_table t ON t.id = a.table_id
    JOIN gathering g ON g.id = t.gathering_id AND g.cohort_id = a.cohort_id
    JOIN document d ON d.owner_kind = 'table' AND d.owner_id = t.id
    ORDER BY g.title, t.number`
}
