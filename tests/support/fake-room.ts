import { randomUUID } from 'node:crypto'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import type { Frame } from '~server/collaboration/frames'
import { defaultLimits, type Limits } from '~server/collaboration/limits'
import { Room } from '~server/collaboration/room'
import type { Member, Seat } from '~server/collaboration/seat'
import type { Refusal, Right } from '~server/collaboration/wire'
import type { Actor } from '~server/domain/shared/actor'
import { typeInto } from './live-client'

/** A connection without a socket: keeps what it is told. */
export class FakeMember implements Member {
  readonly id = randomUUID()
  readonly actor: Actor
  readonly messages: Uint8Array[] = []
  readonly writes: Frame[] = []
  savedUpTo = 0
  refused: Refusal | null = null
  held = false
  slow = false

  constructor(
    name: string,
    readonly right: Right = 'write',
    personId: string = randomUUID(),
  ) {
    this.actor = { personId, sessionId: name, kind: 'account', name, locale: null, grants: [] }
  }

  write(frames: Frame): void {
    this.writes.push(frames)
    this.messages.push(...split(frames))
  }

  congested(): boolean {
    return this.slow
  }

  saved(_: number, n: number): void {
    this.savedUpTo = n
  }

  refuse(refusal: Refusal): void {
    this.refused ??= refusal
  }

  hold(held: boolean): void {
    this.held = held
  }

  /** Payloads of the updates that came. */
  get updates(): Uint8Array[] {
    return this.messages
      .filter(([type, kind]) => type === 0 && kind === 2)
      .map(message => payload(message, 2))
  }

  get awareness(): Uint8Array[] {
    return this.messages.filter(([type]) => type === 1).map(message => payload(message, 1))
  }
}

function split(frames: Frame): Uint8Array[] {
  const messages: Uint8Array[] = []
  for (let at = 0; at < frames.length;) {
    const short = (frames[at + 1] ?? 0) & 127
    const head = short < 126 ? 2 : short === 126 ? 4 : 10
    const length =
      short < 126
        ? short
        : short === 126
          ? frames.readUInt16BE(at + 2)
          : Number(frames.readBigUInt64BE(at + 2))
    messages.push(new Uint8Array(frames.subarray(at + head, at + head + length)))
    at += head + length
  }
  return messages
}

function payload(message: Uint8Array, from: number): Uint8Array {
  return decoding.readVarUint8Array(decoding.createDecoder(message.subarray(from)))
}

/** State vector of somebody who has nothing. */
export const EMPTY_VECTOR = Uint8Array.of(0)
/** A room without sockets and store; what is queued is committed by hand. */
export class FakeRoom {
  readonly room: Room
  /** How often the committer was called. */
  woken = 0
  private seq = 0

  constructor(limits: Partial<Limits> = {}) {
    const stored = { epoch: 1, seq: 0, snapshot: null, updates: [] }
    this.room = new Room(randomUUID(), stored, {
      limits: { ...defaultLimits, restMicrosPerSocket: 0, restMicrosPerSocketTogether: 0, ...limits },
      checkContent: null,
      meter: null,
      tellOthers: null,
      opened: () => undefined,
      wake: () => {
        this.woken++
      },
      committed: () => undefined,
      outlived: lost => lost.end('epoch'),
      unreadable: () => undefined,
      refused: () => undefined,
    })
  }

  /** Commits what is queued, as the committer does. */
  commit(): void {
    this.room.settle(this.room.take().map(() => ({ seq: ++this.seq })))
  }

  /** Somebody who has joined with nothing, and forgets what was said so far. */
  join(name: string, right: Right = 'write', personId?: string): { member: FakeMember; seat: Seat } {
    const member = new FakeMember(name, right, personId)
    const seat = this.room.enter(member)
    this.room.join(seat, EMPTY_VECTOR)
    member.messages.length = member.writes.length = 0
    return { member, seat }
  }
}

/** Somebody's editor: gives the update of each thing typed. */
export function writer(): (text: string) => Uint8Array {
  const doc = new Y.Doc()
  let last: Uint8Array = new Uint8Array()
  doc.on('update', (update: Uint8Array) => (last = update))
  return text => {
    typeInto(doc, text)
    return last
  }
}
