import { createAdapter } from '@socket.io/redis-streams-adapter'
import { createClient } from 'redis'
import type { Log } from '~server/log'

/** A Redis that takes everything and answers nothing does not fill the memory. */
const WAITING = 10_000

/**
 * Joins the nodes of one installation through Redis streams. While Redis is away each node goes on for its own people:
 * what cannot be told to the others is dropped at once instead of being kept for later.
 *
 * @returns null when there is only one
 */
export function joinNodes(
  url: string | null,
  log: Log,
): { adapter: ReturnType<typeof createAdapter>; close(): void } | null {
  if (url === null) return null
  const client = createClient({ url, disableOfflineQueue: true, commandsQueueMaxLength: WAITING })
  const readers: { destroy(): void }[] = []
  client.on('error', (error: unknown) => log.warn({ err: error }, 'Redis does not answer'))
  // Tries on by itself: nobody waits for Redis.
  client.connect().catch(() => undefined)
  const { publish, duplicate } = client
  const close = (): void => {
    for (const each of [client, ...readers]) each.destroy()
  }
  Object.assign(client, {
    // The adapter lets go of this promise; a lost connection must not end the process.
    publish: (...message: Parameters<typeof publish>) => publish.apply(client, message).catch(() => 0),
    // Readers wait for Redis to come back; told "not now" at once, they would ask again without end.
    duplicate() {
      const reader = duplicate.call(client, { disableOfflineQueue: false })
      readers.push(reader)
      const { subscribe, connect } = reader
      // This promise too: what was being subscribed to when Redis went away is subscribed to again when it is back.
      const quietly = (...channels: Parameters<typeof subscribe>) =>
        subscribe.apply(reader, channels).catch(() => undefined)
      // And this one, which fails only when it is closed before Redis was there: then nobody waits for it any more.
      const patiently = () => connect.call(reader).catch(() => new Promise<never>(() => undefined))
      return Object.assign(reader, { subscribe: quietly, connect: patiently })
    },
  })
  return { adapter: createAdapter(client), close }
}
