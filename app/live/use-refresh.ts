import { useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useRef } from 'react'
import { whenReachable } from './reachable'

/**
 * Brings the page's data up to date when something has happened elsewhere. First it is made sure that the server answers: a page
 * whose data does not come is replaced by an error, and in a hall the network is away all the time. What happens while an
 * answer is under way is one more question after it.
 */
export function useRefresh(): () => void {
  const { revalidate, state } = useRevalidator()
  const waiting = useRef<AbortController | null>(null)
  const again = useRef(false)
  const busy = useRef(false)
  busy.current = state !== 'idle'
  useEffect(() => () => waiting.current?.abort(), [])
  const refresh = useCallback(() => {
    if (busy.current) {
      again.current = true
      return
    }
    if (waiting.current && !waiting.current.signal.aborted) return
    const here = (waiting.current = new AbortController())
    void whenReachable(here.signal).then(() => {
      if (!here.signal.aborted) revalidate()
      waiting.current = null
    })
  }, [revalidate])
  useEffect(() => {
    if (state !== 'idle' || !again.current) return
    again.current = false
    refresh()
  }, [state, refresh])
  return refresh
}
