import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

/**
 * What this device keeps per person and document: (a) the last acknowledged state, (b) updates the server has not
 * acknowledged. Rows of (b) belong to the tab that wrote them, but any tab of the same person may send them, and whoever
 * gets one acknowledged lets it go.
 */

export interface StoredState {
  person: string
  document: string
  epoch: number
  state: Uint8Array
  usedAt: number
}

export interface UnsentRow {
  person: string
  document: string
  tab: string
  /** Numbers of the first and last local update of that tab in this row. */
  seq: number
  upTo: number
  epoch: number
  bytes: Uint8Array
  at: number
}
export type UnsentKey = [person: string, document: string, tab: string, seq: number]

export interface KnownPerson {
  id: string
  name: string
  usedAt: number
}

interface Schema extends DBSchema {
  documents: { key: [string, string]; value: StoredState }
  unsent: { key: UnsentKey; value: UnsentRow }
  people: { key: string; value: KnownPerson }
}

export const UNUSED_AFTER = 14 * 24 * 60 * 60 * 1000
const NAME = 'pulje-live'

/** Everything whose key begins so. Arrays sort after strings and numbers. */
const under = (...start: string[]) => IDBKeyRange.bound(start, [...start, []])

export class LocalStore {
  readonly #db: IDBPDatabase<Schema>

  constructor(db: IDBPDatabase<Schema>) {
    this.#db = db
  }

  async read(
    person: string,
    document: string,
  ): Promise<{ acknowledged: StoredState | null; unsent: UnsentRow[] }> {
    const transaction = this.#db.transaction(['documents', 'unsent'])
    const [acknowledged, unsent] = await Promise.all([
      transaction.objectStore('documents').get([person, document]),
      transaction.objectStore('unsent').getAll(under(person, document)),
    ])
    return { acknowledged: acknowledged ?? null, unsent }
  }

  /** Resolves when the row would survive the end of the tab and, where the browser obeys, a power cut. */
  async keepUnsent(row: UnsentRow): Promise<void> {
    const transaction = this.#db.transaction('unsent', 'readwrite', { durability: 'strict' })
    await Promise.all([transaction.store.put(row), transaction.done])
  }

  /** In one step: the acknowledged state is kept, the rows it covers go. Another tab's state of the same epoch is merged in. */
  async settle(
    next: StoredState,
    acknowledged: readonly UnsentKey[],
    merge: (states: Uint8Array[]) => Uint8Array,
  ): Promise<void> {
    const transaction = this.#db.transaction(['documents', 'unsent'], 'readwrite')
    const documents = transaction.objectStore('documents')
    const before = await documents.get([next.person, next.document])
    const state = before?.epoch === next.epoch ? merge([before.state, next.state]) : next.state
    const unsent = transaction.objectStore('unsent')
    await Promise.all([
      documents.put({ ...next, state }),
      ...acknowledged.map(key => unsent.delete(key)),
      transaction.done,
    ])
  }

  /** (a) goes; what was never sent stays until the person has had it. */
  async forgetState(person: string, document: string): Promise<void> {
    await this.#db.delete('documents', [person, document])
  }

  async forgetUnsent(keys: readonly UnsentKey[]): Promise<void> {
    const transaction = this.#db.transaction('unsent', 'readwrite')
    await Promise.all([...keys.map(key => transaction.store.delete(key)), transaction.done])
  }

  /** Notes who is here, so that an address opened without the network finds its text. */
  async rememberPerson(person: KnownPerson): Promise<void> {
    await this.#db.put('people', person)
  }

  /** Who was here last, among those who have this document on the device when one is named. */
  async lastPerson(document?: string): Promise<KnownPerson | null> {
    const people = (await this.#db.getAll('people')).sort((a, b) => b.usedAt - a.usedAt)
    for (const person of people) {
      if (document === undefined || (await this.#db.get('documents', [person.id, document]))) return person
      if ((await this.#db.count('unsent', under(person.id, document))) > 0) return person
    }
    return null
  }

  async unsavedDocuments(person: string): Promise<string[]> {
    const keys = await this.#db.getAllKeys('unsent', under(person))
    return [...new Set(keys.map(([, document]) => document))]
  }

  async forgetPerson(person: string): Promise<void> {
    const transaction = this.#db.transaction(['documents', 'unsent', 'people'], 'readwrite')
    await Promise.all([
      transaction.objectStore('documents').delete(under(person)),
      transaction.objectStore('unsent').delete(under(person)),
      transaction.objectStore('people').delete(person),
      transaction.done,
    ])
  }

  /** States nobody has opened for fourteen days go; what was never sent does not. */
  async forgetUnused(now: number): Promise<void> {
    const transaction = this.#db.transaction('documents', 'readwrite')
    for await (const cursor of transaction.store) {
      if (cursor.value.usedAt < now - UNUSED_AFTER) await cursor.delete()
    }
    await transaction.done
  }

  close(): void {
    this.#db.close()
  }
}

/** @returns null where the browser refuses storage; typing goes on without. */
export async function openLocalStore(name = NAME): Promise<LocalStore | null> {
  if (typeof indexedDB === 'undefined') return null
  try {
    const db = await openDB<Schema>(name, 1, {
      upgrade(db) {
        db.createObjectStore('documents', { keyPath: ['person', 'document'] })
        db.createObjectStore('unsent', { keyPath: ['person', 'document', 'tab', 'seq'] })
        db.createObjectStore('people', { keyPath: 'id' })
      },
      // A newer page wants to change the store: let it.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    })
    return new LocalStore(db)
  } catch {
    return null
  }
}
