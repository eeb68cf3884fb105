import { touchContributors } from '~server/domain/documents/documents'
import { tableOfDocument, unitsOfPeople } from '~server/domain/gatherings/activity'
import type { LiveEvents } from '~server/events/events'
import type { Log } from '~server/log'

/** Tells overviews that something was written: at most once in a while per document, never the text. */
export class Activity {
  readonly #writers = new Map<string, Set<string>>()
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
    const written = [...this.#writers]
    this.#writers.clear()
    for (const [documentId, writers] of written) {
      try {
        await this.#tell(documentId, [...writers])
      } catch (error) {
        this.#log.warn({ err: error, documentId }, 'overviews could not be told of new text')
      }
    }
  }

  async #tell(documentId: string, writers: string[]): Promise<void> {
    await touchContributors(documentId, writers)
    if (this.#events === null) return
    const table = await tableOfDocument(documentId)
    if (table !== null) this.#events.tableChanged(table.gatheringId, table.tableId)
    this.#events.unitsActive(await unitsOfPeople(writers))
  }
}
