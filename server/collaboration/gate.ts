import * as Y from 'yjs'
import type { ContentCheck } from './content-check'
import type { DocumentState } from './document-state'
import type { Limits } from './limits'
import { readUpdate, type DecodedUpdate } from './update-reader'
import { Forbidden } from './values'
import type { Refusal, Right } from './wire'

/** What is to be done with an update from a client. */
export type Verdict =
  | { kind: 'known' }
  | { kind: 'gap' }
  /** `bytes` are what is to be kept: the update without the structs that are known already. */
  | { kind: 'new'; update: DecodedUpdate; bytes: Uint8Array }
  | { kind: 'refused'; refusal: Refusal; fault: string }

/** Recently seen updates that held nothing new: what all returning clients of a storm send alike. */
const REMEMBERED = 4

/** Decides about update bytes; touches nothing but its own memory of known bytes. */
export class UpdateGate {
  private readonly known: Buffer[] = []

  constructor(
    private readonly state: DocumentState,
    private readonly checkContent: ContentCheck | null,
    private readonly stored: { readonly size: number } = { size: 0 },
    private readonly limits: Pick<Limits, 'documentBytes'> = { documentBytes: Infinity },
  ) {}

  judge(bytes: Uint8Array, right: Right): Verdict {
    if (this.known.some(seen => seen.equals(bytes))) return { kind: 'known' }
    let update: DecodedUpdate
    try {
      update = readUpdate(bytes)
    } catch (error) {
      const refusal = error instanceof Forbidden ? 'content' : 'malformed'
      return { kind: 'refused', refusal, fault: error instanceof Error ? error.message : 'unreadable' }
    }
    const novelty = this.state.compare(update)
    if (novelty === 'known') {
      this.remember(bytes)
      return { kind: 'known' }
    }
    if (right !== 'write') return { kind: 'refused', refusal: 'readOnly', fault: 'reader wrote' }
    if (novelty === 'gap') return { kind: 'gap' }
    if (this.isFullFor(update, bytes)) return { kind: 'refused', refusal: 'full', fault: 'full' }
    if (this.state.abusesAttributes(update)) {
      return { kind: 'refused', refusal: 'malformed', fault: 'abused attribute' }
    }
    const fault = this.checkContent?.(update) ?? null
    if (fault !== null) return { kind: 'refused', refusal: 'content', fault }
    return { kind: 'new', update, bytes: this.state.overlaps(update) ? this.onlyNew(bytes) : bytes }
  }

  /**
   * A full document can still be shortened: deletions alone are always taken, and who deletes a selection, which leaves an
   * empty paragraph or joins two, has a tenth more room.
   */
  private isFullFor({ sections, deletes }: DecodedUpdate, bytes: Uint8Array): boolean {
    if (sections.length === 0) return false
    const room = this.limits.documentBytes * (deletes.length > 0 ? 1.1 : 1)
    return this.stored.size + bytes.length > room
  }

  /**
   * Where a struct is known in part and that part has been collected by now, Yjs fails on the whole struct
   * (`Item.integrate` with an offset behind a GC); on the rest alone it does not.
   */
  private onlyNew(bytes: Uint8Array): Uint8Array {
    return Y.diffUpdate(bytes, this.state.stateVector())
  }

  /** Known stays known within an epoch, so the bytes need not be read again. */
  private remember(bytes: Uint8Array): void {
    if (bytes.length < 64) return
    this.known.unshift(Buffer.from(bytes))
    this.known.length = Math.min(this.known.length, REMEMBERED)
  }
}
