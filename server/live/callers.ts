import type http from 'node:http'
import type { Limits } from '~server/collaboration/limits'

/** COLLAB_LIMITS=off: no rates and no counts; sizes and rights hold as ever. */
export function withoutRates(limits: Limits): Limits {
  return {
    ...limits,
    updatesPerSecond: Infinity,
    updateBurst: Infinity,
    framesPerSecond: Infinity,
    frameBurst: Infinity,
    awarenessPerSecond: Infinity,
    connectionsPerPerson: Infinity,
    connectionsPerDocument: Infinity,
    connectionsPerAddress: Infinity,
  }
}

/** The caller as the outermost trusted proxy saw it; without trusted proxies the peer of the socket. */
export function addressOf(request: http.IncomingMessage, trustedProxies: number): string {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',')
  const seen = trustedProxies > 0 ? forwarded.at(-trustedProxies)?.trim() : undefined
  return seen !== undefined && seen !== '' ? seen : (request.socket.remoteAddress ?? '')
}
