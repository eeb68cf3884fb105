import http from 'node:http'
import net from 'node:net'

/**
 * Stands before both in the same way: everything goes on to the product, document sockets to whatever listens on the
 * port that `collab` says at that moment; where it says null, websockets are refused. So the two differ in nothing but who serves the document.
 */
export function inFrontOf(product: { port: number }, collab: () => number | null): http.Server {
  const server = http.createServer((request, response) => {
    const { method, url, headers } = request
    const onward = http.request(
      { host: '127.0.0.1', port: product.port, method, path: url, headers },
      answer => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
  server.on('upgrade', (request: http.IncomingMessage, socket: net.Socket, head: Buffer) => {
    const port = request.url?.startsWith('/collab/') === true ? collab() : product.port
    if (port === null) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    const onward = net.connect(port, '127.0.0.1', () => {
      const lines = request.rawHeaders.flatMap((word, at) =>
        at % 2 === 0 ? [`${word}: ${request.rawHeaders[at + 1] ?? ''}`] : [],
      )
      onward.write([`GET ${request.url ?? '/'} HTTP/1.1`, ...lines, '', ''].join('\r\n'))
      if (head.length > 0) onward.write(head)
      socket.pipe(onward).pipe(socket)
    })
    socket.setNoDelay(true)
    onward.setNoDelay(true)
    for (const end of [socket, onward])
      end.on('error', () => {
        socket.destroy()
        onward.destroy()
      })
  })
  return server
}
