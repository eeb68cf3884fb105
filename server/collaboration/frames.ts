import * as encoding from 'lib0/encoding'
import { MESSAGE, REFUSALS, SYNC, WIRE_VERSION, type Refusal, type Right } from './wire'

/**
 * Whole WebSocket frames as they leave the server: final, binary, unmasked. Made once and written to many sockets, so
 * they must not be changed afterwards.
 */
export type Frame = Buffer

/** Nothing at all, as a Yjs update. */
export const EMPTY_UPDATE = Uint8Array.of(0, 0)

export function syncFrame(kind: keyof typeof SYNC, bytes: Uint8Array): Frame {
  return build([MESSAGE.sync, SYNC[kind]], bytes)
}

export function awarenessFrame(bytes: Uint8Array): Frame {
  return build([MESSAGE.awareness], bytes)
}

export function helloFrame(epoch: number, schema: number, right: Right): Frame {
  return numbers(MESSAGE.hello, WIRE_VERSION, epoch, schema, right === 'write' ? 1 : 0)
}

export function savedFrame(epoch: number, n: number): Frame {
  return numbers(MESSAGE.saved, epoch, n)
}

export function pongFrame(nonce: number): Frame {
  return numbers(MESSAGE.pong, nonce)
}

export function refusedFrame(refusal: Refusal): Frame {
  const content = encoding.encode(encoder => {
    encoding.writeVarUint(encoder, MESSAGE.refused)
    encoding.writeVarString(encoder, refusal)
  })
  return wrap(content.length, frame => frame.set(content, frame.length - content.length))
}

/** Every refusal as numbers and words, for statistics. */
export const REFUSAL_NAMES = Object.keys(REFUSALS) as readonly Refusal[]

function numbers(...values: readonly number[]): Frame {
  const content = encoding.encode(encoder => {
    for (const value of values) encoding.writeVarUint(encoder, value)
  })
  return wrap(content.length, frame => frame.set(content, frame.length - content.length))
}

/** Head bytes (each below 128), then the payload with its length before it. */
function build(head: readonly number[], payload: Uint8Array): Frame {
  const length = head.length + varUintLength(payload.length) + payload.length
  return wrap(length, (frame, start) => {
    let at = start
    for (const byte of head) frame[at++] = byte
    for (let rest = payload.length; ; rest = Math.floor(rest / 128)) {
      frame[at++] = rest > 127 ? (rest & 127) | 128 : rest
      if (rest <= 127) break
    }
    frame.set(payload, at)
  })
}

function wrap(length: number, fill: (frame: Buffer, start: number) => void): Frame {
  const start = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(start + length)
  frame[0] = 0x82
  if (start === 2) {
    frame[1] = length
  } else if (start === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  fill(frame, start)
  return frame
}

function varUintLength(value: number): number {
  let length = 1
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) length++
  return length
}
