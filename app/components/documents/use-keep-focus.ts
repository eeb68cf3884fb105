import { useEffect, useRef, type RefObject } from 'react'

/**
 * Touching what lies around the text leaves the caret where it is: on a phone the keyboard stays, and the next word
 * goes where the last one went. Fields of their own (the address of a link) still take the focus.
 */
export function useKeepFocus<T extends HTMLElement>(): RefObject<T> {
  const ref = useRef<T>(null)
  useEffect(() => {
    const bar = ref.current
    if (bar === null) return undefined
    const keep = (event: MouseEvent): void => {
      const writing = (document.activeElement?.closest('.ProseMirror') ?? null) !== null
      const field =
        event.target instanceof Element && event.target.closest('input, textarea, select') !== null
      if (writing && !field) event.preventDefault()
    }
    bar.addEventListener('mousedown', keep)
    return () => bar.removeEventListener('mousedown', keep)
  }, [])
  return ref
}
