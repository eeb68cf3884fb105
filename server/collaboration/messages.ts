import * as decoding from 'lib0/decoding'
import { Corrupt, readUint } from './values'
import { MESSAGE, SYNC } from './wire'

/** A message from a client, taken apart as far as its type; the payloads are views, not copies. */
export type ClientMessage =
  | { type: 'hello'; version: number; epoch: number; schema: number }
  | { type: 'step1'; vector: Uint8Array }
  | { type: 'step2' | 'update'; bytes: Uint8Array }
  | { type: 'awareness'; bytes: Uint8Array }
  | { type: 'queryAwareness' }
  | { type: 'ping'; nonce: number }

/** @throws when the message is of no type that a client may send, is cut off, or has bytes behind its end. */
export function readMessage(data: Uint8Array): ClientMessage {
  const decoder = decoding.createDecoder(data)
  const message = readTyped(decoder)
  if (decoder.pos !== data.length) throw new Corrupt('bytes behind the end')
  return message
}

function readTyped(decoder: decoding.Decoder): ClientMessage {
  switch (readUint(decoder)) {
    case MESSAGE.sync:
      return readSync(decoder)
    case MESSAGE.awareness:
      return { type: 'awareness', bytes: decoding.readVarUint8Array(decoder) }
    case MESSAGE.queryAwareness:
      return { type: 'queryAwareness' }
    case MESSAGE.hello:
      return {
        type: 'hello',
        version: readUint(decoder),
        epoch: readUint(decoder),
        schema: readUint(decoder),
      }
    case MESSAGE.ping:
      return { type: 'ping', nonce: readUint(decoder) }
    default:
      throw new Corrupt('unknown message type')
  }
}

function readSync(decoder: decoding.Decoder): ClientMessage {
  const kind = readUint(decoder)
  const bytes = decoding.readVarUint8Array(decoder)
  switch (kind) {
    case SYNC.step1:
      return { type: 'step1', vector: bytes }
    case SYNC.step2:
      return { type: 'step2', bytes }
    case SYNC.update:
      return { type: 'update', bytes }
    default:
      throw new Corrupt('unknown sync message')
  }
}

/** A state vector as a map from client to clock. @throws when it is not one. */
export function readStateVector(bytes: Uint8Array): Map<number, number> {
  const decoder = decoding.createDecoder(bytes)
  const clocks = new Map<number, number>()
  for (let left = readUint(decoder); left > 0; left--) clocks.set(readUint(decoder), readUint(decoder))
  if (decoder.pos !== bytes.length) throw new Corrupt('bytes behind the end')
  return clocks
}
