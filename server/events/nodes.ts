import { createAdapter } from '@socket.io/redis-streams-adapter'
import { createClient } from 'redis'
import type { Log } from '~server/log'

/** Joins the nodes of one installation through Redis streams. @returns null when there is only one */
export async function joinNodes(
  url: string | null,
  log: Log,
): Promise<{ adapter: ReturnType<typeof createAdapter>; close(): Promise<void> } | null> {
  if (url === null) return null
  const client = createClient({ url })
  client.on('error', (error: unknown) => log.warn({ err: error }, 'Redis does not answer'))
  await client.connect()
  return { adapter: createAdapter(client), close: async () => void (await client.close()) }
}
