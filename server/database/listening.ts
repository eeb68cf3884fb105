import pg from 'pg'
import type { Log } from '~server/log'

const RECONNECT_MS = 1_000
const PROBE_MS = 5_000
const PATIENCE_MS = 3_000

export interface Listening {
  stop(): Promise<void>
}

/**
 * Hears what PostgreSQL notifies of on a channel. A connection that is lost, also without a word, is made anew; `hearing` is
 * called each time it hears from then on: what was said before that is not known.
 */
export function listenOn(
  config: pg.ClientConfig,
  channel: string,
  deps: { heard: (payload: string) => void; hearing: () => void; log: Log },
): Listening {
  let stopped = false
  let current: pg.Client | null = null
  let timer: NodeJS.Timeout | null = null
  const isStopped = (): boolean => stopped

  function later(act: () => Promise<void>, wait: number): void {
    if (stopped) return
    timer = setTimeout(() => void act(), wait)
    timer.unref()
  }

  async function begin(): Promise<void> {
    const client = new pg.Client({
      ...config,
      keepAlive: true,
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
    })
    current = client
    client.on('error', () => undefined)
    client.on('notification', ({ payload }) => deps.heard(payload ?? ''))
    client.once('end', () => lose(client))
    try {
      await client.connect()
      await client.query(`LISTEN ${channel}`)
      deps.hearing()
      later(() => probe(client), PROBE_MS)
    } catch (error) {
      if (!isStopped()) deps.log.warn({ err: error, channel }, 'PostgreSQL is not heard; it is tried again')
      lose(client)
    }
  }

  /** A line that was cut somewhere on the way does not say so. */
  async function probe(client: pg.Client): Promise<void> {
    if (current !== client) return
    try {
      await client.query('SELECT 1')
      if (current === client) later(() => probe(client), PROBE_MS)
    } catch {
      lose(client)
    }
  }

  function lose(client: pg.Client): void {
    if (current !== client) return
    current = null
    client.removeAllListeners('notification')
    client.end().catch(() => undefined)
    if (timer !== null) clearTimeout(timer)
    later(begin, RECONNECT_MS)
  }

  void begin()
  return {
    async stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
      const client = current
      current = null
      await client?.end().catch(() => undefined)
    },
  }
}
