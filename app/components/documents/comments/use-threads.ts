import { useCallback, useEffect, useRef, useState } from 'react'
import { whenReachable } from '~/live/reachable'
import { listOf } from './use-sending'
import type { ThreadRow } from './thread'

/**
 * What is said about a document, asked for beside the page. Without a network it stays as it was, and is asked for again when
 * the server can be reached.
 * @param address of the page of comments
 */
export function useThreads(address: string): { threads: readonly ThreadRow[] | null; again: () => void } {
  const [threads, setThreads] = useState<readonly ThreadRow[] | null>(null)
  /** Only the answer to the newest question counts. */
  const newest = useRef<AbortController | null>(null)
  const again = useCallback(() => {
    newest.current?.abort()
    const here = (newest.current = new AbortController())
    const ask = async (): Promise<void> => {
      const found = await load(listOf(address), here.signal)
      if (here.signal.aborted) return
      if (found === 'unreachable') {
        await whenReachable(here.signal)
        return ask()
      }
      if (found !== null) setThreads(found)
    }
    void ask()
  }, [address])
  useEffect(() => {
    again()
    return () => newest.current?.abort()
  }, [again])
  return { threads, again }
}

/** @returns null when the document is not for this person any more: the document says so itself */
async function load(
  address: string,
  signal: AbortSignal,
): Promise<readonly ThreadRow[] | 'unreachable' | null> {
  try {
    const answer = await fetch(address, { signal })
    if (!answer.ok || !answer.headers.get('Content-Type')?.includes('json')) return null
    return (await answer.json()) as readonly ThreadRow[]
  } catch {
    return 'unreachable'
  }
}
