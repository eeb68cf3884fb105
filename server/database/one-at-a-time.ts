import pg from 'pg'

/** Held by whoever prepares the database. */
const PREPARING = 7_855_390

/**
 * Does what must not be done by two processes at once: several nodes of one installation start at the same moment, and one
 * prepares the database while the others wait. The lock goes with its holder, however it dies.
 */
export async function oneAtATime<T>(owner: pg.ClientConfig, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client(owner)
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PREPARING])
    return await work()
  } finally {
    await client.end()
  }
}
