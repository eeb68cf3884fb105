import type { IncomingMessage } from 'node:http'

/**
 * The Origin gate: whatever is not GET or HEAD, and every socket upgrade, must come from our own pages. A missing
 * Origin is foreign too: every browser sends it with these requests. Remix's own check misses two doors
 * (docs/decisions/remix-2.md).
 */
export function originAllowed(
  method: string,
  header: string | undefined,
  origin: string,
  upgrade = false,
): boolean {
  if (!upgrade && (method === 'GET' || method === 'HEAD')) return true
  return header === origin
}

/** The same for sockets and what stands in for them over plain HTTP: whoever says whence they come says our name. */
export function socketOriginAllowed(
  request: Pick<IncomingMessage, 'method' | 'headers'>,
  origin: string,
): boolean {
  const { origin: header, upgrade } = request.headers
  if (header !== undefined) return header === origin
  return originAllowed(request.method ?? '', header, origin, upgrade !== undefined)
}
