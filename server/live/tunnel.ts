import { randomBytes } from 'node:crypto'
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http'
import { Server, type Socket } from 'socket.io'
import type { Limits } from '~server/collaboration/limits'
import { Carriage } from './carriage'
import type { TunnelClientMessages, TunnelServerMessages } from './tunnel-messages'

export interface TunnelDeps {
  /** The product's own origin, which every upgrade has to name. */
  origin: string
  originAllowed(request: IncomingMessage): boolean
  /** The value of the session cookie, or null. */
  sessionOf(request: IncomingMessage): string | null
  limits: Pick<Limits, 'frameBytes' | 'frameBurst' | 'firstFrameMs'>
  /** How often somebody at the other end is asked for a sign of life, and how long the answer may take. */
  pingMs?: { every: number; within: number }
}

export interface Tunnel {
  /** How many are open. */
  count(): number
  close(): void
}

export type TunnelSocket = Socket<TunnelClientMessages, TunnelServerMessages>

export const TUNNEL_PATH = '/collab-http/'

/**
 * Document sockets for networks that let no websocket through: the same frames over long polling. Each tunnel ends in a
 * document socket on this very server, so that everything that holds for those holds here: upgrade, gate, rights, limits.
 */
export function createTunnel(server: HttpServer, deps: TunnelDeps): Tunnel {
  const { limits, pingMs = { every: 10_000, within: 8_000 } } = deps
  const io = new Server<TunnelClientMessages, TunnelServerMessages>({
    path: TUNNEL_PATH,
    transports: ['polling'],
    allowUpgrades: false,
    serveClient: false,
    // As with a socket: up to twice the limit of one message is read, so that the refusal can be worded.
    maxHttpBufferSize: Math.ceil((limits.frameBytes * 2 * 4) / 3) + 1_024,
    pingInterval: pingMs.every,
    pingTimeout: pingMs.within,
    connectTimeout: limits.firstFrameMs,
  })
  io.attach(server)
  const carriages = new Map<string, Carriage>()
  const ids = new WeakMap<IncomingMessage, string>()
  const idOf = (line: TunnelSocket['conn']): string => ids.get(line.request) ?? ''
  io.engine.generateId = (request: IncomingMessage) => {
    const id = randomBytes(24).toString('base64url')
    ids.set(request, id)
    return id
  }

  io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const id = new URL(request.url ?? '', 'http://tunnel').searchParams.get('sid')
    const carriage = carriages.get(id ?? '')
    // The id stands in addresses, and those in the logs of whoever is in between: it is worth nothing without the session.
    const theirs = carriage !== undefined && carriage.session !== deps.sessionOf(request)
    if (theirs || !deps.originAllowed(request)) refuse(response, 403)
    else if (carriage === undefined || request.method !== 'POST') next()
    else if (!carriage.whenTaken(next)) refuse(response, 429)
  })
  io.engine.on('connection', (line: TunnelSocket['conn']) => {
    const id = idOf(line)
    carriages.set(id, new Carriage(line, deps.sessionOf(line.request), limits))
    line.once('close', () => carriages.delete(id))
  })
  // By now the other end has sent something, and so has said where its page is from: nothing is taken in without that.
  io.on('connection', socket => carriages.get(idOf(socket.conn))?.start(socket, server, deps.origin))

  return {
    count: () => carriages.size,
    close() {
      io.engine.close()
    },
  }
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status).end()
}
