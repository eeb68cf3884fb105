import { STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Actor } from '~server/domain/shared/actor'
import type { Visitor } from './connection'
import { reason, type Logger } from './logger'
import type { Right } from './wire'

export interface UpgradeDeps {
  originAllowed(request: IncomingMessage): boolean
  authenticate(request: IncomingMessage): Promise<Actor | null>
  access(actor: Actor, documentId: string): Promise<Right | null>
  /** Where the request comes from, for the count per address. */
  addressOf(request: IncomingMessage): string
  log: Logger
}

const PREFIX = '/collab/'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The part of the path behind /collab/, or null when the request is not for us. */
export function documentIdOf(request: IncomingMessage): string | null {
  const path = (request.url ?? '').split('?', 1)[0] ?? ''
  return path.startsWith(PREFIX) ? path.slice(PREFIX.length).toLowerCase() : null
}

/**
 * Whether a request may become a document socket, in the order that tells a stranger least: origin, session, then the
 * document with one answer for "does not exist" and "not yours". The counts come last, when the socket is taken over.
 * @returns who comes, or the HTTP status to refuse with
 */
export async function examine(
  request: IncomingMessage,
  documentId: string,
  deps: UpgradeDeps,
): Promise<Visitor | number> {
  if (!deps.originAllowed(request)) return 403
  try {
    const actor = await deps.authenticate(request)
    if (!actor) return 401
    const right = UUID.test(documentId) ? await deps.access(actor, documentId) : null
    if (!right) return 404
    const { cookie } = request.headers
    const asked = { headers: { cookie } }
    return { request: asked, actor, right, documentId, address: deps.addressOf(request) }
  } catch (error) {
    deps.log.warn({ reason: reason(error) }, 'document socket could not be checked')
    return 503
  }
}

/** Refuses by plain HTTP and lets the answer out before the socket goes. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  if (socket.destroyed) return
  socket.once('finish', () => socket.destroy())
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  )
}
