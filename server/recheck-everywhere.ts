import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { listenOn } from '~server/database/listening'
import type { Log } from '~server/log'
import type { Rechecks } from './revocation'

const CHANNEL = 'pulje_recheck'

type Who = Parameters<Rechecks['recheck']>[0]

export interface RecheckEverywhere extends Rechecks {
  stop(): Promise<void>
}

/**
 * Asks for rights again on every node. One of them handles what happened; the others hear of it through PostgreSQL itself,
 * because a right that was taken away must not hang on anything else. A node that could not hear for a while asks about
 * everybody when it hears again.
 */
export function recheckEverywhere(deps: {
  connections: readonly Rechecks[]
  pool: pg.Pool
  listen: pg.ClientConfig
  log: Log
}): RecheckEverywhere {
  const { connections, pool, log } = deps
  const node = randomUUID()
  const here = async (who: Who, how?: 'making sure'): Promise<void> => {
    await Promise.all(connections.map(each => each.recheck(who, how)))
  }
  const inBackground = (who: Who, how?: 'making sure'): void => {
    here(who, how).catch((error: unknown) => log.error({ err: error }, 'rights could not be asked for again'))
  }
  const listening = listenOn(deps.listen, CHANNEL, {
    heard(payload) {
      const said = JSON.parse(payload) as { node: string; who: Who }
      if (said.node !== node) inBackground(said.who)
    },
    hearing: () => inBackground({}, 'making sure'),
    log,
  })
  return {
    async recheck(who) {
      const telling = pool.query('SELECT pg_notify($1, $2)', [CHANNEL, JSON.stringify({ node, who })])
      await Promise.all([telling, here(who)])
    },
    stop: () => listening.stop(),
  }
}
