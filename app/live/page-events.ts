/** What a page is told by its browser, as far as a document cares. */
export interface PageEvents {
  isOffline(): boolean
  /** The network is back, or the page is looked at again. */
  onWake(callback: () => void): () => void
  /** The page is hidden or about to go: the last moment that is certain. */
  onHide(callback: () => void): () => void
}

export const browserPage: PageEvents = {
  isOffline: () => typeof navigator !== 'undefined' && !navigator.onLine,
  onWake(callback) {
    const visible = () => document.visibilityState === 'visible' && callback()
    window.addEventListener('online', callback)
    window.addEventListener('pageshow', callback)
    // A page that was frozen while it could be seen: another window lay over it, the machine slept.
    document.addEventListener('resume', callback)
    document.addEventListener('visibilitychange', visible)
    return () => {
      window.removeEventListener('online', callback)
      window.removeEventListener('pageshow', callback)
      document.removeEventListener('resume', callback)
      document.removeEventListener('visibilitychange', visible)
    }
  },
  onHide(callback) {
    const hidden = () => document.visibilityState === 'hidden' && callback()
    window.addEventListener('pagehide', callback)
    document.addEventListener('visibilitychange', hidden)
    return () => {
      window.removeEventListener('pagehide', callback)
      document.removeEventListener('visibilitychange', hidden)
    }
  },
}
