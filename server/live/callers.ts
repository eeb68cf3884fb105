import type http from 'node:http'
import { defaultLimits, type Limits } from '~server/collaboration/limits'
import type { Env } from '~server/env'

/** What the operator has said, and the defaults for the rest. A burst is four seconds' worth. */
export function limitsOf({
  collabLimits,
  collaboration,
}: Pick<Env, 'collabLimits' | 'collaboration'>): Limits {
  const updateBurst = collaboration.updatesPerSecond * 4
  const limits = {
    ...defaultLimits,
    ...collaboration,
    updateBurst,
    framesPerSecond: updateBurst,
    frameBurst: updateBurst * 2,
  }
  return collabLimits ? limits : withoutRates(limits)
}

/** COLLAB_LIMITS=off: no rates and no counts; sizes and rights hold as ever. */
function withoutRates(limits: Limits): Limits {
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

/** What has to be known of a request to say where it comes from. */
type Asking = Pick<http.IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } }

/** The caller as the outermost trusted proxy saw it; without trusted proxies the peer of the socket. */
export function addressOf(request: Asking, trustedProxies: number): string {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',')
  const seen = trustedProxies > 0 ? forwarded.at(-trustedProxies)?.trim() : undefined
  return seen !== undefined && seen !== '' ? seen : (request.socket.remoteAddress ?? '')
}
