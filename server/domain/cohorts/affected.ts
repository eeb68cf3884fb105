import { db } from '~server/database/client'

/**
 * People whose view of a cohort hangs on the enrolment of these units: the members of each, and whoever administers it
 * from above. The same as in `visibleCohorts`.
 */
export async function peopleAffected(orgUnitIds: readonly string[]): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT DISTINCT g.person_id::text AS id FROM "grant" g
    JOIN org_unit_closure c ON c.ancestor_id = g.org_unit_id AND c.descendant_id = ANY (${[...orgUnitIds]}::uuid[])
    WHERE (c.depth = 0 OR g.role IN ('national_adviser', 'county_adviser', 'municipality_coordinator'))
      AND g.valid_from <= now() AND (g.valid_to IS NULL OR g.valid_to > now())`
  return rows.map(({ id }) => id)
}
