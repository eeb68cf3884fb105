import type { Prisma, Tx } from '~server/database/client'

/** What an import can have changed. */
export type Entity =
  'org_unit' | 'org_unit_name' | 'org_unit_code' | 'org_unit_contact' | 'enrolment' | 'person' | 'grant'

/** What was written, in order, with what was there before: enough to undo it, and to see whether it is still as it was. */
export class ChangeLog {
  readonly entries: (Prisma.ImportChangeCreateManyInput & { position: number })[] = []

  constructor(readonly batchId: string) {}

  /** A row that was not there before. */
  created(entity: Entity, id: string, after: Prisma.InputJsonObject): void {
    this.#add({ entity, key: { id }, after })
  }

  changed(entity: Entity, id: string, before: Prisma.InputJsonObject, after: Prisma.InputJsonObject): void {
    this.#add({ entity, key: { id }, before, after })
  }

  #add(entry: Omit<Prisma.ImportChangeCreateManyInput, 'batchId' | 'position'>): void {
    this.entries.push({ batchId: this.batchId, position: this.entries.length, ...entry })
  }
}

type Fields = Record<string, string>

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

export async function readChanges(tx: Tx, batchId: string): Promise<Changes> {
  const rows = await tx.importChange.findMany({ where: { batchId }, orderBy: { position: 'asc' } })
  // Written by `ChangeLog` alone, in these shapes.
  const all = rows.map(({ entity, key, before, after }) => ({
    entity: entity as Entity,
    id: (key as Fields)['id'] ?? '',
    before: (before ?? {}) as Fields,
    after: (after ?? {}) as Fields,
    isNew: before === null,
  }))
  const of = (isNew: boolean) => (entity: Entity) =>
    all.filter(change => change.isNew === isNew && change.entity === entity)
  return { all, created: of(true), changed: of(false) }
}
