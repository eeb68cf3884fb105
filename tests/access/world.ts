import type pg from 'pg'
import { sql } from '../support/sql'
import type { World } from './oracle'

/** Everything there is, as plain rows for the oracle. */
export async function readWorld(owner: pg.PoolConfig): Promise<{ world: World; now: Date }> {
  const rows = <Key extends keyof World>(text: string) => sql<World[Key][number]>(owner, text)
  const [{ now } = { now: new Date() }] = await sql<{ now: Date }>(owner, 'SELECT now()')
  return {
    now,
    world: {
      units:
        await rows<'units'>(`SELECT u.id, u.kind::text AS kind, array(SELECT r.parent_id::text FROM org_unit_relation r
        WHERE r.child_id = u.id AND r.kind = 'owns' AND (r.valid_to IS NULL OR r.valid_to > current_date)) AS owners
        FROM org_unit u`),
      people: await rows<'people'>(
        `SELECT id, kind = 'guest' AS guest, disabled_at IS NOT NULL AS disabled FROM person`,
      ),
      grants: await rows<'grants'>(`SELECT person_id AS person, org_unit_id AS unit, cohort_id AS cohort,
        role::text AS role, valid_from AS "from", valid_to AS "to" FROM "grant"`),
      cohorts: await rows<'cohorts'>('SELECT id, host_id AS host FROM cohort'),
      enrolments: await rows<'enrolments'>(
        'SELECT cohort_id AS cohort, org_unit_id AS unit, status::text AS status FROM enrolment',
      ),
      gatherings: await rows<'gatherings'>(
        'SELECT id, cohort_id AS cohort, host_id AS host, level::text AS level FROM gathering',
      ),
      documents: await rows<'documents'>(`SELECT d.id, t.gathering_id AS gathering, t.id AS "table"
        FROM document d JOIN gathering_table t ON d.owner_kind = 'table' AND t.id = d.owner_id`),
      seats: await rows<'seats'>(`SELECT person_id AS person, gathering_id AS gathering, table_id AS "table",
        valid_from AS "from", valid_to AS "to" FROM seat`),
    },
  }
}
