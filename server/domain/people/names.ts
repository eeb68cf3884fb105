import type pg from 'pg'

/** Names by id, for those who are shown to people who see them anyway. As the system: it asks nobody's reach. */
export async function namesOf(
  pool: Pick<pg.Pool, 'query'>,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ id: string; name: string }>(
    'SELECT id::text AS id, name FROM person WHERE id = ANY ($1::uuid[])',
    [personIds],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
