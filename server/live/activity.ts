import { touchContributors } from '~server/domain/documents/documents'
import { tablesOfDocuments, unitsOfPeople } from '~server/domain/gatherings/activity'
import type { LiveEvents } from '~server/events/events'
import type { Log } from '~server/log'
import { Remembered } from './remembered'

/** Overviews hear of new text so often … */
const TELL_EVERY_MS = 1_000
/** … and when somebody wrote last is written down so often: it is a commit in the midst of those that carry letters. */
const TOUCH_EVERY_MS = 10_000
/** Where a document belongs and where people are members seldom changes; nobody sees more by it. */
const REMEMBER_MS = 60_000

interface Pair {
  documentId: string
  personId: string
}

/** Tells overviews that something was written: at most once in a while per document, never the text. */
export class Activity {
  /** By document and person. */
  readonly #untold = new Map<string, Pair>()
  readonly #untouched = new Map<string, Pair>()
  readonly #touchedAt = new Map<string, number>()
  readonly #tables = new Remembered(async documentIds => {
    const tables = await tablesOfDocuments(documentIds)
    return tables.map(table => [table.documentId, table] as const)
  }, REMEMBER_MS)
  readonly #units = new Remembered(unitsOfPeople, REMEMBER_MS)
  readonly #events: LiveEvents | null
  readonly #log: Log
  #timer: NodeJS.Timeout | null = null

  /** @param events null in a process without sockets */
  constructor(events: LiveEvents | null, log: Log) {
    this.#events = events
    this.#log = log
  }

  written(documentId: string, personIds: readonly string[]): void {
    for (const personId of personIds) {
      const key = `${documentId} ${personId}`
      const pair = this.#untold.get(key) ?? { documentId, personId }
      this.#untold.set(key, pair)
      this.#untouched.set(key, pair)
    }
    this.#soon()
  }

  /** Writes down and tells everything now. */
  async flush(): Promise<void> {
    this.#touchedAt.clear()
    await this.#look(performance.now())
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => void this.#look(performance.now()), TELL_EVERY_MS)
  }

  /** @param now performance.now(); what was written down too short a time before waits for the next look */
  async #look(now: number): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    const due = this.#takeDue(now)
    const untold = [...this.#untold.values()]
    this.#untold.clear()
    if (this.#untouched.size > 0) this.#soon()
    try {
      if (due.length > 0) await touchContributors(due)
      if (untold.length > 0) await this.#tell(untold)
    } catch (error) {
      this.#log.warn({ err: error, documents: untold.length }, 'overviews could not be told of new text')
    }
  }

  #takeDue(now: number): Pair[] {
    for (const [key, at] of this.#touchedAt) if (now - at >= TOUCH_EVERY_MS) this.#touchedAt.delete(key)
    const due: Pair[] = []
    for (const [key, pair] of this.#untouched) {
      if (this.#touchedAt.has(key)) continue
      this.#touchedAt.set(key, now)
      this.#untouched.delete(key)
      due.push(pair)
    }
    return due
  }

  async #tell(pairs: readonly Pair[]): Promise<void> {
    if (this.#events === null) return
    const now = performance.now()
    const documentIds = [...new Set(pairs.map(pair => pair.documentId))]
    for (const { gatheringId, tableId } of await this.#tables.of(documentIds, now)) {
      this.#events.tableChanged(gatheringId, tableId)
    }
    const personIds = [...new Set(pairs.map(pair => pair.personId))]
    this.#events.unitsActive([...new Set(await this.#units.of(personIds, now))])
  }
}
