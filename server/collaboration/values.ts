import * as decoding from 'lib0/decoding'

/** Bytes that no Yjs client writes. The frame they came in is refused and nothing of it is kept. */
export class Corrupt extends Error {}

/** Well-formed bytes with content that has no place in our documents. */
export class Forbidden extends Error {}

const MAX_DEPTH = 16
const DANGEROUS = new Set(['__proto__', 'constructor', 'prototype'])

/** A whole number as Yjs counts: exact, and small enough for every other implementation (2^53 for ids). */
export function readUint(decoder: decoding.Decoder): number {
  const value = decoding.readVarUint(decoder)
  if (!Number.isSafeInteger(value)) throw new Corrupt('number out of range')
  return value
}

/** A text key of anything that ends up as a property of an object in somebody's code. */
export function safeKey(key: string): string {
  if (DANGEROUS.has(key)) throw new Forbidden('dangerous key')
  return key
}

/** One byte; lib0's own reader answers `undefined` behind the end. */
export function readByte(decoder: decoding.Decoder): number {
  const byte = decoder.arr[decoder.pos++]
  if (byte === undefined) throw new Corrupt('unexpected end')
  return byte
}

/**
 * lib0's `readAny`, but with a bound on the nesting (a browser's stack is smaller than ours) and without keys that
 * reach a prototype.
 */
export function readValue(decoder: decoding.Decoder, depth = 0): unknown {
  if (depth > MAX_DEPTH) throw new Forbidden('nested too deeply')
  switch (readByte(decoder)) {
    case 127:
      return undefined
    case 126:
      return null
    case 125:
      return decoding.readVarInt(decoder)
    case 124:
      return decoding.readFloat32(decoder)
    case 123:
      return decoding.readFloat64(decoder)
    case 122:
      return decoding.readBigInt64(decoder)
    case 121:
      return false
    case 120:
      return true
    case 119:
      return decoding.readVarString(decoder)
    case 118:
      return readObject(decoder, depth)
    case 117:
      return readArray(decoder, depth)
    default:
      throw new Forbidden('binary or unknown value')
  }
}

function readObject(decoder: decoding.Decoder, depth: number): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (let left = readUint(decoder); left > 0; left--) {
    const key = safeKey(decoding.readVarString(decoder))
    object[key] = readValue(decoder, depth + 1)
  }
  return object
}

function readArray(decoder: decoding.Decoder, depth: number): unknown[] {
  const values: unknown[] = []
  for (let left = readUint(decoder); left > 0; left--) values.push(readValue(decoder, depth + 1))
  return values
}

/** Parses JSON from a client under the same bounds. @throws Corrupt or Forbidden */
export function parseJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Corrupt('not JSON')
  }
  checkValue(value, 0)
  return value
}

function checkValue(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return
  if (depth > MAX_DEPTH) throw new Forbidden('nested too deeply')
  for (const [key, inner] of Object.entries(value)) {
    safeKey(key)
    checkValue(inner, depth + 1)
  }
}
