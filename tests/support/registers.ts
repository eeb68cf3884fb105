import { beforeAll } from 'vitest'
import type { Db } from '~server/database/client'
import { loadLists, type Loaded } from '~server/domain/organisations/registry/load'
import { shippedLists } from '~server/registers'
import type { TestDatabase } from './database'

/** Everything that comes with the product, as the first start loads it. */
export const loadShippedRegisters = (db: Db): Promise<Loaded> =>
  loadLists(db, shippedLists(), { from: 'shipped' })

/** The test database stays without registers unless this is called, after `useDatabase()`. */
export function useRegisters(database: TestDatabase): void {
  beforeAll(() => loadShippedRegisters(database.db))
}
