import pg from 'pg'

/** Runs one statement on a connection of its own; as the owner for what the server itself may not do or see. */
export async function sql<T extends pg.QueryResultRow>(
  config: pg.PoolConfig,
  text: string,
  values: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client(config)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<T>(text, values)).rows
  } finally {
    await client.end()
  }
}
