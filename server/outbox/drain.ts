import type pg from 'pg'
import { listenOn } from '~server/database/listening'
import type { Log } from '~server/log'
import type { EventType, RecordedEvent } from './catalogue'
import { OUTBOX_CHANNEL } from './record'

/** What an area does when something happened elsewhere. Handlers may run twice after a crash: they must not mind. */
export type Handlers = { [T in EventType]?: ((event: RecordedEvent<T>) => Promise<void>)[] }

type Handler = (event: RecordedEvent) => Promise<void>

/** Several areas' handlers as one; of an event the first ones named come first. */
export function together(...all: readonly Handlers[]): Handlers {
  const merged: Partial<Record<EventType, Handler[]>> = {}
  for (const handlers of all)
    for (const [type, own] of Object.entries(handlers) as [EventType, Handler[]][])
      merged[type] = [...(merged[type] ?? []), ...own]
  return merged
}

const MOST_ATTEMPTS = 20
const FALLBACK_MS = 15_000
const REST_MS = 250
/** Held by the node that handles at the moment. */
const TURN = 7_855_391
const TURN_MS = 250
const TURN_PATIENCE_MS = 2_000

export interface Drain {
  stop(): Promise<void>
}

/**
 * Handles what the outbox holds, in order, as soon as PostgreSQL notifies of it, and every fifteen seconds in case a
 * notification was lost with its connection. An event that fails rests, each time longer, and holds up nobody: what
 * comes after it may be a right that was taken away.
 */
export function startDrain(deps: {
  pool: pg.Pool
  listen: pg.ClientConfig
  handlers: Handlers
  log: Log
  /** Enters what has happened into the audit log; 0 = nothing is left. After handling: a right taken away comes first. */
  audit?: () => Promise<number>
}): Drain {
  const { pool, handlers, log, audit } = deps
  let stopped = false
  let running: Promise<void> | null = null
  let again = false
  let refusedSince: number | null = null
  const resting = new Set<string>()
  const going = (): boolean => !stopped

  const wake = (): void => {
    if (stopped) return
    again = true
    running ??= work().finally(() => {
      running = null
      if (again) wake()
    })
  }

  async function work(): Promise<void> {
    while (again && going()) {
      again = false
      try {
        await inTurn(async () => {
          while (going() && (await handleBatch()) > 0) await audit?.()
          while (going() && ((await audit?.()) ?? 0) > 0);
        })
      } catch (error) {
        log.warn({ err: error }, 'the outbox could not be read; it is tried again')
      }
    }
  }

  /**
   * One node handles at a time, so that things are told once. Nothing hangs on it: who does not get the turn looks again soon,
   * because the other one may die in the middle, and does not wait for ever for one that is stuck.
   */
  async function inTurn(handleAll: () => Promise<void>): Promise<void> {
    const client = await pool.connect()
    let broken = true
    try {
      const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [
        TURN,
      ])
      const mine = rows[0]?.mine === true
      refusedSince = mine ? null : (refusedSince ?? performance.now())
      if (refusedSince !== null && performance.now() - refusedSince < TURN_PATIENCE_MS) {
        setTimeout(wake, TURN_MS).unref()
      } else {
        await handleAll()
        refusedSince = null
      }
      if (mine) await client.query('SELECT pg_advisory_unlock($1)', [TURN])
      broken = false
    } finally {
      // A connection that still holds the turn goes, and the turn with it.
      client.release(broken)
    }
  }

  async function handleBatch(): Promise<number> {
    const { rows } = await pool.query<Row>(WAITING, [MOST_ATTEMPTS, [...resting]])
    for (const row of rows) {
      const failed = await handle(row, handlers, log)
      if (failed) rest(row)
      await pool.query(failed ? FAILED : HANDLED, [row.id])
    }
    return rows.length
  }

  function rest({ id, attempts }: Row): void {
    resting.add(id)
    const again = (): void => {
      resting.delete(id)
      wake()
    }
    setTimeout(again, Math.min(FALLBACK_MS, REST_MS * 2 ** attempts)).unref()
  }

  const listening = listenOn(deps.listen, OUTBOX_CHANNEL, { heard: wake, hearing: wake, log })
  const fallback = setInterval(wake, FALLBACK_MS)
  return {
    async stop() {
      stopped = true
      clearInterval(fallback)
      await listening.stop()
      await running
    },
  }
}

interface Row {
  id: string
  type: EventType
  payload: unknown
  actor_id: string | null
  created_at: Date
  attempts: number
}

const WAITING = `
  SELECT id, type, payload, actor_id, created_at, attempts FROM outbox_event
  WHERE handled_at IS NULL AND attempts < $1 AND id <> ALL ($2::bigint[]) ORDER BY id LIMIT 100`
const HANDLED = 'UPDATE outbox_event SET handled_at = now() WHERE id = $1'
const FAILED = 'UPDATE outbox_event SET attempts = attempts + 1 WHERE id = $1'

async function handle(row: Row, handlers: Handlers, log: Log): Promise<boolean> {
  const event = {
    id: BigInt(row.id),
    type: row.type,
    payload: row.payload,
    actorId: row.actor_id,
    createdAt: row.created_at,
  } as RecordedEvent
  const own = (handlers[event.type] ?? []) as ((event: RecordedEvent) => Promise<void>)[]
  try {
    for (const handler of own) await handler(event)
    return false
  } catch (error) {
    log.error(
      { err: error, event: row.id, type: row.type },
      'an event could not be handled; it is tried again',
    )
    return true
  }
}
