import http from 'node:http'
import net from 'node:net'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocketServer, type WebSocket } from 'ws'
import { MESSAGE, SYNC, WIRE_VERSION } from '~server/collaboration/wire'

/**
 * The least a server of live documents can do: passes bytes on to the others at once, stores nothing, checks nothing,
 * and says "saved" to everything. The floor against which a keystroke's way is measured; never part of the product.
 */
export class BareRelay {
  readonly #sockets = new Set<WebSocket>()
  readonly #server = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  readonly #state: Uint8Array
  readonly #epoch: number

  /** @param state what the document holds at the beginning, as one Yjs update */
  constructor(state: Uint8Array, epoch: number) {
    this.#state = state
    this.#epoch = epoch
  }

  take(request: http.IncomingMessage, socket: net.Socket, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, ws => {
      this.#sockets.add(ws)
      let frames = 0
      ws.on('close', () => this.#sockets.delete(ws))
      ws.on('error', () => ws.terminate())
      ws.on('message', (message: Buffer) => {
        if (message[0] === MESSAGE.hello)
          return ws.send(numbers(MESSAGE.hello, WIRE_VERSION, this.#epoch, 1, 1))
        if (message[0] === MESSAGE.ping) return ws.send(numbers(MESSAGE.pong, nonceOf(message)))
        if (message[0] === MESSAGE.sync && message[1] === SYNC.step1) {
          ws.send(sync(SYNC.step2, this.#state))
          return ws.send(sync(SYNC.step1, Uint8Array.of(0)))
        }
        if (message[0] === MESSAGE.sync) ws.send(numbers(MESSAGE.saved, this.#epoch, ++frames))
        for (const other of this.#sockets) if (other !== ws) other.send(message)
      })
    })
  }
}

/** Everything goes on to the product but document sockets, which go where `relay` says at that moment. */
export function inFrontOf(product: { port: number }, relay: () => BareRelay | null): http.Server {
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
    const bare = relay()
    if (bare !== null && request.url?.startsWith('/collab/') === true) return bare.take(request, socket, head)
    const onward = net.connect(product.port, '127.0.0.1', () => {
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
      end.on('error', () => [socket, onward].forEach(each => each.destroy()))
  })
  return server
}

function numbers(...all: number[]): Uint8Array {
  return encoding.encode(encoder => all.forEach(each => encoding.writeVarUint(encoder, each)))
}

function sync(kind: number, bytes: Uint8Array): Uint8Array {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, MESSAGE.sync)
    encoding.writeVarUint(encoder, kind)
    encoding.writeVarUint8Array(encoder, bytes)
  })
}

function nonceOf(message: Buffer): number {
  const decoder = decoding.createDecoder(message)
  decoding.readVarUint(decoder)
  return decoding.readVarUint(decoder)
}
