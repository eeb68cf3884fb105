import type pg from 'pg'
import type { Neighbours } from '~server/collaboration/neighbours'
import { createSharedLog } from '~server/domain/documents/shared-log'
import { namesOf } from '~server/domain/people/names'
import type { Env } from '~server/env'
import { joinBus, type Bus } from '~server/nodes/bus'
import type { Log } from '~server/log'

/** The other nodes of this installation. */
export type Nodes = Neighbours & { bus: Bus | null }

/**
 * Other nodes can only be there where there is a database server; the embedded one belongs to one process.
 * @returns null when this process is alone
 */
export function findNodes(env: Pick<Env, 'databaseUrl' | 'redisUrl'>, pool: pg.Pool, log: Log): Nodes | null {
  if (env.databaseUrl === undefined) return null
  return {
    log: createSharedLog(pool),
    bus: env.redisUrl === undefined ? null : joinBus(env.redisUrl, log),
    namesOf: personIds => namesOf(pool, personIds),
  }
}
