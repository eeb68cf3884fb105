/**
 * Makes the site open without a network: hashed assets and one anonymous shell are kept, never a page or data.
 * The shell finds a document's text in the store of its own device.
 */
const SHELL = '/frakoblet'
const CACHE = 'pulje-1'

const isAsset = url => url.origin === self.location.origin && url.pathname.startsWith('/assets/')

/** The hashed files that a page names: what it needs to come alive. */
const assetsIn = html => [...new Set(html.match(/\/assets\/[\w./-]+\.(?:js|css|woff2?|svg)/g) ?? [])]

async function keep(urls) {
  const cache = await caches.open(CACHE)
  await Promise.all(
    urls.map(async url => {
      if (await cache.match(url)) return
      const response = await fetch(url)
      if (response.ok && response.type === 'basic') await cache.put(url, response)
    }),
  )
}

/** Fetches the shell without anybody's cookies, and what it is made of. Old files go when the shell is another. */
async function refreshShell() {
  const cache = await caches.open(CACHE)
  const response = await fetch(SHELL, { credentials: 'omit', cache: 'no-store', redirect: 'error' })
  if (!response.ok) throw new Error(`The shell answered ${response.status}`)
  const html = await response.clone().text()
  const before = await (await cache.match(SHELL))?.text()
  await keep(assetsIn(html))
  await cache.put(SHELL, response)
  return before !== undefined && assetsIn(before).join() !== assetsIn(html).join()
}

/** Of the assets only those that the present shell or page uses stay. */
async function forgetOthers(urls) {
  const cache = await caches.open(CACHE)
  const wanted = new Set([...urls, SHELL].map(url => new URL(url, self.location.origin).href))
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request)
}

self.addEventListener('install', event => {
  event.waitUntil(refreshShell().then(() => self.skipWaiting()))
})

self.addEventListener('activate', event => {
  const old = async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name)
    await self.clients.claim()
  }
  event.waitUntil(old())
})

/** A page tells what it is made of; then it is also time to see whether the shell has changed. */
async function learn(urls) {
  const own = urls.filter(url => isAsset(new URL(url, self.location.origin)))
  const changed = await refreshShell()
  await keep(own)
  if (!changed) return
  const shell = await (await caches.open(CACHE)).match(SHELL)
  await forgetOthers([...own, ...assetsIn(shell ? await shell.text() : '')])
}

self.addEventListener('message', event => {
  const { data } = event
  if (data?.type !== 'assets' || !Array.isArray(data.urls)) return
  // Without a network there is nothing to learn; what is kept stays.
  event.waitUntil(learn(data.urls.filter(url => typeof url === 'string')).catch(() => undefined))
})

async function asset(request) {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request, { ignoreVary: true })
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok && response.type === 'basic') await cache.put(request, response.clone())
  return response
}

async function page(request) {
  try {
    return await fetch(request)
  } catch (error) {
    const shell = await (await caches.open(CACHE)).match(SHELL)
    if (shell) return shell
    throw error
  }
}

self.addEventListener('fetch', event => {
  const { request } = event
  if (request.method !== 'GET') return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (isAsset(new URL(request.url))) event.respondWith(asset(request))
})
