import { io } from 'socket.io-client'
import type { Entered } from '~server/events/messages'
import { LiveClient } from '../../support/live-client'
import { until } from '../../support/until'

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

/** Everything that travels to somebody who opens a document; refused at the door, nothing does. */
export async function documentFrames(server: string, cookie: string, documentId: string): Promise<string[]> {
  const client = new LiveClient({ server, documentId, headers: { cookie, origin: server } })
  await until(
    'it is decided',
    () => client.synced || client.closed !== null || client.status !== null,
    20_000,
  )
  client.drop()
  return [`status ${client.status ?? 101} ${client.closed?.reason ?? ''}`, ...client.received.map(latin)]
}

/** Everything that travels to somebody who follows all of these gatherings, and the desk. */
export async function eventFrames(
  server: string,
  cookie: string,
  gatherings: readonly string[],
): Promise<string[]> {
  const client = io(server, {
    forceNew: true,
    reconnection: false,
    transports: ['websocket'],
    extraHeaders: { cookie, origin: server },
  })
  const frames: string[] = []
  client.io.engine.on('packet', ({ data }: { data?: unknown }) => frames.push(String(data)))
  await new Promise<void>((resolve, reject) => {
    client.once('connect', () => resolve())
    client.once('connect_error', reject)
  })
  const patient = client.timeout(20_000)
  for (const id of gatherings)
    frames.push(JSON.stringify((await patient.emitWithAck('gathering:enter', id)) as Entered))
  frames.push(JSON.stringify(await patient.emitWithAck('desk:enter')))
  client.disconnect()
  return frames
}
