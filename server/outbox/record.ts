import type { Tx } from '~server/database/client'
import type { Events, EventType } from './catalogue'

export const OUTBOX_CHANNEL = 'pulje_outbox'

/**
 * Says that something happened, in the same transaction as the change itself: either both are there afterwards or
 * neither is. Handlers run after COMMIT (drain.ts).
 *
 * @param actorId the person who did it; null = the system
 */
export async function record<T extends EventType>(
  tx: Tx,
  actorId: string | null,
  type: T,
  payload: Events[T],
): Promise<void> {
  await tx.outboxEvent.create({ data: { type, payload, actorId } })
  // Delivered by PostgreSQL at COMMIT, and not at all on rollback.
  await tx.$executeRaw`SELECT pg_notify(${OUTBOX_CHANNEL}, '')`
}
