import { expect, test } from 'vitest'
import { migrate } from '~server/database/migrate/migrate'
import { differenceToSchema } from '~server/database/migrate/migrations'
import { MIGRATION_FOLDERS } from '~server/root'
import { useDatabase } from './support/database'

const database = useDatabase()

test('an empty database after all migrations is what the schema says', async () => {
  expect(await differenceToSchema(database.owner, MIGRATION_FOLDERS)).toBe('')
})

test('migrating a second time changes nothing', async () => {
  expect(await migrate(database.owner, MIGRATION_FOLDERS)).toEqual([])
})

test('the server’s own role cannot change tables or rewrite what has happened', async () => {
  await expect(database.pool.query('CREATE TABLE x (id int)')).rejects.toThrow('permission denied')
  await expect(database.pool.query('DELETE FROM outbox_event')).rejects.toThrow('permission denied')
  await expect(database.pool.query("UPDATE outbox_event SET type = 'x'")).rejects.toThrow('permission denied')
  await expect(database.pool.query("UPDATE document_update SET bytes = ''")).rejects.toThrow(
    'permission denied',
  )
  const { rows } = await database.pool.query<{ rolsuper: boolean; rolbypassrls: boolean }>(
    'SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user',
  )
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false }])
})
