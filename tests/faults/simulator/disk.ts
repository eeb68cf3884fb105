import type { MemoryStorage } from '~server/collaboration/memory-storage'
import type {
  Appended,
  DocumentStorage,
  Run,
  StoredDocument,
  StoredUpdate,
} from '~server/collaboration/storage'

/** How the database behaves at the moment. */
export interface Weather {
  /** Milliseconds until a transaction is written, and again until its answer is there. */
  delay(): number
  /** What goes wrong with the next transaction: it is not written, or it is and the answer is lost. */
  fault(): 'before' | 'after' | null
}

/** The database as one process of the server sees it. What is written stays when the process is gone. */
export class Disk implements DocumentStorage {
  private dead = false

  constructor(
    private readonly memory: MemoryStorage,
    private readonly weather: Weather,
  ) {}

  /** The process is gone: what it asks for now is not done, and what it is told does not matter. */
  kill(): void {
    this.dead = true
  }

  private isDead(): boolean {
    return this.dead
  }

  load(documentId: string): Promise<StoredDocument | null> {
    return this.transaction(() => this.memory.load(documentId), null)
  }

  append(runs: readonly Run[]): Promise<readonly Appended[]> {
    // A room that is told that its epoch is gone comes to rest.
    const nothing = runs.map(() => null)
    return this.transaction(() => this.memory.append(runs), nothing)
  }

  saveSnapshot(documentId: string, epoch: number, snapshot: StoredUpdate): Promise<boolean> {
    return this.transaction(() => this.memory.saveSnapshot(documentId, epoch, snapshot), false)
  }

  epochs(documentIds: readonly string[]): Promise<Map<string, number>> {
    return this.transaction(() => this.memory.epochs(documentIds), new Map<string, number>())
  }

  private async transaction<T>(work: () => Promise<T>, afterDeath: T): Promise<T> {
    const fault = this.weather.fault()
    await pause(this.weather.delay())
    if (this.isDead()) return afterDeath
    if (fault === 'before') throw new Error('the database is away')
    const answer = await work()
    await pause(this.weather.delay())
    if (this.isDead()) return afterDeath
    if (fault === 'after') throw new Error('the connection was lost while it was committed')
    return answer
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}
