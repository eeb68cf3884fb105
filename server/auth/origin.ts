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
