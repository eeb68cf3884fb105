import type pg from 'pg'

/** Not copied: whoever holds a backup must not be able to enter with it, and counters are worth nothing afterwards. */
const LEFT_OUT = new Set(['session', 'sign_in', 'rate_limit', '_prisma_migrations'])

export interface Table {
  name: string
  columns: string[]
}

/** All tables of the product, each after the tables it refers to, so that they can be filled in this order. */
export async function tablesInOrder(client: pg.ClientBase): Promise<Table[]> {
  const { rows: columns } = await client.query<{ table: string; columns: string[] }>(`
    SELECT c.table_name AS table, array_agg(c.column_name::text ORDER BY c.ordinal_position) AS columns
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
    GROUP BY c.table_name ORDER BY c.table_name`)
  const { rows: references } = await client.query<{ from: string; to: string }>(`
    SELECT conrelid::regclass::text AS from, confrelid::regclass::text AS to FROM pg_constraint
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conrelid <> confrelid`)
  const waiting = new Map(
    columns.filter(row => !LEFT_OUT.has(row.table)).map(row => [row.table, row.columns]),
  )
  const needs = references.map(({ from, to }) => ({ from: unquoted(from), to: unquoted(to) }))
  const ordered: Table[] = []
  while (waiting.size > 0) {
    const next = [...waiting.keys()].find(
      name => !needs.some(need => need.from === name && waiting.has(need.to)),
    )
    if (next === undefined)
      throw new Error(`Tables refer to each other in a circle: ${[...waiting.keys()].join(', ')}`)
    ordered.push({ name: next, columns: waiting.get(next) ?? [] })
    waiting.delete(next)
  }
  return ordered
}

function unquoted(name: string): string {
  return name.replaceAll('"', '')
}

/** `"table" ("a", "b")`, for COPY. */
export function target({ name, columns }: Table): string {
  return `"${name}" (${columns.map(column => `"${column}"`).join(', ')})`
}
