import * as encoding from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { seeded } from '../../tests/support/random'
import { writtenTogether } from '../../tests/support/random-edits'
import { MAX_CLOCK, readUpdate } from './update-reader'
import { Corrupt, Forbidden } from './values'

/** What Yjs reads out of an update, in the shape of ours. */
function asYjsReads(bytes: Uint8Array): unknown {
  const { structs, ds } = Y.decodeUpdate(bytes)
  const deletes = [...ds.clients].flatMap(([client, items]) =>
    items.map(({ clock, len }) => ({ client, start: clock, end: clock + len })),
  )
  return { structs: structs.map(struct => [struct.id.client, struct.id.clock, struct.length]), deletes }
}

function asWeRead(bytes: Uint8Array): unknown {
  const { sections, deletes } = readUpdate(bytes)
  const structs = sections.flatMap(section => section.structs)
  return { structs: structs.map(({ client, clock, length }) => [client, clock, length]), deletes }
}

describe('R24: reads what Yjs reads', () => {
  test.each([1, 2, 3, 4, 5])('in every update of writers together (seed %i)', seed => {
    const updates = writtenTogether(seeded(seed), 200)
    const doc = new Y.Doc()
    for (const update of updates) {
      Y.applyUpdate(doc, update)
      expect(asWeRead(update)).toEqual(asYjsReads(update))
    }
    const whole = Y.encodeStateAsUpdate(doc)
    expect(asWeRead(whole)).toEqual(asYjsReads(whole))
    const merged = Y.mergeUpdates(updates.slice(0, 50))
    expect(asWeRead(merged)).toEqual(asYjsReads(merged))
    const withSkips = Y.mergeUpdates([updates[0], updates.at(-1)].filter(update => update !== undefined))
    expect(asWeRead(withSkips)).toEqual(asYjsReads(withSkips))
  })

  test('cut off anywhere, an update is refused', () => {
    const whole = Y.mergeUpdates(writtenTogether(seeded(9), 40))
    for (let length = 0; length < whole.length; length++) {
      expect(() => readUpdate(whole.subarray(0, length))).toThrow()
    }
  })

  test('with a byte behind its end, an update is refused', () => {
    const [update = new Uint8Array()] = writtenTogether(seeded(9), 1)
    expect(() => readUpdate(Uint8Array.of(...update, 0))).toThrow(Corrupt)
  })
})

/** A struct section: how many, client, clock, then the structs. */
function update(...sections: { client: number; clock?: number; structs: Write[] }[]): Uint8Array {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, sections.length)
    for (const { client, clock = 0, structs } of sections) {
      encoding.writeVarUint(encoder, structs.length)
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock)
      for (const write of structs) write(encoder)
    }
    encoding.writeVarUint(encoder, 0)
  })
}
type Write = (encoder: encoding.Encoder) => void

const bytes =
  (...numbers: number[]): Write =>
  encoder =>
    encoding.writeUint8Array(encoder, Uint8Array.from(numbers))
const gc =
  (length: number): Write =>
  encoder => {
    encoding.writeUint8(encoder, 0)
    encoding.writeVarUint(encoder, length)
  }
/** An item in the root `default` with this content. */
const item =
  (ref: number, content: Write, key: string | null = null): Write =>
  encoder => {
    encoding.writeUint8(encoder, ref | (key === null ? 0 : 0x20))
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarString(encoder, 'default')
    if (key !== null) encoding.writeVarString(encoder, key)
    content(encoder)
  }
const any =
  (value: unknown): Write =>
  encoder => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeAny(encoder, value as encoding.AnyEncodable)
  }
const nested = (depth: number): unknown => (depth === 0 ? 'x' : [nested(depth - 1)])

describe('R24: what Yjs would swallow', () => {
  const cases: [string, Uint8Array][] = [
    ['a client twice', update({ client: 5, structs: [gc(1)] }, { client: 5, clock: 1, structs: [gc(1)] })],
    ['clients in rising order', update({ client: 5, structs: [gc(1)] }, { client: 6, structs: [gc(1)] })],
    ['an empty GC', update({ client: 5, structs: [gc(0)] })],
    ['an empty text', update({ client: 5, structs: [item(4, bytes(0))] })],
    ['an empty list of values', update({ client: 5, structs: [item(8, bytes(0))] })],
    ['a clock out of range', update({ client: 5, clock: MAX_CLOCK, structs: [gc(1)] })],
    ['a length out of range', update({ client: 5, structs: [gc(Number.MAX_SAFE_INTEGER)] })],
    ['a client id out of range', Uint8Array.of(1, 1, ...Array<number>(9).fill(255), 1, 0, 0, 1, 0)],
    ['a number without end', Uint8Array.from({ length: 500 }, () => 128)],
    ['a giant count of structs', Uint8Array.of(1, 255, 255, 255, 255, 15, 1, 0)],
    ['a giant text', update({ client: 5, structs: [item(4, bytes(255, 255, 255, 255, 15))] })],
    ['a text that is not UTF-8', update({ client: 5, structs: [item(4, bytes(2, 0xc3, 0x28))] })],
    ['an unknown content', update({ client: 5, structs: [item(11, bytes(1))] })],
    ['GC with odd flags', update({ client: 5, structs: [bytes(0x80, 1, 0, 1)] })],
    ['Skip with odd flags', update({ client: 5, structs: [bytes(0x8a, 1, 0, 1)] })],
    ['an unknown type', update({ client: 5, structs: [item(7, bytes(9))] })],
    ['a format that is not JSON', update({ client: 5, structs: [item(6, bytes(1, 98, 1, 123))] })],
    ['an empty deletion', Uint8Array.of(0, 1, 5, 1, 0, 0)],
    ['deletions out of order', Uint8Array.of(0, 1, 5, 2, 4, 1, 0, 1)],
    ['a deletion out of range', Uint8Array.of(0, 1, 5, 1, 0, 255, 255, 255, 255, 255, 1)],
  ]
  test.each(cases)('%s is corrupt', (_, corrupt) => {
    expect(() => readUpdate(corrupt)).toThrow()
    expect(() => readUpdate(corrupt)).not.toThrow(Forbidden)
  })
})

describe('R25: content that has no place in a document', () => {
  const own = JSON.parse('{"__proto__": 1}') as unknown
  const cases: [string, Uint8Array][] = [
    ['JSON', update({ client: 5, structs: [item(2, bytes(1, 1, 49))] })],
    ['binary', update({ client: 5, structs: [item(3, bytes(1, 49))] })],
    ['an embed', update({ client: 5, structs: [item(5, bytes(1, 49))] })],
    ['a sub-document', update({ client: 5, structs: [item(9, bytes(1, 49, 118, 0))] })],
    ['a binary value', update({ client: 5, structs: [item(8, any(Uint8Array.of(1)))] })],
    ['a value nested too deeply', update({ client: 5, structs: [item(8, any(nested(40)))] })],
    ['__proto__ in a value', update({ client: 5, structs: [item(8, any(own))] })],
    ['__proto__ as attribute', update({ client: 5, structs: [item(8, any('x'), '__proto__')] })],
    ['constructor as attribute', update({ client: 5, structs: [item(8, any('x'), 'constructor')] })],
  ]
  test.each(cases)('%s', (_, forbidden) => {
    expect(() => readUpdate(forbidden)).toThrow(Forbidden)
  })

  test('text, types, formats and values are read', () => {
    const fine = update({ client: 5, structs: [item(8, any(nested(3)), 'textAlign')] })
    expect(readUpdate(fine).sections[0]?.structs[0]?.content).toEqual({ kind: 'any', values: [[[['x']]]] })
  })
})
