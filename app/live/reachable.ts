const ANSWER_WITHIN_MS = 5_000
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 8_000

/** Whether the server answers at this moment. Says nothing about who asks. */
export async function reachable(): Promise<boolean> {
  try {
    const answer = await fetch('/healthz', {
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    return answer.ok
  } catch {
    return false
  }
}

/** Resolves when the server answers, asked with growing pauses, and at once when the device says it is online; or on abort. */
export async function whenReachable(signal: AbortSignal): Promise<void> {
  for (let wait = FIRST_PAUSE_MS; !signal.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    if (await reachable()) return
    // Not all of a hall at the same moment.
    await pause(wait * (0.5 + Math.random()), signal)
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      clearTimeout(timer)
      removeEventListener('online', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    addEventListener('online', done)
    signal.addEventListener('abort', done)
  })
}
