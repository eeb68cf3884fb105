import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Actor } from '~server/domain/shared/actor'
import { Amending, AmendmentRefused, type Change } from './amending'
import { Committer } from './committer'
import { Connection, type Visitor } from './connection'
import type { ContentCheck } from './content-check'
import { Directory, type Who } from './directory'
import { Epochs } from './epochs'
import { Folder } from './folder'
import { Folding } from './folding'
import { Following } from './following'
import type { Limits } from './limits'
import { reason, type Logger } from './logger'
import type { Meter } from './meter'
import { Outgrown } from './manuscript'
import type { Neighbours } from './neighbours'
import { PeopleElsewhere } from './people-elsewhere'
import { Rights } from './rights'
import type { RoomHost } from './room'
import { Rooms } from './rooms'
import { emptyStats, measured, presentIn, type Present, type Stats } from './stats'
import type { DocumentStorage } from './storage'
import { documentIdOf, examine, refuseUpgrade } from './upgrade'
import type { Right } from './wire'

export interface CollaborationDeps {
  /** Who asks, from the session cookie; null for nobody. */
  authenticate(request: Pick<IncomingMessage, 'headers'>): Promise<Actor | null>
  /** What somebody may do in a document; null for nothing, and for a document that does not exist. */
  access(actor: Actor, documentId: string): Promise<Right | null>
  storage: DocumentStorage
  originAllowed(request: IncomingMessage): boolean
  limits: Limits
  log: Logger
  /** The script of `fold-worker.ts`, built or not. */
  foldWorker: URL
  /** Makes folds; default is a worker thread that runs `foldWorker`. */
  folder?: Pick<Folder, 'fold' | 'close'>
  /** Version of the editor's schema; a client with an older one is refused as outdated. Default 1. */
  schemaVersion?: number
  /** Which content may be written; see `content-check.ts`. Without it every node and link passes. */
  checkContent?: ContentCheck
  /** Where a request comes from; default is the peer of its socket. */
  addressOf?(request: IncomingMessage): string
  /** Told how long commits and relays take. */
  meter?: Meter | null
  /** Left out where this process is the only one. */
  neighbours?: Neighbours | null
  /** Called after each commit. */
  onCommitted?(change: { documentId: string; personIds: string[] }): void
}

export interface Collaboration {
  /**
   * Takes an upgrade request if its path is /collab/<documentId>; the socket is then ours whatever comes of it.
   * @returns false when the request is somebody else's
   */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  /**
   * Asks for rights again; resolves when everybody concerned is decided about (at most a second). Never rejects.
   * @param how `making sure`: nothing is known to have been taken away, so a slow database may take its time (at most ten)
   */
  recheck(who: Who, how?: 'revoked' | 'making sure'): Promise<void>
  /** Who has the document open, one entry per person. */
  presence(documentId: string): Present[]
  /**
   * Writes into a document in this person's name, as a change that everybody there gets; see `amending.ts`. Asks nobody's
   * rights. Resolves after COMMIT, with the connection under which it stands in the log, or null when nothing was to be changed.
   * @throws AmendmentRefused
   */
  amend(documentId: string, personId: string, change: Change): Promise<string | null>
  stats(): Stats
  /** Takes no one in any more, commits what is queued, closes everybody with 1012. Never rejects. */
  close(): Promise<void>
}

const BEATEN_AT_ONCE = 50

/** The live-document server. One per process; knows HTTP and the store only by what it is handed. */
export function createCollaboration(deps: CollaborationDeps): Collaboration {
  const { limits, log } = deps
  const counters = emptyStats()
  const directory = new Directory(limits)
  const rights = new Rights(directory, deps)
  const committer = new Committer(deps.storage, limits, log, deps.meter)
  const folder = deps.folder ?? new Folder(deps.foldWorker)
  const folding = new Folding(folder, deps.storage, limits, log, !deps.neighbours)
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    clientTracking: false,
    maxPayload: limits.frameBytes * 2,
  })
  server.on('error', error => log.error({ reason: error.message }, 'document sockets'))
  let closing = false

  const roomHost: RoomHost = {
    limits,
    checkContent: deps.checkContent ?? null,
    meter: deps.meter ?? null,
    tellOthers: deps.neighbours ? (room, news) => elsewhere?.tell(room, news) : null,
    opened(room) {
      // What was written between reading the document and this moment was told to a room that was not there.
      following?.catchUp(room)
      elsewhere?.ask(room)
    },
    wake: room => committer.wake(room),
    committed(room, personIds) {
      following?.written(room)
      folding.consider(room)
      deps.onCommitted?.({ documentId: room.documentId, personIds })
    },
    outlived: room => rooms.forget(room),
    unreadable({ documentId }, error) {
      if (error instanceof Outgrown) {
        log.warn({ documentId }, 'a newer version of the product has written in this document')
        rooms.drop(documentId, 'outdated')
        return
      }
      log.error({ documentId, reason: reason(error) }, 'stored document is unreadable')
      rooms.drop(documentId, 'unavailable')
    },
    refused({ documentId }, { member }, fault) {
      log.warn({ documentId, personId: member.actor.personId, fault }, 'update refused')
    },
  }
  const rooms = new Rooms(deps.storage, roomHost, folding, limits)
  const epochs = new Epochs(deps.storage, log)
  const following = deps.neighbours ? new Following(rooms, folding, deps.neighbours, log) : null
  const elsewhere = deps.neighbours ? new PeopleElsewhere(rooms, deps.neighbours, log) : null

  const amending = new Amending(rooms, folder, limits)

  const connectionHost = {
    limits,
    schemaVersion: deps.schemaVersion ?? 1,
    open: (documentId: string) =>
      rooms.open(documentId).catch((error: unknown) => {
        log.error({ documentId, reason: reason(error) }, 'document not loaded')
        throw error
      }),
    refused(_: Connection, refusal: keyof Stats['refused']) {
      counters.refused[refusal]++
    },
    closed: (connection: Connection) => directory.remove(connection),
  }

  const examiner = {
    originAllowed: (request: IncomingMessage) => deps.originAllowed(request),
    authenticate: (request: IncomingMessage) => deps.authenticate(request),
    access: (actor: Actor, documentId: string) => deps.access(actor, documentId),
    addressOf: (request: IncomingMessage) => deps.addressOf?.(request) ?? request.socket.remoteAddress ?? '',
    log,
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, id: string): Promise<void> {
    const { generation } = rights
    const visitor = await examine(request, id, examiner)
    if (socket.destroyed) return
    if (typeof visitor === 'number') turnAway(socket, visitor)
    else if (closing) turnAway(socket, 503)
    else if (!directory.hasRoomFor(visitor)) turnAway(socket, 429)
    else server.handleUpgrade(request, socket, head, ws => admit(ws, socket, visitor, generation))
  }

  function turnAway(socket: Duplex, status: number): void {
    counters.turnedAway[status] = (counters.turnedAway[status] ?? 0) + 1
    refuseUpgrade(socket, status)
  }
  function admit(ws: WebSocket, socket: Duplex, visitor: Visitor, generation: number): void {
    const connection = new Connection(ws, socket, visitor, connectionHost)
    directory.add(connection)
    counters.connected++
    // Rights were asked again while this one was on its way in: it was not yet there to be asked about.
    if (generation !== rights.generation) void rights.decide(connection)
    void connection.enter()
  }

  /** A few at a time: thousands of pings in one turn would hold up everybody's text. */
  async function beatAll(now: number): Promise<void> {
    let beaten = 0
    for (const connection of directory) {
      connection.heartbeat(now)
      if (++beaten % BEATEN_AT_ONCE === 0) await new Promise(resolve => setImmediate(resolve))
    }
  }

  let beat = performance.now()
  const heart = setInterval(() => {
    const now = performance.now()
    // This process slept or was kept busy: the answers to its pings lie there unread, and prove nothing until they are read.
    const slept = now - beat > limits.heartbeatMs * 1.5
    beat = now
    if (!slept) void beatAll(now)
    void epochs.outlived(rooms).then(lost => lost.forEach(room => rooms.forget(room)))
  }, limits.heartbeatMs)
  heart.unref()

  async function close(): Promise<void> {
    closing = true
    clearInterval(heart)
    following?.stop()
    for (const connection of directory) connection.stopReading()
    if (!(await within(limits.closeMs, committer.idle()))) {
      log.error(
        { documents: [...rooms].filter(room => room.uncommitted).length },
        'closing with unsaved text',
      )
    }
    for (const connection of [...directory]) connection.refuse('restart')
    rooms.dropAll('restart')
    const goneBy = performance.now() + limits.goodbyeMs * 2
    while (directory.size > 0 && performance.now() < goneBy) await within(10, new Promise(() => undefined))
    await folder.close()
  }

  return {
    handleUpgrade(request, socket, head) {
      const id = documentIdOf(request)
      if (id === null) return false
      socket.on('error', () => socket.destroy())
      if (closing) turnAway(socket, 503)
      else void upgrade(request, socket, head, id)
      return true
    },
    recheck: (who, how) => rights.recheck(who, how),
    presence: documentId => presentIn(rooms.find(documentId)?.seats ?? []),
    amend: (documentId, personId, change) =>
      closing
        ? Promise.reject(new AmendmentRefused('restart'))
        : amending.amend(documentId, personId, change),
    stats: () => ({ ...counters, ...measured(directory, rooms, committer, folding) }),
    close,
  }
}

/** @returns whether it resolved in time */
async function within(milliseconds: number, promise: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>(resolve => {
    timer = setTimeout(() => resolve(false), milliseconds)
  })
  const result = await Promise.race([promise.then(() => true), late])
  clearTimeout(timer)
  return result
}
