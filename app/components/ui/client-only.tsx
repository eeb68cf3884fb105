import { useEffect, useState, type ReactNode } from 'react'

/** What makes sense in a browser only, once the page has come alive there. */
export function ClientOnly({ children }: { children: () => ReactNode }) {
  const [alive, setAlive] = useState(false)
  useEffect(() => setAlive(true), [])
  return alive ? children() : null
}
