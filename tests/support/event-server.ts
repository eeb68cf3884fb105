import crypto from 'node:crypto'
import http, { type IncomingMessage } from 'node:http'
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client'
import { socketOriginAllowed } from '~server/auth/origin'
import type { Actor } from '~server/domain/shared/actor'
import { createEvents, type LiveEvents } from '~server/events/events'
import type { ClientMessages, Entered, PersonHere, ServerMessages } from '~server/events/messages'
import { joinBus } from '~server/nodes/bus'
import { listening } from './http'
import { keptLog } from './log'

export type EventClient = Socket<ServerMessages, ClientMessages>

export interface EventServer {
  url: string
  events: LiveEvents
  /** People who are signed in, by the value of their cookie. */
  signedIn: Map<string, Actor>
  /** Gatherings that may be entered, by person. */
  visible: Map<string, Set<string>>
  units: Map<string, string[]>
  log: ReturnType<typeof keptLog>
  /** Somebody signed in who may see these gatherings. */
  person(name: string, ...gatherings: string[]): Actor
  /** A browser's socket with that cookie; from our own page unless said otherwise. */
  client(name: string, options?: Partial<ManagerOptions & SocketOptions>, origin?: string): EventClient
  stop(): Promise<void>
}

/** Names by id of everybody on all servers of this file. */
const everybody = new Map<string, string>()

/** Live events on a free port; who people are and what they may see is the test's to say. */
export async function startEventServer(redisUrl: string | null = null): Promise<EventServer> {
  const signedIn = new Map<string, Actor>()
  const visible = new Map<string, Set<string>>()
  const units = new Map<string, string[]>()
  const clients: EventClient[] = []
  const log = keptLog()
  const bus = redisUrl === null ? null : joinBus(redisUrl, log)
  const server = http.createServer((_, response) => response.end('page'))
  let url = ''
  const events = await createEvents(server, {
    authenticate: async (request: IncomingMessage) => signedIn.get(request.headers.cookie ?? '') ?? null,
    sessionOf: request => request.headers.cookie ?? null,
    originAllowed: request => socketOriginAllowed(request, url),
    mayEnterGathering: async (actor, id) => visible.get(actor.personId)?.has(id) ?? false,
    mayReadDocument: async (actor, id) => visible.get(actor.personId)?.has(id) ?? false,
    assignedUnits: actor => units.get(actor.personId) ?? [],
    log,
    redisUrl,
    others: bus && {
      bus,
      namesOf: async ids => new Map([...everybody].filter(([id]) => ids.includes(id))),
    },
  })
  const { url: address, stop } = await listening(server)
  url = address
  return {
    url,
    events,
    signedIn,
    visible,
    units,
    log,
    person(name, ...gatherings) {
      const personId = crypto.randomUUID()
      const actor: Actor = {
        personId,
        sessionId: `session of ${name}`,
        kind: 'account',
        name,
        locale: null,
        grants: [],
      }
      signedIn.set(name, actor)
      everybody.set(personId, name)
      visible.set(personId, new Set(gatherings))
      return actor
    },
    client(name, options = {}, origin = url) {
      const client: EventClient = io(url, {
        forceNew: true,
        reconnection: false,
        transports: ['websocket'],
        extraHeaders: { cookie: name, origin },
        ...options,
      })
      clients.push(client)
      return client
    },
    async stop() {
      for (const client of clients) client.disconnect()
      await events.close()
      await bus?.close()
      await stop()
    },
  }
}

/** How a connection attempt ended: `connected`, or the reason it was refused for. */
export function outcome(client: EventClient): Promise<string> {
  return new Promise(resolve => {
    client.once('connect', () => resolve('connected'))
    client.once('connect_error', error => resolve(error.message))
  })
}

export const enter = (client: EventClient, gatheringId: string): Promise<Entered> =>
  client.timeout(5_000).emitWithAck('gathering:enter', gatheringId)

let serial = 0

/** Somebody with that gathering open, and what they are told. */
export async function inside(at: EventServer, gatheringId: string, name = `Person ${++serial}`) {
  if (!at.signedIn.has(name)) at.person(name, gatheringId)
  const client = at.client(name)
  const told: { people: PersonHere[]; tables: string[]; units: string[] } = {
    people: [],
    tables: [],
    units: [],
  }
  client.on('gathering:people', message => (told.people = message.people))
  client.on('table:changed', ({ tableId }) => told.tables.push(tableId))
  client.on('unit:active', ({ unitId }) => told.units.push(unitId))
  const how = await outcome(client)
  if (how !== 'connected') throw new Error(how)
  const entered = await enter(client, gatheringId)
  if (entered.ok) told.people = entered.people
  return { name, client, told, entered }
}
export const names = (people: PersonHere[]): string[] => people.map(({ name }) => name)
