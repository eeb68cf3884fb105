import * as decoding from 'lib0/decoding'
import { Corrupt, Forbidden, parseJson, readByte, readUint, readValue, safeKey } from './values'

/**
 * Reads a Yjs update (format v1) without building a document: with the primitives Yjs itself reads with, in the same
 * order, but refusing what Yjs would swallow (trailing bytes, empty structs, a client twice, wrong order).
 * `update-reader.test.ts` compares it with `Y.decodeUpdate`.
 */

export interface Id {
  client: number
  clock: number
}

export type TypeName = 'array' | 'map' | 'text' | 'xmlElement' | 'xmlFragment' | 'xmlHook' | 'xmlText'

export type Content =
  | { kind: 'gc' | 'skip' | 'deleted' | 'string' }
  | { kind: 'format'; key: string; value: unknown }
  | { kind: 'type'; type: TypeName; name: string | null }
  | { kind: 'any'; values: readonly unknown[] }

export interface Struct {
  client: number
  clock: number
  length: number
  origin: Id | null
  rightOrigin: Id | null
  /** Name of a root type, id of the struct that holds the parent, or null when the neighbours tell. */
  parent: Id | string | null
  /** Value of an attribute: Yjs says so even where it leaves out the key. */
  keyed: boolean
  /** Key below the parent; only written by Yjs when there is no neighbour. */
  parentSub: string | null
  content: Content
}

export interface Section {
  client: number
  structs: Struct[]
}

export interface DeletedRange {
  client: number
  start: number
  /** Exclusive. */
  end: number
}

export interface DecodedUpdate {
  /** One per client, highest id first. */
  sections: Section[]
  deletes: DeletedRange[]
}

/** Clocks beyond this are no typing of anybody; it also keeps within what other implementations can count. */
export const MAX_CLOCK = 2 ** 31 - 1

const GC: Content = { kind: 'gc' }
const SKIP: Content = { kind: 'skip' }
const DELETED: Content = { kind: 'deleted' }
const STRING: Content = { kind: 'string' }
const TYPES: readonly TypeName[] = ['array', 'map', 'text', 'xmlElement', 'xmlFragment', 'xmlHook', 'xmlText']

/** @throws Corrupt for bytes no Yjs client writes, Forbidden for content that has no place in a document. */
export function readUpdate(bytes: Uint8Array): DecodedUpdate {
  const decoder = decoding.createDecoder(bytes)
  const sections: Section[] = []
  let previous = Infinity
  for (let left = readUint(decoder); left > 0; left--) {
    const section = readSection(decoder)
    // Yjs writes the highest client first; in another order Y.mergeUpdates drops structs, and of a client that comes
    // twice Y.applyUpdate takes only the second part.
    if (section.client >= previous) throw new Corrupt('clients out of order')
    previous = section.client
    sections.push(section)
  }
  const deletes = readDeletes(decoder)
  if (decoder.pos !== bytes.length) throw new Corrupt('bytes behind the end')
  return { sections, deletes }
}

function readSection(decoder: decoding.Decoder): Section {
  let left = readUint(decoder)
  const client = readUint(decoder)
  let clock = readUint(decoder)
  const structs: Struct[] = []
  for (; left > 0; left--) {
    const struct = readStruct(decoder, client, clock)
    if (!(struct.length > 0)) throw new Corrupt('empty struct')
    clock += struct.length
    if (clock > MAX_CLOCK) throw new Corrupt('clock out of range')
    structs.push(struct)
  }
  return { client, structs }
}

function readStruct(decoder: decoding.Decoder, client: number, clock: number): Struct {
  const info = readByte(decoder)
  const struct: Struct = {
    client,
    clock,
    length: 0,
    origin: null,
    rightOrigin: null,
    parent: null,
    keyed: (info & 0x20) !== 0,
    parentSub: null,
    content: GC,
  }
  if (info === 0 || info === 10) {
    struct.length = readUint(decoder)
    struct.content = info === 0 ? GC : SKIP
    return struct
  }
  if (info & 0x80) struct.origin = readId(decoder)
  if (info & 0x40) struct.rightOrigin = readId(decoder)
  if (!(info & 0xc0)) {
    struct.parent = readParent(decoder)
    if (info & 0x20) struct.parentSub = safeKey(decoding.readVarString(decoder))
  }
  readContent(decoder, info & 0x1f, struct)
  return struct
}

function readId(decoder: decoding.Decoder): Id {
  return { client: readUint(decoder), clock: readUint(decoder) }
}

function readParent(decoder: decoding.Decoder): Id | string {
  const isRoot = readUint(decoder)
  if (isRoot > 1) throw new Corrupt('unknown parent')
  return isRoot ? safeKey(decoding.readVarString(decoder)) : readId(decoder)
}

function readContent(decoder: decoding.Decoder, ref: number, struct: Struct): void {
  switch (ref) {
    case 1:
      struct.length = readUint(decoder)
      struct.content = DELETED
      return
    case 4:
      struct.length = textLength(decoder)
      struct.content = STRING
      return
    case 6: {
      const key = safeKey(decoding.readVarString(decoder))
      struct.length = 1
      struct.content = { kind: 'format', key, value: parseJson(decoding.readVarString(decoder)) }
      return
    }
    case 7:
      struct.length = 1
      struct.content = readType(decoder)
      return
    case 8: {
      const values: unknown[] = []
      for (let left = readUint(decoder); left > 0; left--) values.push(readValue(decoder))
      struct.length = values.length
      struct.content = { kind: 'any', values }
      return
    }
    case 2:
    case 3:
    case 5:
    case 9:
      throw new Forbidden('JSON, binary, embedded or sub-document content')
    default:
      throw new Corrupt('unknown content')
  }
}

/** Length of a text in UTF-16 units, as Yjs counts; what it says is nobody's business here. */
function textLength(decoder: decoding.Decoder): number {
  const from = decoder.pos
  const bytes = decoding.readVarUint8Array(decoder)
  for (const byte of bytes) {
    if (byte < 128) continue
    decoder.pos = from
    return decoding.readVarString(decoder).length
  }
  return bytes.length
}

function readType(decoder: decoding.Decoder): Content {
  const type = TYPES[readUint(decoder)]
  if (type === undefined) throw new Corrupt('unknown type')
  const named = type === 'xmlElement' || type === 'xmlHook'
  return { kind: 'type', type, name: named ? decoding.readVarString(decoder) : null }
}

function readDeletes(decoder: decoding.Decoder): DeletedRange[] {
  const ranges: DeletedRange[] = []
  for (let clients = readUint(decoder); clients > 0; clients--) {
    const client = readUint(decoder)
    let previous = 0
    for (let left = readUint(decoder); left > 0; left--) {
      const start = readUint(decoder)
      const end = start + readUint(decoder)
      // Yjs sorts them; out of order they are dear to merge.
      if (start < previous) throw new Corrupt('deletions out of order')
      previous = end
      if (end > MAX_CLOCK) throw new Corrupt('clock out of range')
      // Yjs looks for the struct at the start of an empty range, which need not exist.
      if (end === start) throw new Corrupt('empty deletion')
      ranges.push({ client, start, end })
    }
  }
  return ranges
}
