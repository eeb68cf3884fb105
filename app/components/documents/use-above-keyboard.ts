import { useEffect, useRef, type RefObject } from 'react'

/**
 * Tells an element how much of the window's foot the keyboard of a phone covers, as `--live-keyboard`: the browser moves
 * the page behind the keyboard and not what is fixed to its foot.
 */
export function useAboveKeyboard<T extends HTMLElement>(): RefObject<T> {
  const ref = useRef<T>(null)
  useEffect(() => {
    const { visualViewport: seen } = window
    if (seen === null) return undefined
    const place = (): void => {
      const covered = Math.max(0, window.innerHeight - seen.height - seen.offsetTop)
      ref.current?.style.setProperty('--live-keyboard', `${String(Math.round(covered))}px`)
    }
    place()
    seen.addEventListener('resize', place)
    seen.addEventListener('scroll', place)
    return () => {
      seen.removeEventListener('resize', place)
      seen.removeEventListener('scroll', place)
    }
  }, [])
  return ref
}
