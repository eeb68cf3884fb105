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

/**
 * Lets the site open without a network. Call it once, in the browser; it waits until the page is at rest, and what is
 * loaded later (the editor) is told of when the page is left for a moment.
 */
export function registerServiceWorker(address = '/sw.js'): void {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return
  const quietly = (work: Promise<unknown>) => void work.catch(() => undefined)
  const begin = () => {
    quietly(navigator.serviceWorker.register(address, { scope: '/' }).then(tell))
    document.addEventListener(
      'visibilitychange',
      () => document.visibilityState === 'hidden' && quietly(tell()),
    )
  }
  if (document.readyState === 'complete') begin()
  else window.addEventListener('load', begin, { once: true })
}
