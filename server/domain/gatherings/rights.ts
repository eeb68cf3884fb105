import { Prisma } from '~server/database/generated/client'

/**
 * SQL that decides about the document of a table, from seats and grants as they are at this moment: asked at every join
 * and again in the middle of a connection, so an actor's snapshot would not do.
 *
 * Write: a seat at that table that holds now. Read: a resource person whose assignment in the gathering's cohort is to a
 * unit at which somebody seated there is a member. Nobody else: leaders, coordinators and advisers included, because what
 * a table writes does not flow up.
 *
 * @param personId an SQL expression for the person's id
 * @param tableId an SQL expression for the table's id
 * @returns an SQL expression: 'write', 'read' or NULL
 */
export function tableRight(personId: Prisma.Sql, tableId: Prisma.Sql): Prisma.Sql {
  const person = Prisma.sql`judged.person_id`
  // The caller's expressions stand where no alias of ours can be mistaken for one of theirs.
  return Prisma.sql`(SELECT CASE
    WHEN EXISTS (
      SELECT 1 FROM seat s WHERE s.table_id = judged.id AND s.person_id = ${person} AND ${holds('s')}
    ) THEN 'write'
    WHEN EXISTS (
      SELECT 1 FROM seat s
      JOIN gathering g ON g.id = s.gathering_id
      JOIN "grant" a ON a.person_id = ${person} AND a.cohort_id = g.cohort_id AND ${assigned('a')}
      JOIN "grant" m ON m.person_id = s.person_id AND m.org_unit_id = a.org_unit_id AND ${member('m')}
      WHERE s.table_id = judged.id AND ${holds('s')}
    ) THEN 'read'
  END FROM (SELECT ${tableId} AS id, ${personId} AS person_id) AS judged)`
}

/** People who may read along at a table without sitting there, with the same rule as `tableRight`. */
export function readersOfTable(tableId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT p.id::text AS id, p.name
    FROM seat s
    JOIN gathering g ON g.id = s.gathering_id
    JOIN "grant" m ON m.person_id = s.person_id AND ${member('m')}
    JOIN "grant" a ON a.org_unit_id = m.org_unit_id AND a.cohort_id = g.cohort_id AND ${assigned('a')}
    JOIN person p ON p.id = a.person_id AND p.disabled_at IS NULL
    WHERE s.table_id = ${tableId}::uuid AND ${holds('s')}
      AND NOT EXISTS (SELECT 1 FROM seat own WHERE own.table_id = s.table_id AND own.person_id = p.id AND ${holds('own')})
    ORDER BY p.name`
}

type Alias = 's' | 'a' | 'm' | 'own'

/** Half-open period, by the database's clock. */
function holds(alias: Alias): Prisma.Sql {
  const row = Prisma.raw(alias)
  return Prisma.sql`${row}.valid_from <= now() AND (${row}.valid_to IS NULL OR ${row}.valid_to > now())`
}

function assigned(alias: Alias): Prisma.Sql {
  return Prisma.sql`${Prisma.raw(alias)}.role = 'resource_person' AND ${holds(alias)}`
}

function member(alias: Alias): Prisma.Sql {
  return Prisma.sql`${Prisma.raw(alias)}.cohort_id IS NULL AND ${holds(alias)}`
}
