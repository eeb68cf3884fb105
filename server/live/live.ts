import type http from 'node:http'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type pg from 'pg'
import { actorFromCookie } from '~server/auth/actor'
import type { Cookies } from '~server/auth/cookies'
import { socketOriginAllowed } from '~server/auth/origin'
import { createCollaboration, type Collaboration } from '~server/collaboration/collaboration'
import { contentCheck } from '~server/collaboration/content-check'
import type { Meter } from '~server/collaboration/meter'
import { NOTHING, withReach } from '~server/database/reach'
import { documentRight } from '~server/domain/access'
import {
  ATTRIBUTE_RULES,
  FIELD,
  MARK_NAMES,
  NODE_NAMES,
  SCHEMA_VERSION,
} from '~server/domain/documents/content'
import { createStorage } from '~server/domain/documents/storage'
import { maySeeGathering } from '~server/domain/gatherings/activity'
import { assignments } from '~server/domain/shared/authorize'
import type { Env } from '~server/env'
import { createEvents, type LiveEvents } from '~server/events/events'
import type { Log } from '~server/log'
import { Activity } from './activity'
import { addressOf, limitsOf } from './callers'
import { createTunnel } from './tunnel'

/** Live documents and live events on one HTTP server, joined with the domain. */
export interface Live {
  documents: Collaboration
  events: LiveEvents
  /** How many have a document open by the way round where websockets are blocked. */
  tunnels(): number
  close(): Promise<void>
}

export async function startLive(deps: {
  server: http.Server
  env: Env
  pool: pg.Pool
  cookies: Cookies
  log: Log
  buildFolder: string
  meter: Meter | null
}): Promise<Live> {
  const { server, env, cookies, log } = deps
  const limits = limitsOf(env)
  const authenticate = (request: http.IncomingMessage) =>
    actorFromCookie(request.headers.cookie, cookies, env.signIn.secondFactor)
  const sessionOf = (request: http.IncomingMessage) => cookies.session.read(request.headers.cookie)
  const fromUs = (request: http.IncomingMessage) => socketOriginAllowed(request, env.origin)

  const events = await createEvents(server, {
    authenticate,
    originAllowed: fromUs,
    sessionOf,
    mayEnterGathering: (actor, id) => withReach(actor.reach ?? NOTHING, () => maySeeGathering(actor, id)),
    mayReadDocument: (actor, id) =>
      withReach(actor.reach ?? NOTHING, async () => (await documentRight(actor, id)) !== null),
    assignedUnits: actor => assignments(actor).map(assignment => assignment.orgUnitId),
    log,
    redisUrl: env.redisUrl ?? null,
  })
  const activity = new Activity(events, log)
  const documents = createCollaboration({
    authenticate,
    access: (actor, id) => withReach(actor.reach ?? NOTHING, () => documentRight(actor, id)),
    storage: createStorage(deps.pool),
    originAllowed: fromUs,
    limits,
    log,
    meter: deps.meter,
    foldWorker: pathToFileURL(path.join(deps.buildFolder, 'fold-worker.js')),
    schemaVersion: SCHEMA_VERSION,
    checkContent: contentCheck({
      roots: [FIELD],
      nodes: NODE_NAMES,
      marks: MARK_NAMES,
      attributes: ATTRIBUTE_RULES,
    }),
    addressOf: request => addressOf(request, env.trustProxy),
    onCommitted: change => activity.written(change.documentId, change.personIds),
  })
  server.on('upgrade', (request, socket, head) => {
    if (documents.handleUpgrade(request, socket, head)) return
    if (request.url?.startsWith('/socket.io/') !== true) socket.destroy()
  })
  const tunnel = createTunnel(server, {
    origin: env.origin,
    originAllowed: fromUs,
    sessionOf,
    limits,
  })
  return {
    documents,
    events,
    tunnels: () => tunnel.count(),
    async close() {
      await documents.close()
      await activity.flush()
      tunnel.close()
      await events.close()
    },
  }
}
