import type { Tx } from '~server/database/client'
import { asJson, chunks } from './writing'

/** What an import can have changed. */
export type Entity =
  'org_unit' | 'org_unit_name' | 'org_unit_code' | 'org_unit_contact' | 'enrolment' | 'person' | 'grant'

type Fields = Record<string, string>

interface Entry {
  position: number
  entity: Entity
  key: { id: string }
  before?: Fields
  after: Fields
}

/** What was written, in order, with what was there before: enough to undo it, and to see whether it is still as it was. */
export class ChangeLog {
  #entries: Entry[] = []
  #written = 0

  constructor(readonly batchId: string) {}

  /** Writes down what has been told since the last time, in the transaction of what it is about. */
  async write(tx: Tx): Promise<void> {
    const entries = this.#entries
    this.#entries = []
    this.#written += entries.length
    for (const some of chunks(entries)) {
      await tx.$executeRaw`
        INSERT INTO import_change (batch_id, position, entity, key, before, after)
        SELECT ${this.batchId}::uuid, position, entity, key, before, after
        FROM jsonb_to_recordset(${asJson(some)}::jsonb)
          AS c (position int, entity text, key jsonb, before jsonb, after jsonb)`
    }
  }

  /** A row that was not there before. */
  created(entity: Entity, id: string, after: Fields): void {
    this.#add({ entity, key: { id }, after })
  }

  changed(entity: Entity, id: string, before: Fields, after: Fields): void {
    this.#add({ entity, key: { id }, before, after })
  }

  #add(entry: Omit<Entry, 'position'>): void {
    this.#entries.push({ position: this.#written + this.#entries.length, ...entry })
  }
}

/** One change as it was written down. */
export interface Change {
  entity: Entity
  id: string
  before: Fields
  after: Fields
  isNew: boolean
}

export interface Changes {
  all: readonly Change[]
  created: (entity: Entity) => Change[]
  changed: (entity: Entity) => Change[]
}

const AT_ONCE = 5_000

export async function readChanges(tx: Tx, batchId: string): Promise<Changes> {
  const all: Change[] = []
  let some: Change[]
  do {
    // Written by `ChangeLog` alone, in these shapes; without a gap.
    some = await tx.$queryRaw<Change[]>`
      SELECT entity, key ->> 'id' AS id, coalesce(before, '{}') AS before, coalesce(after, '{}') AS after,
        before IS NULL AS "isNew"
      FROM import_change WHERE batch_id = ${batchId}::uuid AND position >= ${all.length}
      ORDER BY position LIMIT ${AT_ONCE}`
    all.push(...some)
  } while (some.length === AT_ONCE)
  const of = (isNew: boolean) => (entity: Entity) =>
    all.filter(change => change.isNew === isNew && change.entity === entity)
  return { all, created: of(true), changed: of(false) }
}
