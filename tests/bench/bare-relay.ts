import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocketServer, type WebSocket } from 'ws'
import { MESSAGE, SYNC, WIRE_VERSION } from '~server/collaboration/wire'

/**
 * The least a server of live documents can do: passes bytes on to the others at once, stores nothing, checks nothing,
 * and says "saved" to everything. The floor against which a keystroke's way is measured; never part of the product.
 *
 * A process of its own. It is told, as its only message, what the document holds at the beginning (one Yjs update in
 * base64) and in which epoch, and answers with the port it listens on.
 */
process.once('message', ({ state, epoch }: { state: string; epoch: number }) => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
  const document = Buffer.from(state, 'base64')
  server.on('connection', socket => serve(socket, server.clients, document, epoch))
  server.on('listening', () => {
    const address = server.address()
    process.send?.({ port: typeof address === 'string' ? 0 : address?.port })
  })
})

function serve(socket: WebSocket, all: Set<WebSocket>, document: Uint8Array, epoch: number): void {
  let frames = 0
  socket.on('error', () => socket.terminate())
  socket.on('message', (message: Buffer) => {
    const [type, kind] = message
    if (type === MESSAGE.hello) socket.send(numbers(MESSAGE.hello, WIRE_VERSION, epoch, 1, 1))
    else if (type === MESSAGE.ping) socket.send(numbers(MESSAGE.pong, nonceOf(message)))
    else if (type === MESSAGE.sync && kind === SYNC.step1) {
      socket.send(sync(SYNC.step2, document))
      socket.send(sync(SYNC.step1, Uint8Array.of(0)))
    } else {
      if (type === MESSAGE.sync) socket.send(numbers(MESSAGE.saved, epoch, ++frames))
      for (const other of all) if (other !== socket) other.send(message)
    }
  })
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
