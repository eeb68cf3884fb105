import { systemClock } from './clock'
import { lineOpener, type LineOptions } from './line'
import { deviceMemory } from './line-memory'
import type { Transport } from './live-socket'
import { browserPage } from './page-events'
import { Tunnel } from './tunnel'

function pageTook(): number {
  if (typeof window === 'undefined') return 0
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return page ? page.responseStart - page.requestStart : 0
}

/** Opens this browser's connections to documents. @param changes other ways, another memory */
export function browserLine(changes: Partial<LineOptions> = {}): (url: string) => Transport {
  return lineOpener({
    websocket: url => new WebSocket(url),
    tunnel: url => new Tunnel(url),
    clock: systemClock,
    memory: deviceMemory,
    serverTook: pageTook,
    isOffline: () => browserPage.isOffline(),
    ...changes,
  })
}
