import http from 'node:http'
import net, { type AddressInfo } from 'node:net'

export interface WithoutUpgrades {
  port: number
  /** How many websockets were refused. */
  refused(): number
  /** From now on websockets are let through. */
  open(): void
  /** Cuts all connections and takes no new ones, or takes them again. */
  cut(whether: boolean): void
  stop(): Promise<void>
}

/** Stands before a server of this machine and answers 403 to whoever wants a websocket, as many a school's network does. */
export async function withoutUpgrades(target: () => number): Promise<WithoutUpgrades> {
  let refused = 0
  let closed = true
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
    if (closed) {
      refused++
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
    open: () => (closed = false),
    cut(whether) {
      dead = whether
      if (dead) server.closeAllConnections()
    },
    async stop() {
      const done = new Promise(resolve => server.close(resolve))
      server.closeAllConnections()
      await done
    },
  }
}
