import pg from 'pg'
import { expect, test } from 'vitest'
import { useDatabase } from '../../tests/support/database'
import { StatementNames } from './statement-names'

const database = useDatabase()

/** As a migration does it while servers run. */
async function migrate(sql: string): Promise<void> {
  const owner = new pg.Client(database.owner)
  await owner.connect()
  try {
    await owner.query(sql)
  } finally {
    await owner.end()
  }
}

const names = () => database.db.orgUnitContact.findMany({ select: { name: true } })
/** Until every connection of the pool has the statement planned, and PostgreSQL keeps the plan. */
const often = async (ask: () => Promise<unknown>) => {
  for (let i = 0; i < 8; i++) await Promise.all(Array.from({ length: 8 }, ask))
}

test('a column that changes its type while servers run is read on, on every connection', async () => {
  await often(names)
  await migrate('ALTER TABLE org_unit_contact ALTER COLUMN name TYPE varchar(300)')
  await often(names)
  expect(await names()).toEqual([])
})

test('a transaction that meets the change fails once; the next one finds new plans', async () => {
  const inside = () => database.db.$transaction(tx => tx.orgUnitContact.findMany({ select: { email: true } }))
  await often(inside)
  await migrate('ALTER TABLE org_unit_contact ALTER COLUMN email TYPE varchar(300)')
  await expect(inside()).rejects.toThrow('cached plan must not change result type')
  await often(inside)
})

test('keeps few statements, and none with long lists', () => {
  const kept = new StatementNames()
  const named = Array.from({ length: 300 }, (_, i) => kept.of({ sql: `SELECT ${i}`, args: [] }))
  expect(new Set(named.filter(name => name !== '')).size).toBe(250)
  expect(new StatementNames().of({ sql: 'SELECT', args: Array(41).fill(1) })).toBe('')
})

test('forgets once, however many statements meet the same change', () => {
  const kept = new StatementNames()
  const [a, b] = ['a', 'b'].map(sql => kept.of({ sql, args: [] }))
  kept.forget(a ?? '')
  const again = kept.of({ sql: 'a', args: [] })
  kept.forget(b ?? '')
  expect(again).not.toBe(a)
  expect(kept.of({ sql: 'a', args: [] })).toBe(again)
})
