import fs from 'node:fs'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startLiveServer } from '../support/live-server'
import { PATIENCE_MS } from '../support/products'
import { until } from '../support/until'

const SOCKETS = 1_000
const descriptors = (): number => fs.readdirSync('/proc/self/fd').length

test(
  'F17: a thousand idle sockets are kept alive, and leave nothing behind when they go',
  async () => {
    const live = await startLiveServer({ heartbeatMs: 300, connectionsPerPerson: SOCKETS, unloadMs: 100 })
    try {
      const before = descriptors()
      const documents = Array.from({ length: 50 }, () => live.create())
      let pings = 0
      const sockets = Array.from({ length: SOCKETS }, (_, at) => {
        const address = `${live.url.replace('http', 'ws')}/collab/${documents[at % 50] ?? ''}`
        const socket = new WebSocket(address, { headers: { cookie: `person ${at % 100}` } })
        // A sync step 1 of somebody who has nothing, as every standard client's first frame.
        socket.on('open', () => socket.send(Uint8Array.of(0, 0, 1, 0)))
        socket.on('ping', () => pings++)
        socket.on('error', () => undefined)
        return socket
      })
      const { stats } = live.collaboration
      const open = (): boolean => sockets.every(({ readyState }) => readyState === WebSocket.OPEN)
      await until('all are in', () => stats().connections === SOCKETS && open(), PATIENCE_MS)
      await until('each was asked for a sign of life, twice', () => pings >= 2 * SOCKETS, PATIENCE_MS)
      expect([stats().connections, stats().rooms]).toEqual([SOCKETS, 50])
      for (const socket of sockets) socket.terminate()
      await until('all are gone', () => stats().connections + stats().rooms === 0, PATIENCE_MS)
      await until('nothing is left open', () => descriptors() <= before, PATIENCE_MS)
    } finally {
      await live.stop()
    }
  },
  PATIENCE_MS,
)
