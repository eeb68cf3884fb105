/** What the server answers about a document when its socket would not open. */
export type Access = 'granted' | 'signedOut' | 'noAccess' | 'unreachable'

const ANSWER_WITHIN = 8_000

/** A browser does not say why a handshake failed; an ordinary request does. */
export async function checkAccess(documentId: string): Promise<Access> {
  try {
    const response = await fetch(`/dokumenter/${documentId}/status`, {
      headers: { Accept: 'application/json' },
      cache: 'no-store',
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    })
    if (response.status === 401) return 'signedOut'
    if (response.status === 403 || response.status === 404) return 'noAccess'
    return response.ok ? 'granted' : 'unreachable'
  } catch {
    return 'unreachable'
  }
}
