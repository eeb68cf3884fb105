import { useLocation } from '@remix-run/react'
import { useEffect, useRef } from 'react'

/** After a change of page without reload the focus goes to its heading, so that the new page is read out. */
export function useFocusOnNavigation(): void {
  const { pathname, hash } = useLocation()
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    if (hash !== '') return
    const target = document.querySelector<HTMLElement>('h1[tabindex]') ?? document.getElementById('innhold')
    target?.focus({ preventScroll: true })
  }, [pathname, hash])
}
