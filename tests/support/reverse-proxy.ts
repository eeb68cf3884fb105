import http from 'node:http'
import net, { type AddressInfo } from 'node:net'

export interface WithoutUpgrades {
  port: number
  /** How many websockets were refused or swallowed. */
  refused(): number
  /** From now on whoever wants a websocket is not answered at all. */
  swallow(): void
  /** From now on websockets are let through. */
  open(): void
  /** Cuts all connections and takes no new ones, or takes them again. */
  cut(whether: boolean): void
  stop(): Promise<void>
}

/** Stands before a server of this machine and answers 403 to whoever wants a websocket, as many a school's network does; others do not answer. */
export async function withoutUpgrades(target: () => number): Promise<WithoutUpgrades> {
  let refused = 0
  let upgrades: 'refused' | 'swallowed' | 'let through' = 'refused'
  const swallowed = new Set<net.Socket>()
  let dead = false
  const server = http.createServer((request, response) => {
    const { method, url, headers } = request
    const onward = http.request({ host: '127.0.0.1', port: target(), method, path: url, headers }, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  })
  server.on('connection', socket => dead && socket.destroy())
  server.on('upgrade', (request: http.IncomingMessage, socket: net.Socket) => {
    if (upgrades !== 'let through') refused++
    if (upgrades === 'swallowed') {
      swallowed.add(socket.on('error', () => socket.destroy()))
      return
    }
    if (upgrades === 'refused') {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    const onward = net.connect(target(), '127.0.0.1', () => {
      const lines = request.rawHeaders.flatMap((word, at) =>
        at % 2 === 0 ? [`${word}: ${request.rawHeaders[at + 1] ?? ''}`] : [],
      )
      onward.write([`GET ${request.url ?? '/'} HTTP/1.1`, ...lines, '', ''].join('\r\n'))
      socket.pipe(onward).pipe(socket)
    })
    for (const end of [socket, onward])
      end.on('error', () => {
        socket.destroy()
        onward.destroy()
      })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    refused: () => refused,
    swallow: () => (upgrades = 'swallowed'),
    open: () => (upgrades = 'let through'),
    cut(whether) {
      dead = whether
      if (dead) server.closeAllConnections()
    },
    async stop() {
      const done = new Promise(resolve => server.close(resolve))
      for (const socket of swallowed) socket.destroy()
      server.closeAllConnections()
      await done
    },
  }
}
