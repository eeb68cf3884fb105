import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { MESSAGE, REFUSALS, SYNC, WIRE_VERSION, type Refusal, type Right } from '~server/collaboration/wire'
import { NOT_READ } from './close-codes'

/** What the server says in its hello. */
export interface Hello {
  epoch: number
  schemaVersion: number
  right: Right
}

export type Frame =
  | ({ type: 'hello'; wireVersion: number } & Hello)
  | { type: 'saved'; epoch: number; n: number }
  | { type: 'refused'; reason: Refusal }
  | { type: 'pong' }
  /** Belongs to the y-websocket provider. */
  | { type: 'standard' }

export type UpdateKind = 'step2' | 'update'

function frame(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, type)
  write(encoder)
  return encoding.toUint8Array(encoder)
}

export function helloFrame(epoch: number, schemaVersion: number): Uint8Array<ArrayBuffer> {
  return frame(MESSAGE.hello, encoder => {
    encoding.writeVarUint(encoder, WIRE_VERSION)
    encoding.writeVarUint(encoder, epoch)
    encoding.writeVarUint(encoder, schemaVersion)
  })
}

export function pingFrame(nonce: number): Uint8Array<ArrayBuffer> {
  return frame(MESSAGE.ping, encoder => encoding.writeVarUint(encoder, nonce))
}

const isRefusal = (reason: string): reason is Refusal => Object.hasOwn(REFUSALS, reason)

/** @throws on a frame that ends before it should. */
export function readFrame(bytes: Uint8Array): Frame {
  const decoder = decoding.createDecoder(bytes)
  const number = () => decoding.readVarUint(decoder)
  switch (number()) {
    case MESSAGE.hello: {
      const [wireVersion, epoch, schemaVersion, right] = [number(), number(), number(), number()]
      return { type: 'hello', wireVersion, epoch, schemaVersion, right: right === 1 ? 'write' : 'read' }
    }
    case MESSAGE.saved:
      return { type: 'saved', epoch: number(), n: number() }
    case MESSAGE.refused: {
      const reason = decoding.readVarString(decoder)
      return { type: 'refused', reason: isRefusal(reason) ? reason : 'unavailable' }
    }
    case MESSAGE.pong:
      return { type: 'pong' }
    default:
      return { type: 'standard' }
  }
}

/** Whether a frame of ours is one of those that are counted and acknowledged. */
export function updateKind(bytes: Uint8Array): UpdateKind | null {
  if (bytes[0] !== MESSAGE.sync) return null
  if (bytes[1] === SYNC.step2) return 'step2'
  return bytes[1] === SYNC.update ? 'update' : null
}

/** The reason behind a close code, when the words before it were lost. */
export function refusalOf(code: number): Refusal | null {
  if (code === NOT_READ) return 'tooLarge'
  const found = Object.entries(REFUSALS).find(([, refusal]) => refusal.code === code)
  return found && isRefusal(found[0]) ? found[0] : null
}
