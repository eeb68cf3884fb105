import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { socketOriginAllowed } from '~server/auth/origin'
import {
  createCollaboration,
  type Collaboration,
  type CollaborationDeps,
} from '~server/collaboration/collaboration'
import { defaultLimits, type Limits } from '~server/collaboration/limits'
import { MemoryStorage } from '~server/collaboration/memory-storage'
import type { Right } from '~server/collaboration/wire'
import { SCHEMA_VERSION } from '~server/domain/documents/content'
import { createTunnel } from '~server/live/tunnel'
import type { Actor } from '~server/domain/shared/actor'
import { LiveClient, type LiveClientOptions } from './live-client'

/** People by the value of their cookie, and what each may do; tests change both as they go. */
export class FakePeople {
  readonly actors = new Map<string, Actor>()
  readonly rights = new Map<string, Right>()
  /** Right of those who have no entry. */
  right: Right | null = 'write'

  add(name: string): Actor {
    const actor: Actor = {
      personId: randomUUID(),
      sessionId: `session of ${name}`,
      kind: 'account',
      name,
      locale: null,
      grants: [],
    }
    this.actors.set(name, actor)
    return actor
  }

  /** Anybody may come who says a name; an unknown name is a new person. */
  authenticate(request: Pick<IncomingMessage, 'headers'>): Promise<Actor | null> {
    const name = request.headers.cookie ?? 'anna'
    if (name === 'nobody') return Promise.resolve(null)
    return Promise.resolve(this.actors.get(name) ?? this.add(name))
  }

  access(actor: Actor): Promise<Right | null> {
    return Promise.resolve(this.rights.get(actor.name) ?? this.right)
  }
}

export interface LiveServer {
  url: string
  storage: MemoryStorage
  people: FakePeople
  collaboration: Collaboration
  /** What was logged, as `level message`. */
  log: string[]
  /** A new document with this content. */
  create(...seed: Uint8Array[]): string
  /** A client that says hello, as this person. */
  client(documentId: string, name?: string, options?: Partial<LiveClientOptions>): LiveClient
  stop(): Promise<void>
}

/** The collaboration server on a free port with everything around it faked. */
export async function startLiveServer(
  limits: Partial<Limits> = {},
  deps: Partial<CollaborationDeps> = {},
): Promise<LiveServer> {
  const storage = deps.storage instanceof MemoryStorage ? deps.storage : new MemoryStorage()
  const people = new FakePeople()
  const log: string[] = []
  const say = (level: string) => (_: object, message: string) => void log.push(`${level} ${message}`)
  const collaboration = createCollaboration({
    storage,
    authenticate: request => people.authenticate(request),
    access: actor => people.access(actor),
    originAllowed: request => request.headers.origin !== 'https://evil.example',
    limits: { ...defaultLimits, ...limits },
    schemaVersion: SCHEMA_VERSION,
    foldWorker: new URL('../../server/collaboration/fold-worker.ts', import.meta.url),
    log: { info: say('info'), warn: say('warn'), error: say('error') },
    ...deps,
  })
  const server = createServer()
  server.on('upgrade', (request, socket, head) => {
    if (!collaboration.handleUpgrade(request, socket, head)) socket.destroy()
  })
  const tunnel = createTunnel(server, {
    origin: 'https://pulje.example.org',
    originAllowed: request => socketOriginAllowed(request, 'https://pulje.example.org'),
    sessionOf: request => request.headers.cookie ?? null,
    limits: { ...defaultLimits, ...limits },
    ...(limits.heartbeatMs === undefined
      ? {}
      : { pingMs: { every: limits.heartbeatMs, within: limits.heartbeatMs } }),
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const clients: LiveClient[] = []
  return {
    url,
    storage,
    people,
    collaboration,
    log,
    create: (...seed) => storage.create(seed),
    client(documentId, name = 'anna', options = {}) {
      const origin = options.tunnel === true ? { origin: 'https://pulje.example.org' } : {}
      const headers = { cookie: name, ...origin }
      const client = new LiveClient({ server: url, documentId, headers, ...options })
      clients.push(client)
      return client
    },
    async stop() {
      storage.resume()
      for (const client of clients) client.drop()
      await collaboration.close()
      tunnel.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
