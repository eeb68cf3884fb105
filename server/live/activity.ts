import { touchContributors } from '~server/domain/documents/documents'
import { tablesOfDocuments, unitsOfPeople } from '~server/domain/gatherings/activity'
import type { LiveEvents } from '~server/events/events'
import type { Log } from '~server/log'

/** Tells overviews that something was written: at most once in a while per document, never the text. */
export class Activity {
  #writers = new Map<string, Set<string>>()
  readonly #events: LiveEvents | null
  readonly #log: Log
  #timer: NodeJS.Timeout | null = null

  /** @param events null in a process without sockets */
  constructor(events: LiveEvents | null, log: Log) {
    this.#events = events
    this.#log = log
  }

  written(documentId: string, personIds: readonly string[]): void {
    const writers = this.#writers.get(documentId) ?? new Set()
    for (const id of personIds) writers.add(id)
    this.#writers.set(documentId, writers)
    this.#timer ??= setTimeout(() => void this.flush(), 1_000)
  }

  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    const written = this.#writers
    if (written.size === 0) return
    this.#writers = new Map()
    try {
      await this.#tell(written)
    } catch (error) {
      this.#log.warn({ err: error, documents: written.size }, 'overviews could not be told of new text')
    }
  }

  /** However many documents they are: three questions. */
  async #tell(written: ReadonlyMap<string, ReadonlySet<string>>): Promise<void> {
    const pairs = [...written].flatMap(([documentId, writers]) =>
      Array.from(writers, personId => ({ documentId, personId })),
    )
    await touchContributors(pairs)
    if (this.#events === null) return
    for (const { gatheringId, tableId } of await tablesOfDocuments([...written.keys()])) {
      this.#events.tableChanged(gatheringId, tableId)
    }
    this.#events.unitsActive(await unitsOfPeople([...new Set(pairs.map(pair => pair.personId))]))
  }
}
