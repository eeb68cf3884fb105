import fs from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { backup } from '../backup/backup'
import { auditVerify } from '../cli/audit-verify'
import { useDatabase } from '../../tests/support/database'
import { aGrant, aPerson, aUnit } from '../../tests/support/factories'
import { aFolder, commandContext } from '../../tests/support/scratch'
import { sql } from '../../tests/support/sql'
import { db, provideDb } from '../database/client'
import { enterIntoAudit } from './audit'
import { verifyAudit } from './audit-verify'
import { record } from './record'

const database = useDatabase()
let west = ''
let north = ''

beforeEach(async () => {
  await sql(database.owner, 'ALTER TABLE audit_entry DISABLE TRIGGER audit_stays')
  await sql(database.owner, 'TRUNCATE audit_entry, audit_head, outbox_event')
  await sql(database.owner, 'ALTER TABLE audit_entry ENABLE TRIGGER audit_stays')
  west = await aUnit({ kind: 'county' })
  north = await aUnit({ kind: 'county' })
})

/** This many roles given in a county, by somebody. */
async function happened(county: string, times: number): Promise<void> {
  const school = await aUnit({ below: county })
  for (let i = 0; i < times; i++) {
    const personId = await aPerson()
    const grantId = await aGrant(personId, 'teacher', school)
    await db().$transaction(tx =>
      record(tx, personId, 'grant.given', { grantId, personId, orgUnitId: school }),
    )
  }
  while ((await enterIntoAudit(database.pool)) > 0);
}

const verdict = () => verifyAudit(database.owner)

describe('the audit log', () => {
  test('has one entry per event, each county a chain of its own, also with several writers at once', async () => {
    await happened(west, 3)
    await happened(north, 2)
    const school = await aUnit({ below: west })
    for (let i = 0; i < 20; i++) {
      await db().$transaction(tx => record(tx, null, 'unit.contributions_decided', { orgUnitId: school }))
    }
    await Promise.all(Array.from({ length: 5 }, () => enterIntoAudit(database.pool)))
    const { entries, broken, anchors } = await verdict()
    expect({ entries, broken }).toEqual({ entries: 25, broken: [] })
    expect(anchors.map(({ tenantId, entries }) => [tenantId, entries]).sort()).toEqual(
      [[west, 23] as const, [north, 2] as const].map(each => [...each]).sort(),
    )
  })

  test('enters nothing twice', async () => {
    await happened(west, 2)
    expect(await enterIntoAudit(database.pool)).toBe(0)
    expect((await verdict()).entries).toBe(2)
  })

  test('cannot be rewritten by the server’s own role, nor by the owner without taking the guard away', async () => {
    await happened(west, 2)
    for (const statement of [
      "UPDATE audit_entry SET type = 'x'",
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry',
    ]) {
      await expect(database.pool.query(statement)).rejects.toThrow('permission denied')
      await expect(sql(database.owner, statement)).rejects.toThrow('only ever added to')
    }
  })
})

describe('tampering as somebody who owns the database', () => {
  /** Past the guard, as an owner can. */
  async function tamper(...statements: string[]): Promise<void> {
    await sql(database.owner, 'ALTER TABLE audit_entry DISABLE TRIGGER audit_stays')
    for (const statement of statements) await sql(database.owner, statement)
    await sql(database.owner, 'ALTER TABLE audit_entry ENABLE TRIGGER audit_stays')
  }
  const idsOf = async (county: string): Promise<{ id: string; event_id: string }[]> =>
    sql(database.owner, 'SELECT id, event_id FROM audit_entry WHERE tenant_id = $1 ORDER BY id', [county])

  beforeEach(async () => {
    await happened(west, 5)
    await happened(north, 5)
  })

  test.each([
    ['who did it', 'actor_id = gen_random_uuid()'],
    ['what was done', "type = 'grant.ended'"],
    ['when', "at = at + interval '1 ms'"],
    ['to whom', `subject = jsonb_set(subject, '{personId}', '"x"')`],
    ['an id more', `subject = subject || '{"more": 1}'`],
    ['its hash with it', "type = 'grant.ended', hash = sha256('x')"],
  ])('%s is changed: the entry is named', async (_, change) => {
    const [, second] = await idsOf(west)
    await tamper(`UPDATE audit_entry SET ${change} WHERE id = ${second?.id}`)
    expect((await verdict()).broken).toEqual([{ tenantId: west, eventId: second?.event_id, why: 'changed' }])
  })

  test('an entry is deleted: the one after it is named', async () => {
    const [, second, third] = await idsOf(west)
    await tamper(`DELETE FROM audit_entry WHERE id = ${second?.id}`)
    expect((await verdict()).broken).toEqual([{ tenantId: west, eventId: third?.event_id, why: 'missing' }])
  })

  test('two entries change places', async () => {
    const [, second, third] = await idsOf(west)
    await tamper(
      `UPDATE audit_entry SET id = -1 WHERE id = ${second?.id}`,
      `UPDATE audit_entry SET id = ${second?.id} WHERE id = ${third?.id}`,
      `UPDATE audit_entry SET id = ${third?.id} WHERE id = -1`,
    )
    expect((await verdict()).broken).toEqual([{ tenantId: west, eventId: third?.event_id, why: 'missing' }])
  })

  test('an entry is moved to another county', async () => {
    const [first] = await idsOf(west)
    await tamper(`UPDATE audit_entry SET tenant_id = '${north}' WHERE id = ${first?.id}`)
    expect((await verdict()).broken.map(({ tenantId }) => tenantId).sort()).toEqual([west, north].sort())
  })

  test('the end is cut off', async () => {
    const last = (await idsOf(west)).at(-1)
    await tamper(`DELETE FROM audit_entry WHERE id = ${last?.id}`)
    expect((await verdict()).broken).toEqual([{ tenantId: west, eventId: null, why: 'cut' }])
  })

  test('the end is cut off and what was written down of it with it: a backup from before still tells', async () => {
    const folder = path.join(aFolder(), 'kept')
    await backup(database.owner, folder)
    const [, , , fourth, fifth] = await idsOf(west)
    await tamper(
      `DELETE FROM audit_entry WHERE id = ${fifth?.id}`,
      `UPDATE audit_head SET entries = 4, hash = (SELECT hash FROM audit_entry WHERE id = ${fourth?.id}) WHERE tenant_id = '${west}'`,
    )
    expect((await verdict()).broken).toEqual([])
    const context = commandContext(database, { words: [folder] })
    const { ok, lines } = await auditVerify.run(context)
    await context.end()
    provideDb(database.db)
    expect(ok).toBe(false)
    expect(lines).toEqual([`chain ${west}: entries at the end are gone`])
    fs.rmSync(folder, { recursive: true })
  })

  test('a whole chain is gone, or its end is not written down', async () => {
    await tamper(
      `DELETE FROM audit_entry WHERE tenant_id = '${west}'`,
      `DELETE FROM audit_head WHERE tenant_id = '${north}'`,
    )
    expect((await verdict()).broken).toHaveLength(2)
  })
})
