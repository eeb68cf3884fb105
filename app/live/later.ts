import { lazy, type ComponentType } from 'react'
import { whenReachable } from './reachable'

/** Fetches a part of a page, again when the server can be reached: a part that fails would take the whole page with it. */
export async function untilLoaded<Part>(load: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await load()
    } catch {
      await whenReachable(new AbortController().signal)
    }
  }
}

/** A component that is fetched when it is first shown. Without a network it comes when there is one. */
export const later = <Props>(load: () => Promise<{ default: ComponentType<Props> }>) =>
  lazy(() => untilLoaded(load))
