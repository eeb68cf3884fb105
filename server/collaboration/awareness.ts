import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Seat } from './seat'
import { Corrupt, parseJson, readUint } from './values'

/** One client id's news, as it came. */
export interface Spoken {
  client: number
  clock: number
  json: string
}

/** Somebody who is there through another node. */
export interface Elsewhere {
  node: string
  personId: string
}
type Speaker = Seat | Elsewhere

/** What is told to the other nodes of somebody here; `json` is null when gone, else with the server's stamp. */
export interface Told {
  client: number
  clock: number
  personId: string
  json: string | null
}

interface Presence {
  seat: Speaker
  clock: number
  /** With the server's stamp; 'null' when gone. */
  json: string
  /** As it goes out; made when it first does, and the same for all newcomers. */
  encoded?: Uint8Array
}

/** A standard client speaks for one id at a time; Yjs may change it when it meets its own. */
const IDS_PER_SEAT = 3
const REMEMBERED_GONE = 1_000

/** Takes an awareness message apart. @throws Corrupt */
export function readAwareness(bytes: Uint8Array): Spoken[] {
  const decoder = decoding.createDecoder(bytes)
  const spoken: Spoken[] = []
  for (let left = readUint(decoder); left > 0; left--) {
    const client = readUint(decoder)
    const clock = readUint(decoder)
    spoken.push({ client, clock, json: decoding.readVarString(decoder) })
  }
  if (decoder.pos !== bytes.length) throw new Corrupt('bytes behind the end')
  return spoken
}

/**
 * Who is in a room and where their cursors are. Names come from the server: whatever a client says of its user is
 * overwritten. Nothing of this is stored.
 */
export class AwarenessStates {
  private readonly present = new Map<number, Presence>()
  /** Ids that left, with their last clock: an echo of an old state must not bring them back. */
  private readonly gone = new Map<number, { clock: number; personId: string }>()
  private readonly changed = new Map<number, Presence>()
  private readonly renewed = new Set<number>()

  /** Whether this connection may speak for the id. The standard client echoes everybody's states: not an offence. */
  owns(seat: Seat, { client, clock }: Spoken): boolean {
    const present = this.present.get(client)
    if (present) {
      // The same person again, before the old connection is known to be dead; an echo never has a later clock.
      return present.seat === seat || (samePerson(present.seat, seat) && clock > present.clock)
    }
    const gone = this.gone.get(client)
    if (gone) return gone.personId === personOf(seat) && clock > gone.clock
    return this.idsOf(seat).length < IDS_PER_SEAT
  }

  /** Takes up a state of an id the connection owns. @throws Corrupt or Forbidden when it is no proper state. */
  hear(seat: Seat, { client, clock, json }: Spoken): void {
    const before = this.present.get(client)
    if (json === 'null') {
      if (before) this.remove(client, before, Math.max(clock, before.clock))
      return
    }
    const state = parseJson(json)
    if (typeof state !== 'object' || state === null || Array.isArray(state)) throw new Corrupt('no state')
    if (before && clock < before.clock) return
    const { personId, name } = seat.member.actor
    const stamped = JSON.stringify({ ...state, user: { id: personId, name } })
    this.set(client, { seat, clock, json: stamped })
  }

  /**
   * Takes up what another node says of somebody there: it has checked and bound it to the person.
   * @param stamped null when gone
   */
  hearElsewhere(speaker: Elsewhere, { client, clock }: Omit<Spoken, 'json'>, stamped: string | null): void {
    const before = this.present.get(client)
    if (stamped === null) {
      if (before && isOf(before.seat, speaker.node))
        this.remove(client, before, Math.max(clock, before.clock))
      return
    }
    const rival = before && !isOf(before.seat, speaker.node) ? before : null
    // The same person may have moved over; what is older than what is here says that they moved the other way.
    if (rival && (personOf(rival.seat) !== speaker.personId || clock <= rival.clock)) return
    if (before && clock < before.clock) return
    const gone = this.gone.get(client)
    if (gone && (gone.personId !== speaker.personId || clock < gone.clock)) return
    this.set(client, { seat: speaker, clock, json: stamped })
  }

  /** Of those who were there through that node these alone are left. */
  keepElsewhere(node: string, clients: ReadonlySet<number>): void {
    for (const [client, presence] of this.present) {
      if (isOf(presence.seat, node) && !clients.has(client)) this.remove(client, presence, presence.clock)
    }
  }

  private set(client: number, presence: Presence): void {
    const before = this.present.get(client)
    this.present.set(client, presence)
    this.gone.delete(client)
    if (before?.json === presence.json && !this.changed.has(client)) this.renewed.add(client)
    else this.changed.set(client, presence)
  }

  leave(seat: Seat): void {
    for (const [client, presence] of this.present) {
      if (presence.seat === seat) this.remove(client, presence, presence.clock)
    }
  }

  private remove(client: number, presence: Presence, clock: number): void {
    this.present.delete(client)
    this.renewed.delete(client)
    this.changed.set(client, { seat: presence.seat, clock, json: 'null' })
    this.gone.set(client, { clock, personId: personOf(presence.seat) })
    if (this.gone.size > REMEMBERED_GONE) {
      const [oldest] = this.gone.keys()
      if (oldest !== undefined) this.gone.delete(oldest)
    }
  }

  get hasNews(): boolean {
    return this.changed.size > 0
  }

  get hasRenewals(): boolean {
    return this.renewed.size > 0
  }

  /** Unchanged states that were said again count as news now. */
  renew(): void {
    for (const client of this.renewed) {
      const presence = this.present.get(client)
      if (presence && !this.changed.has(client)) this.changed.set(client, presence)
    }
    this.renewed.clear()
  }

  /** What has changed since the last time, as an awareness update; null for nothing. */
  takeNews(): Uint8Array | null {
    if (this.changed.size === 0) return null
    const update = encode(this.changed)
    for (const client of this.changed.keys()) this.renewed.delete(client)
    this.changed.clear()
    return update
  }

  /** What has changed since then of those who are here, and not elsewhere. */
  ownNews(): Told[] {
    return told(this.changed)
  }

  /** All states of those who are here. */
  own(): Told[] {
    return told(this.present)
  }

  /** Everybody's state; null when nobody has one. */
  everybody(): Uint8Array | null {
    return this.present.size === 0 ? null : encode(this.present)
  }

  private idsOf(seat: Seat): number[] {
    return [...this.present].filter(([, presence]) => presence.seat === seat).map(([client]) => client)
  }
}

function samePerson(a: Speaker, b: Speaker): boolean {
  return personOf(a) === personOf(b)
}

function personOf(speaker: Speaker): string {
  return 'node' in speaker ? speaker.personId : speaker.member.actor.personId
}

function isOf(speaker: Speaker, node: string): boolean {
  return 'node' in speaker && speaker.node === node
}

function told(states: ReadonlyMap<number, Presence>): Told[] {
  return [...states].flatMap(([client, { seat, clock, json }]) =>
    'node' in seat ? [] : [{ client, clock, personId: personOf(seat), json: json === 'null' ? null : json }],
  )
}

function encode(states: ReadonlyMap<number, Presence>): Uint8Array {
  const parts: Uint8Array[] = [encoding.encode(encoder => encoding.writeVarUint(encoder, states.size))]
  for (const [client, presence] of states) {
    parts.push((presence.encoded ??= encodeOne(client, presence)))
  }
  return Buffer.concat(parts)
}

function encodeOne(client: number, { clock, json }: Presence): Uint8Array {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, json)
  })
}
