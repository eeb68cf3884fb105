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
import type { Nodes } from './neighbours'
import { createTunnel } from './tunnel'

/** Live documents and live events on one HTTP server, joined with the domain. */
export interface Live {
  documents: Collaboration
  events: LiveEvents
  /** How many have a document open by the way round where websockets are blocked. */
  tunnels(): number
  close(): Promise<void>
}

export interface LiveDeps {
  server: http.Server
  env: Env
  pool: pg.Pool
  cookies: Cookies
  log: Log
  buildFolder: string
  /** Null when nobody measures. */
  meter: Meter | null
  /** Null when this process is alone. */
  nodes: Nodes | null
}

export async function startLive(deps: LiveDeps): Promise<Live> {
  const { server, env, nodes, log } = deps
  const { authenticate, fromUs, sessionOf } = doorOf(deps)
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
    others: nodes?.bus ? { bus: nodes.bus, namesOf: nodes.namesOf } : null,
  })
  const activity = new Activity(events, log)
  const documents = openDocuments(deps, activity)
  server.on('upgrade', (request, socket, head) => {
    if (documents.handleUpgrade(request, socket, head)) return
    if (request.url?.startsWith('/socket.io/') !== true) socket.destroy()
  })
  const tunnel = createTunnel(server, {
    origin: env.origin,
    originAllowed: fromUs,
    sessionOf,
    limits: limitsOf(env),
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

/** Documents without a socket to them, for a process that only has pages: an old version is brought back from there. */
export function startDocuments(deps: LiveDeps): Pick<Live, 'documents' | 'close'> {
  const activity = new Activity(null, deps.log)
  const documents = openDocuments(deps, activity)
  return {
    documents,
    async close() {
      await documents.close()
      await activity.flush()
    },
  }
}

function openDocuments(deps: LiveDeps, activity: Activity): Collaboration {
  const { env } = deps
  const { authenticate, fromUs } = doorOf(deps)
  return createCollaboration({
    authenticate,
    access: (actor, id) => withReach(actor.reach ?? NOTHING, () => documentRight(actor, id)),
    storage: createStorage(deps.pool),
    originAllowed: fromUs,
    limits: limitsOf(env),
    log: deps.log,
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
    neighbours: deps.nodes,
    onCommitted: change => activity.written(change.documentId, change.personIds),
  })
}

function doorOf({ env, cookies }: LiveDeps) {
  return {
    authenticate: (request: http.IncomingMessage) =>
      actorFromCookie(request.headers.cookie, cookies, env.signIn.secondFactor),
    fromUs: (request: http.IncomingMessage) => socketOriginAllowed(request, env.origin),
    sessionOf: (request: http.IncomingMessage) => cookies.session.read(request.headers.cookie),
  }
}
