import { useEffect, useRef, useState } from 'react'
import type { SaveState } from '~/live/save-state'

const BURST = 800
const QUIET = 350
const SETTLED = 1_500

const isRest = (state: SaveState) => state === 'saved' || state === 'local'

/**
 * The state as the eye should meet it. Bad news comes at once. Good news after a single change comes at once too, but in
 * the middle of typing it waits for a pause, so that the words do not flicker with every key. Never better than the truth.
 */
export function useCalmState(state: SaveState): SaveState {
  const [shown, setShown] = useState(state)
  const restedAt = useRef(0)

  useEffect(() => {
    if (!isRest(state)) {
      setShown(state)
      return undefined
    }
    const now = Date.now()
    const busy = now - restedAt.current < BURST
    restedAt.current = now
    if (!busy) {
      setShown(state)
      return undefined
    }
    const timer = setTimeout(() => setShown(state), QUIET)
    return () => clearTimeout(timer)
  }, [state])

  // While a pause is waited for, what is shown may lag behind, but only towards the worse.
  return isRest(state) || shown === state ? shown : state
}

/** Words for a screen reader: only what has lasted, and not the coming and going of "sending" and "saved". */
export function useAnnouncement(state: SaveState, words: string): string {
  const [said, setSaid] = useState('')
  const troubled = useRef(false)

  useEffect(() => {
    const timer = setTimeout(() => {
      if (state === 'sending' || state === 'opening') return
      if (state === 'saved' && !troubled.current) return
      troubled.current = state !== 'saved' && state !== 'readOnly'
      setSaid(words)
    }, SETTLED)
    return () => clearTimeout(timer)
  }, [state, words])

  return said
}
