import { useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useRef } from 'react'
import { whenReachable } from './reachable'

/**
 * Brings the page's data up to date when something has happened elsewhere. First it is made sure that the server answers: a page
 * whose data does not come is replaced by an error, and in a hall the network is away all the time.
 */
export function useRefresh(): () => void {
  const { revalidate } = useRevalidator()
  const under = useRef<AbortController | null>(null)
  useEffect(() => () => under.current?.abort(), [])
  return useCallback(() => {
    // Several reasons while it waits are one.
    if (under.current && !under.current.signal.aborted) return
    const here = (under.current = new AbortController())
    void whenReachable(here.signal).then(() => {
      if (!here.signal.aborted) revalidate()
      under.current = null
    })
  }, [revalidate])
}
