const QUIET_MS = 1_000
/** Packing for a day without a network takes dozens of requests: not while somebody waits to write the first word. */
const REST_MS = 2_000

/** The hashed files this page has loaded so far, so that they are there without a network too. */
function assetsOfThisPage(): string[] {
  const loaded = performance.getEntriesByType('resource').map(entry => entry.name)
  const { origin } = window.location
  return [...new Set(loaded)].filter(url => url.startsWith(`${origin}/assets/`))
}

async function tell(): Promise<void> {
  const { active } = await navigator.serviceWorker.ready
  active?.postMessage({ type: 'assets', urls: assetsOfThisPage() })
}

/** Tells again when more has been loaded (the editor comes after the page), once it has been quiet for a moment. */
function keepTelling(): void {
  let known = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  new PerformanceObserver(() => {
    const { length } = assetsOfThisPage()
    if (length === known) return
    known = length
    clearTimeout(timer)
    timer = setTimeout(() => void tell().catch(() => undefined), QUIET_MS)
  }).observe({ type: 'resource', buffered: true })
}

/**
 * Lets the site open without a network. Call it once, in the browser; it waits until the page is at rest, so that it
 * takes nothing away from what one came for.
 */
export function registerServiceWorker(address = '/sw.js'): void {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return
  const begin = (): void => {
    navigator.serviceWorker.register(address, { scope: '/' }).then(keepTelling, () => undefined)
  }
  const rest = (): void => void setTimeout(begin, REST_MS)
  if (document.readyState === 'complete') rest()
  else window.addEventListener('load', rest, { once: true })
}
