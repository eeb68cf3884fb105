import type pg from 'pg'
import type { Handlers } from '~server/outbox/drain'
import type { Log } from '~server/log'

/** Whoever keeps connections open and can ask for rights again. */
export interface Rechecks {
  /** @param how whether something was taken away, which must not wait, or it is only made sure that nothing was */
  recheck(
    who: { personId?: string; sessionId?: string; documentId?: string },
    how?: 'revoked' | 'making sure',
  ): Promise<void>
}

/** Documents in which other people's rights hang on this person: a resource person reads along where "her" school sits. */
type DocumentsOf = (personId: string) => Promise<string[]>

/** What happened to somebody's rights → their open connections are asked about again at once. */
export function revocationHandlers(connections: readonly Rechecks[], documentsOf: DocumentsOf): Handlers {
  const person = (event: { payload: { personId: string } }): Promise<void> =>
    recheckAround(event.payload.personId, connections, documentsOf)
  return {
    'person.signed_out': [
      async ({ payload }) => {
        await Promise.all(connections.map(each => each.recheck({ sessionId: payload.sessionId })))
      },
    ],
    'person.confirmed': [
      async ({ payload }) => {
        await Promise.all(connections.map(each => each.recheck({ sessionId: payload.formerSessionId })))
      },
    ],
    // Whoever sets up an app is to be asked for it everywhere, also where they are signed in already.
    'person.factor_changed': [person],
    'grant.given': [person],
    // A reform moves many at once, and seldom: everybody who is there is asked about again.
    'unit.moved': [
      async () => {
        await Promise.all(connections.map(each => each.recheck({})))
      },
    ],
    'grant.ended': [person],
    'grant.changed': [person],
    'person.disabled': [person],
    'person.reopened': [person],
    'seat.taken': [person],
    'seat.left': [person],
  }
}

async function recheckAround(
  personId: string,
  connections: readonly Rechecks[],
  documentsOf: DocumentsOf,
): Promise<void> {
  const documents = await documentsOf(personId)
  await Promise.all(
    connections.flatMap(each => [
      each.recheck({ personId }),
      ...documents.map(documentId => each.recheck({ documentId })),
    ]),
  )
}

/**
 * Rights also end by the clock, where nothing happens that an event could tell of. Half-open: at `valid_to` it is over. They
 * begin by it as well: a role of a day ahead may ask for a second factor from then on.
 */
const TURNED = `
  SELECT DISTINCT person_id FROM (
    SELECT person_id FROM "grant" WHERE valid_to > $1 AND valid_to <= $2
    UNION ALL SELECT person_id FROM "grant" WHERE valid_from > $1 AND valid_from <= $2
    UNION ALL SELECT person_id FROM seat WHERE valid_to > $1 AND valid_to <= $2
    UNION ALL SELECT person_id FROM session WHERE expires_at > $1 AND expires_at <= $2
  ) turned`

const EVERY_MS = 500

/** Looks twice a second, by the database's clock, for rights that have just run out or begun. */
export function watchExpiry(deps: {
  pool: pg.Pool
  connections: readonly Rechecks[]
  documentsOf: DocumentsOf
  /** What else ends for somebody whose time was up. */
  alsoEnds: (personId: string) => Promise<void>
  log: Log
}): { stop(): void } {
  const { pool, connections, documentsOf, alsoEnds, log } = deps
  let since: Date | null = null
  let busy = false
  const look = async (): Promise<void> => {
    const now = (await pool.query<{ now: Date }>('SELECT now()')).rows[0]?.now
    if (now === undefined) return
    since ??= now
    const { rows } = await pool.query<{ person_id: string }>(TURNED, [since, now])
    for (const { person_id: personId } of rows) {
      await recheckAround(personId, connections, documentsOf)
      await alsoEnds(personId)
    }
    // Only now: if asking failed in the middle, the same people are asked about again at the next look.
    since = now
  }
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    look()
      .catch((error: unknown) =>
        log.warn({ err: error }, 'rights that ran out or began could not be looked for'),
      )
      .finally(() => (busy = false))
  }, EVERY_MS)
  return { stop: () => clearInterval(timer) }
}
