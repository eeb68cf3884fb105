import * as encoding from 'lib0/encoding'
import { Ranges } from './ranges'
import { integrates } from './integration'
import type { DecodedUpdate, Id, Section, Struct } from './update-reader'

/** What an update is to a document: nothing new, takeable at once, or with something missing before it. */
export type Novelty = 'known' | 'new' | 'gap'

/** The little that a room remembers of its document: how far each client has written, and what is deleted. */
export class DocumentState {
  private readonly clocks = new Map<number, number>()
  readonly deletes = new Ranges()
  /** Structs that are values of attributes. */
  private readonly keyed = new Ranges()
  private encoded: Uint8Array | null = null

  clockOf(client: number): number {
    return this.clocks.get(client) ?? 0
  }

  compare(update: DecodedUpdate): Novelty {
    if (!integrates(update, client => this.clockOf(client))) return 'gap'
    const known =
      update.sections.every(section => endOf(section) <= this.clockOf(section.client)) &&
      update.deletes.every(range => this.deletes.has(range.client, range.start, range.end))
    return known ? 'known' : 'new'
  }

  /**
   * Whether an update treats attributes as no Yjs client does: a live value of several pieces, or something beside a
   * value that does not call itself one. Were such a value split later, deleting its element would make `Item.gc` fail
   * in every client.
   */
  abusesAttributes(update: DecodedUpdate): boolean {
    const own = new Ranges()
    const items: Struct[] = []
    for (const { structs } of update.sections) {
      for (const struct of structs) {
        if (struct.content.kind === 'gc' || struct.content.kind === 'skip') continue
        items.push(struct)
        if (struct.keyed) own.add(struct.client, struct.clock, struct.clock + struct.length)
      }
    }
    if (own.empty && this.keyed.empty) return false
    const isValue = (id: Id | null): boolean =>
      id !== null && [this.keyed, own].some(ranges => ranges.has(id.client, id.clock, id.clock + 1))
    const deleted = new Ranges()
    for (const { client, start, end } of update.deletes) deleted.add(client, start, end)
    const isLive = ({ client, clock, length, content }: Struct): boolean =>
      content.kind !== 'deleted' && !deleted.has(client, clock, clock + length)
    return items.some(item =>
      item.keyed ? item.length > 1 && isLive(item) : isValue(item.origin) || isValue(item.rightOrigin),
    )
  }

  /** Whether an update brings structs that are known already, wholly or in part. */
  overlaps(update: DecodedUpdate): boolean {
    return update.sections.some(({ client, structs: [first] }) => first && first.clock < this.clockOf(client))
  }

  /** Counts an update in. Structs behind a gap are not counted, so that clients are asked for what is missing. */
  take(update: DecodedUpdate): void {
    for (const section of update.sections) this.takeSection(section)
    for (const { client, start, end } of update.deletes) this.deletes.add(client, start, end)
    this.encoded = null
  }

  private takeSection({ client, structs }: Section): void {
    let reached = this.clockOf(client)
    for (const { clock, length, content, keyed } of structs) {
      if (clock > reached) break
      if (content.kind === 'skip' || clock + length <= reached) continue
      if (keyed) this.keyed.add(client, clock, clock + length)
      if (content.kind === 'gc' || content.kind === 'deleted') {
        this.deletes.add(client, reached, clock + length)
      }
      reached = clock + length
    }
    if (reached > 0) this.clocks.set(client, reached)
  }

  /** As Yjs encodes it. Shared: must not be changed. */
  stateVector(): Uint8Array {
    this.encoded ??= encoding.encode(encoder => {
      encoding.writeVarUint(encoder, this.clocks.size)
      for (const [client, clock] of this.clocks) {
        encoding.writeVarUint(encoder, client)
        encoding.writeVarUint(encoder, clock)
      }
    })
    return this.encoded
  }

  /** Clocks at this moment, to compare a fold with. */
  copyClocks(): Map<number, number> {
    return new Map(this.clocks)
  }
}

function endOf(section: Section): number {
  const last = section.structs.findLast(struct => struct.content.kind !== 'skip')
  return last ? last.clock + last.length : 0
}
