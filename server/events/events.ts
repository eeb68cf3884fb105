import type { IncomingMessage, Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import type { Actor } from '~server/domain/shared/actor'
import type { Log } from '~server/log'
import type { ClientMessages, Entered, RoundNow, ServerMessages } from './messages'
import { joinNodes } from './nodes'
import { gatheringRoom, gatheringsOf, People, type Events, type Others, type SocketData } from './people'

export interface EventsDeps {
  authenticate(request: IncomingMessage): Promise<Actor | null>
  originAllowed(request: IncomingMessage): boolean
  /** The value of the session cookie, or null. */
  sessionOf(request: IncomingMessage): string | null
  mayEnterGathering(actor: Actor, gatheringId: string): Promise<boolean>
  mayReadDocument(actor: Actor, documentId: string): Promise<boolean>
  assignedUnits(actor: Actor): string[]
  log: Log
  /** Several nodes share what happened; null = one process, or several without Redis. */
  redisUrl: string | null
  /** How who is here is known on all of them; null as above. */
  others: Others | null
}

type EventSocket = Socket<ClientMessages, ServerMessages, Record<string, never>, SocketData>

export interface LiveEvents {
  tableChanged(gatheringId: string, tableId: string): void
  commentsChanged(documentId: string): void
  roundStepped(now: RoundNow): void
  roundSignalled(gatheringId: string, roundId: string, tableId: string): void
  harvestChanged(gatheringId: string): void
  unitsActive(unitIds: readonly string[]): void
  /** Asks for rights again: sockets of an ended session or of somebody who lost a right leave at once. */
  recheck(who: { personId?: string; sessionId?: string; documentId?: string }): Promise<void>
  /** How many sockets are open here. */
  count(): number
  close(): Promise<void>
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** What a client sends may be anything, also an object that refuses to be made a string. */
const isId = (value: unknown): boolean => typeof value === 'string' && UUID.test(value)
const DOCUMENT = 'document:'
const documentRoom = (id: string): string => DOCUMENT + id
const unitRoom = (id: string): string => `unit:${id}`

/** Live events over socket.io: presence and "something happened". Texts never travel here. */
export async function createEvents(server: HttpServer, deps: EventsDeps): Promise<LiveEvents> {
  const nodes = joinNodes(deps.redisUrl, deps.log)
  const io: Events = new Server(server, {
    serveClient: false,
    // Other sockets live on this server too; who is nobody's is destroyed where upgrades are shared out.
    destroyUpgrade: false,
    maxHttpBufferSize: 1.5e6,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    perMessageDeflate: false,
    ...(nodes === null ? {} : { adapter: nodes.adapter }),
  })

  const sessions = bindToSessions(io, deps)
  io.engine.use(
    (
      request: IncomingMessage,
      response: { writeHead?: (status: number) => unknown; end?: () => unknown },
      next: (error?: Error) => void,
    ) => {
      if (deps.originAllowed(request) && sessions.mayUse(request)) {
        next()
        return
      }
      response.writeHead?.(403)
      response.end?.()
    },
  )
  io.use((socket, next) => {
    deps.authenticate(socket.request).then(
      actor => {
        if (actor !== null) socket.data.actor = actor
        next(actor === null ? new Error('signed_out') : undefined)
      },
      () => next(new Error('unavailable')),
    )
  })
  const people = new People(io, deps.log, deps.others)
  io.on('connection', socket => {
    serve(socket, people, deps)
    // A right that ended while the connection was being made was asked about before this socket could be found.
    void decide(socket, people, deps)
  })

  return {
    tableChanged: (gatheringId, tableId) =>
      void io
        .to(gatheringRoom(gatheringId))
        .emit('table:changed', { gatheringId, tableId, at: new Date().toISOString() }),
    roundStepped: now => void io.to(gatheringRoom(now.gatheringId)).emit('round:stepped', now),
    roundSignalled: (gatheringId, roundId, tableId) =>
      void io.to(gatheringRoom(gatheringId)).emit('round:signalled', { gatheringId, roundId, tableId }),
    harvestChanged: gatheringId =>
      void io.to(gatheringRoom(gatheringId)).emit('harvest:changed', { gatheringId }),
    commentsChanged: documentId =>
      void io.to(documentRoom(documentId)).emit('document:commented', { documentId }),
    unitsActive(unitIds) {
      const at = new Date().toISOString()
      // Each unit on its own: whoever follows one of them learns nothing of the others.
      for (const unitId of unitIds) io.to(unitRoom(unitId)).emit('unit:active', { unitId, at })
    },
    recheck: who => recheck(io, people, who, deps),
    count: () => io.engine.clientsCount,
    async close() {
      io.disconnectSockets(true)
      await io.close()
      nodes?.close()
    },
  }
}

/** One connection, as engine.io tells of it. */
interface Line {
  id: string
  request: IncomingMessage
  once(event: 'close', act: () => void): unknown
}

/**
 * Where websockets are blocked a connection is an id in the addresses of many requests, and so in the logs of whoever is in
 * between: it is worth nothing without the session in which it was opened.
 */
function bindToSessions(
  io: Events,
  deps: Pick<EventsDeps, 'sessionOf'>,
): { mayUse(request: IncomingMessage): boolean } {
  const sessions = new Map<string, string | null>()
  io.engine.on('connection', (line: Line) => {
    const { id } = line
    sessions.set(id, deps.sessionOf(line.request))
    line.once('close', () => sessions.delete(id))
  })
  return {
    mayUse(request) {
      const id = new URL(request.url ?? '', 'http://events').searchParams.get('sid')
      return id === null || !sessions.has(id) || sessions.get(id) === deps.sessionOf(request)
    },
  }
}

function serve(socket: EventSocket, people: People, deps: EventsDeps): void {
  // A message that is not what its type says is not answered.
  socket.on('gathering:enter', (gatheringId, answer) => {
    if (!isId(gatheringId) || typeof answer !== 'function') return
    void enterGathering(socket, people, gatheringId, deps).then(answer, () => answer({ ok: false }))
  })
  socket.on('gathering:leave', gatheringId => {
    if (!isId(gatheringId)) return
    void socket.leave(gatheringRoom(gatheringId))
    people.changed(gatheringId)
  })
  socket.on('document:enter', (documentId, answer) => {
    if (!isId(documentId) || typeof answer !== 'function') return
    void enterDocument(socket, documentId, deps).then(answer, () => answer({ ok: false }))
  })
  socket.on('document:leave', documentId => {
    if (isId(documentId)) void socket.leave(documentRoom(documentId))
  })
  socket.on('desk:enter', answer => {
    if (typeof answer !== 'function') return
    void enterDesk(socket, deps).then(answer, () => answer({ ok: false }))
  })
  socket.on('disconnecting', () => {
    for (const gatheringId of gatheringsOf(socket.rooms)) people.changed(gatheringId)
  })
}

async function enterGathering(
  socket: EventSocket,
  people: People,
  gatheringId: string,
  deps: EventsDeps,
): Promise<Entered> {
  if (!(await deps.mayEnterGathering(socket.data.actor, gatheringId))) return { ok: false }
  await socket.join(gatheringRoom(gatheringId))
  people.entered(gatheringId)
  // Taken away between the question and the room: whoever rechecked meanwhile did not find it there yet.
  if (!(await deps.mayEnterGathering(socket.data.actor, gatheringId))) {
    await socket.leave(gatheringRoom(gatheringId))
    return { ok: false }
  }
  return { ok: true, people: await people.in(gatheringId) }
}

async function enterDocument(
  socket: EventSocket,
  documentId: string,
  deps: EventsDeps,
): Promise<{ ok: boolean }> {
  if (!(await deps.mayReadDocument(socket.data.actor, documentId))) return { ok: false }
  await socket.join(documentRoom(documentId))
  // Taken away between the question and the room: whoever rechecked meanwhile did not find it there yet.
  const ok = await deps.mayReadDocument(socket.data.actor, documentId)
  if (!ok) await socket.leave(documentRoom(documentId))
  return { ok }
}

async function enterDesk(socket: EventSocket, deps: EventsDeps): Promise<{ ok: boolean }> {
  const units = deps.assignedUnits(socket.data.actor)
  for (const room of [...socket.rooms].filter(name => name.startsWith('unit:'))) await socket.leave(room)
  await socket.join(units.map(unitRoom))
  return { ok: true }
}

async function recheck(
  io: Events,
  people: People,
  who: { personId?: string; sessionId?: string; documentId?: string },
  deps: EventsDeps,
): Promise<void> {
  const { documentId } = who
  const concerned = [...io.sockets.sockets.values()].filter(
    ({ data, rooms }) =>
      (documentId === undefined || rooms.has(documentRoom(documentId))) &&
      (who.personId === undefined || data.actor.personId === who.personId) &&
      (who.sessionId === undefined || data.actor.sessionId === who.sessionId),
  )
  await Promise.all(concerned.map(socket => decide(socket, people, deps)))
}

async function decide(socket: EventSocket, people: People, deps: EventsDeps): Promise<void> {
  try {
    const actor = await deps.authenticate(socket.request)
    if (actor === null) {
      socket.disconnect(true)
      return
    }
    socket.data.actor = actor
    for (const gatheringId of gatheringsOf(socket.rooms)) {
      if (await deps.mayEnterGathering(actor, gatheringId)) continue
      await socket.leave(gatheringRoom(gatheringId))
      people.changed(gatheringId)
    }
    for (const room of [...socket.rooms].filter(name => name.startsWith(DOCUMENT))) {
      if (!(await deps.mayReadDocument(actor, room.slice(DOCUMENT.length)))) await socket.leave(room)
    }
    if ([...socket.rooms].some(room => room.startsWith('unit:'))) await enterDesk(socket, deps)
  } catch {
    // Whoever cannot be decided about comes back and is asked again.
    socket.disconnect(true)
  }
}
