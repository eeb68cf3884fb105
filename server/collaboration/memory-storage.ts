import { randomUUID } from 'node:crypto'
import type { Place, SharedLog } from './neighbours'
import type { Appended, DocumentStorage, Run, StoredDocument, StoredUpdate } from './storage'

interface Kept {
  epoch: number
  seq: number
  snapshot: StoredUpdate | null
  rows: (StoredUpdate & { run: Run | null })[]
}

/** A store in memory that passes the contract, with handles to make it slow, failing or frozen. For tests. */
export class MemoryStorage implements DocumentStorage, SharedLog {
  private readonly documents = new Map<string, Kept>()
  private failing = 0
  private thaw: (() => void) | null = null
  private frozen: Promise<void> | null = null
  /** Every append that was asked for, whatever became of it. */
  appends = 0
  delayMs = 0

  /** Makes a document that holds these updates. @returns its id */
  create(seed: readonly Uint8Array[] = []): string {
    const documentId = randomUUID()
    const rows = seed.map((bytes, at) => ({ seq: at + 1, bytes: new Uint8Array(bytes), run: null }))
    this.documents.set(documentId, { epoch: 1, seq: rows.length, snapshot: null, rows })
    return documentId
  }

  /** As restoring a backup does: the log begins anew. @returns the new epoch */
  bumpEpoch(documentId: string): number {
    const kept = this.need(documentId)
    kept.epoch++
    kept.seq = 0
    kept.snapshot = null
    kept.rows = []
    return kept.epoch
  }

  /** The next `count` calls reject. */
  fail(count: number): void {
    this.failing = count
  }

  /** Appends neither resolve nor write until `resume`. */
  freeze(): void {
    this.frozen ??= new Promise(resolve => (this.thaw = resolve))
  }

  resume(): void {
    this.thaw?.()
    this.thaw = this.frozen = null
  }

  /** The rows of the log, oldest first, folded or not. */
  log(documentId: string): readonly (StoredUpdate & { run: Run | null })[] {
    return this.need(documentId).rows
  }

  /** Breaks a row, as a bad disk does. */
  corrupt(documentId: string): void {
    const row = this.need(documentId).rows.at(-1)
    if (row) row.bytes = Uint8Array.of(255, 255, 255)
  }

  async load(documentId: string): Promise<StoredDocument | null> {
    await this.weather()
    const kept = this.documents.get(documentId)
    if (!kept) return null
    const { epoch, seq, snapshot } = kept
    const updates = kept.rows.filter(row => row.seq > (snapshot?.seq ?? 0))
    return { epoch, seq, snapshot, updates: updates.map(({ seq, bytes }) => ({ seq, bytes })) }
  }

  async append(runs: readonly Run[]): Promise<readonly Appended[]> {
    this.appends++
    await this.weather()
    await this.frozen
    return runs.map(run => {
      const kept = this.documents.get(run.documentId)
      if (kept?.epoch !== run.epoch) return null
      kept.rows.push({ seq: ++kept.seq, bytes: new Uint8Array(run.bytes), run })
      return { seq: kept.seq }
    })
  }

  async saveSnapshot(documentId: string, epoch: number, snapshot: StoredUpdate): Promise<boolean> {
    await this.weather()
    const kept = this.documents.get(documentId)
    if (kept?.epoch !== epoch || (kept.snapshot && kept.snapshot.seq >= snapshot.seq)) return false
    kept.snapshot = { seq: snapshot.seq, bytes: new Uint8Array(snapshot.bytes) }
    return true
  }

  async epochs(documentIds: readonly string[]): Promise<Map<string, number>> {
    await this.weather()
    const known = documentIds.flatMap(id => {
      const kept = this.documents.get(id)
      return kept ? [[id, kept.epoch] as const] : []
    })
    return new Map(known)
  }

  async ends(documentIds: readonly string[]): Promise<Place[]> {
    await this.weather()
    return documentIds.flatMap(documentId => {
      const kept = this.documents.get(documentId)
      return kept ? [{ documentId, epoch: kept.epoch, seq: kept.seq }] : []
    })
  }

  async rowsAfter(places: readonly Place[]): Promise<(StoredUpdate & { documentId: string })[]> {
    await this.weather()
    return places.flatMap(({ documentId, epoch, seq }) => {
      const kept = this.documents.get(documentId)
      const rows = kept?.epoch === epoch ? kept.rows.filter(row => row.seq > seq) : []
      return rows.map(row => ({ documentId, seq: row.seq, bytes: row.bytes }))
    })
  }

  private async weather(): Promise<void> {
    if (this.delayMs > 0) await new Promise(resolve => setTimeout(resolve, this.delayMs))
    if (this.failing > 0) {
      this.failing--
      throw new Error('the store is out of order')
    }
  }

  private need(documentId: string): Kept {
    const kept = this.documents.get(documentId)
    if (!kept) throw new Error('no such document')
    return kept
  }
}
