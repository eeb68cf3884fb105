import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import type { Log } from '~server/log'

const AGAIN_MS = 1_000

/**
 * Looks after the cluster of a running server. PostgreSQL may be killed under it, as by a system that has run out of memory:
 * it is started anew and claimed again, while rooms go on and keep what waits for its commit.
 *
 * @param held the connection that holds the claim: when it ends, the cluster is gone
 * @param revive starts and claims the cluster; null when somebody else has claimed it
 */
export function keepRunning(
  held: pg.Client,
  revive: () => Promise<pg.Client | null>,
  log: Log,
): { stop(): Promise<void> } {
  let holder = held
  let stopped = false
  let reviving: Promise<void> = Promise.resolve()
  const going = (): boolean => !stopped

  async function bringBack(): Promise<void> {
    log.error({}, 'the embedded PostgreSQL is gone and is started again')
    while (going()) {
      try {
        const client = await revive()
        if (client !== null) {
          watch(client)
          log.info({}, 'the embedded PostgreSQL answers again')
          return
        }
      } catch (error) {
        log.warn({ err: error }, 'the embedded PostgreSQL does not start; it is tried again')
      }
      await pause(AGAIN_MS)
    }
  }

  function watch(client: pg.Client): void {
    holder = client
    client.once('end', () => {
      if (going()) reviving = bringBack()
    })
  }

  watch(held)
  return {
    async stop() {
      stopped = true
      await reviving
      await holder.end()
    },
  }
}
