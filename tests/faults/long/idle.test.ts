import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { metricsAt, processOf } from '../../support/metrics'
import { freePort } from '../../support/ports'
import { Product } from '../../support/product'
import { ask } from '../../support/http'
import { until } from '../../support/until'

const PATIENCE_MS = 300_000
/** Ten thousand, or what one process may open here: each socket is a file at both ends. */
const SOCKETS = Number(process.env['SOCKETS'] ?? 10_000)
const AT_ONCE = 200

test(
  'F17: ten thousand idle sockets are kept for a while beside one who writes, and their memory goes back when they leave',
  async () => {
    const port = await freePort()
    const product = await Product.start({ env: { COLLAB_LIMITS: 'off', METRICS_PORT: String(port) } })
    try {
      const { documents, headers } = (await product.cli('bench:prepare', '--documents', '500')) as {
        documents: string[]
        headers: Record<string, string>
      }
      const connected = async (): Promise<number> =>
        (await metricsAt(port)).get('pulje_document_sockets') ?? 0
      const heapMiB = async (): Promise<number> =>
        Math.round(((await metricsAt(port)).get('nodejs_heap_size_used_bytes') ?? 0) / 2 ** 20)
      const before = { ...processOf(product), heapMiB: await heapMiB() }
      const sockets: WebSocket[] = []
      let opened = 0
      for (let at = 0; at < SOCKETS; at++) {
        const address = `${product.url.replace('http', 'ws')}/collab/${documents[at % documents.length] ?? ''}`
        const socket = new WebSocket(address, { headers, perMessageDeflate: false })
        socket.on('open', () => {
          opened++
          socket.send(Uint8Array.of(0, 0, 1, 0))
        })
        socket.on('error', () => undefined)
        sockets.push(socket)
        await until('not too many at once', () => sockets.length - opened < AT_ONCE, PATIENCE_MS)
      }
      await until('all are in', async () => (await connected()) === SOCKETS, PATIENCE_MS)
      const full = { ...processOf(product), heapMiB: await heapMiB() }
      const later = performance.now() + 40_000
      await until('two heartbeats have passed', () => performance.now() > later, PATIENCE_MS)
      expect(await connected()).toBe(SOCKETS)
      expect((await ask(`${product.url}/logg-inn`)).status).toBe(200)
      // What is told on the private port is no page of the product's.
      const page = await ask(`${product.url}/metrics`)
      expect([page.status, page.body.includes('pulje_document')]).toEqual([404, false])

      for (const socket of sockets) socket.terminate()
      await until('all are gone', async () => (await connected()) === 0, PATIENCE_MS)
      const told = (): Promise<Map<string, number>> => metricsAt(port)
      await until('rooms are put away', async () => (await told()).get('pulje_document_rooms') === 0, 60_000)
      await until('files are closed', () => processOf(product).descriptors <= before.descriptors + 5, 60_000)
      // Swept when it likes: what is asked of it meanwhile makes it do so.
      const aim = before.heapMiB + Math.max(20, (full.heapMiB - before.heapMiB) / 3)
      await until('memory goes back', async () => (await heapMiB()) < aim, 120_000)
      const after = { ...processOf(product), heapMiB: await heapMiB() }
      process.stderr.write(`idle sockets: ${JSON.stringify({ SOCKETS, before, full, after })}\n`)
    } finally {
      await product.remove()
    }
  },
  2 * PATIENCE_MS,
)
