import pg from 'pg'
import { expect, test } from 'vitest'
import { isAllApplied } from '~server/database/migrate/applied'
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

test('a start sees in the database itself that there is nothing to apply', async () => {
  expect(await isAllApplied(database.owner, MIGRATION_FOLDERS.migrations)).toBe(true)
})

test('a migration that is missing, unknown or was edited afterwards is for the engine to apply or to refuse', async () => {
  const owner = new pg.Pool({ ...database.owner, max: 1 })
  const judged = async (change: string, back: string) => {
    await owner.query(change)
    const answer = await isAllApplied(database.owner, MIGRATION_FOLDERS.migrations)
    await owner.query(back)
    return answer
  }
  const one = `(SELECT max(migration_name) FROM _prisma_migrations)`
  try {
    for (const [change, back] of [
      [`checksum = reverse(checksum)`, `checksum = reverse(checksum)`],
      [
        `migration_name = migration_name || '_other'`,
        `migration_name = replace(migration_name, '_other', '')`,
      ],
      [`finished_at = NULL`, `finished_at = started_at`],
    ]) {
      const update = (set = '') => `UPDATE _prisma_migrations SET ${set} WHERE migration_name = ${one}`
      expect(await judged(update(change), update(back)), change).toBe(false)
    }
    expect(await isAllApplied(database.owner, MIGRATION_FOLDERS.migrations)).toBe(true)
  } finally {
    await owner.end()
  }
})

test('a process of the version before still starts beside a newer one that has changed the database', async () => {
  const owner = new pg.Pool({ ...database.owner, max: 1 })
  const newer = '29991231000000_of_the_next_version'
  try {
    await owner.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, started_at, applied_steps_count)
       VALUES (gen_random_uuid(), 'x', $1, now(), now(), 1)`,
      [newer],
    )
    expect(await migrate(database.owner, MIGRATION_FOLDERS)).toEqual([])
  } finally {
    await owner.query('DELETE FROM _prisma_migrations WHERE migration_name = $1', [newer])
    await owner.end()
  }
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
