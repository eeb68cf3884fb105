import { describe, expect, test } from 'vitest'
import { aCohort, aGrant, anEnrolment, aPerson, aUnit, eventsOf } from '../../../../tests/support/factories'
import { invented, listOf, useListDesk } from '../../../../tests/support/lists'
import { sql } from '../../../../tests/support/sql'
import { getBatch } from './batches'
import { confirmBatch, summarise, writeBatch } from './confirm'
import { leaveOut, takeAll } from './corrections'
import { forgetOldLists } from './tidy'
import { undoBatch } from './undo'

const desk = useListDesk()

describe('when several things happen at once', () => {
  test('two yeses write once', async () => {
    const id = await desk.bring(listOf(invented(1), invented(2)))
    await takeAll(desk.adviser, id, null)
    await summarise(desk.adviser, id)
    const { version } = await getBatch(desk.adviser, id)
    const answers = await Promise.allSettled([
      confirmBatch(desk.adviser, id, version),
      confirmBatch(desk.adviser, id, version),
    ])
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await Promise.all([writeBatch(id), writeBatch(id)])
    expect(await desk.schools()).toBe(2)
    expect(await desk.database.db.importChange.count({ where: { batchId: id } })).toBe(4)
  })

  test('a yes to an earlier state is no yes', async () => {
    const id = await desk.bring(listOf(invented(1), invented(2)))
    await takeAll(desk.adviser, id, null)
    await summarise(desk.adviser, id)
    const { version } = await getBatch(desk.adviser, id)
    await leaveOut(desk.adviser, id, 1, true)
    await expect(confirmBatch(desk.adviser, id, version)).rejects.toMatchObject({ reason: 'imports.changed' })
  })

  test('two lists with the same school make one school; the later one is looked at again', async () => {
    const [a, b] = [await desk.bring(listOf(invented(1))), await desk.bring(listOf(invented(1)))]
    for (const id of [a, b]) {
      await takeAll(desk.adviser, id, null)
      await summarise(desk.adviser, id)
      await confirmBatch(desk.adviser, id, (await getBatch(desk.adviser, id)).version)
    }
    await Promise.all([writeBatch(a), writeBatch(b)])
    expect(await desk.schools()).toBe(1)
    const statuses = [(await getBatch(desk.adviser, a)).status, (await getBatch(desk.adviser, b)).status]
    expect(statuses.sort()).toEqual(['done', 'preview'])
  })

  test('writing that breaks off leaves nothing, and can run again', async () => {
    const id = await desk.bring(listOf(invented(1), invented(2)))
    await takeAll(desk.adviser, id, null)
    await summarise(desk.adviser, id)
    await confirmBatch(desk.adviser, id, (await getBatch(desk.adviser, id)).version)
    // The last thing that is written fails, as it does when the server dies then.
    await sql(
      desk.database.owner,
      `CREATE FUNCTION dies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'dies'; END $$;
       CREATE TRIGGER dies BEFORE INSERT ON import_change EXECUTE FUNCTION dies()`,
    )
    await expect(writeBatch(id)).rejects.toThrow('dies')
    await sql(desk.database.owner, 'DROP TRIGGER dies ON import_change')
    expect(await desk.schools()).toBe(0)
    expect((await getBatch(desk.adviser, id)).status).toBe('writing')
    await writeBatch(id)
    expect(await desk.schools()).toBe(2)
  })
})

describe('taking a list back', () => {
  async function added(): Promise<string> {
    const cohort = await aCohort({ host: desk.county, enrolled: [desk.county, desk.town] })
    const id = await desk.bring(listOf(invented(1), invented(2)), { cohort })
    await takeAll(desk.adviser, id, null)
    await desk.yes(id)
    return id
  }

  test('leaves everything as it was before', async () => {
    const id = await added()
    expect(await undoBatch(desk.adviser, id)).toEqual([])
    expect(await desk.schools()).toBe(0)
    expect(await desk.database.db.orgUnitContact.count()).toBe(0)
    expect((await getBatch(desk.adviser, id)).status).toBe('undone')
    expect((await eventsOf('import.undone')).at(-1)).toEqual({ batchId: id, orgUnitId: desk.county })
    await expect(undoBatch(desk.adviser, id)).rejects.toMatchObject({ reason: 'imports.notDone' })
  })

  test('brings back what a change replaced', async () => {
    const first = await desk.bring(listOf(invented(1)))
    await takeAll(desk.adviser, first, null)
    await desk.yes(first)
    const second = await desk.bring(listOf(invented(1).replace('Ola Eksempel', 'Ola Annen')))
    await takeAll(desk.adviser, second, null)
    await desk.yes(second)
    expect(await undoBatch(desk.adviser, second)).toEqual([])
    expect(await desk.database.db.orgUnitContact.findMany({ select: { name: true } })).toEqual([
      { name: 'Ola Eksempel' },
    ])
    expect(await desk.schools()).toBe(1)
  })

  test('is refused, with names, when something is in use or has been changed since', async () => {
    const id = await added()
    const unit = await desk.database.db.orgUnit.findFirstOrThrow({ where: { kind: 'school' } })
    await aGrant(await aPerson(), 'leader', unit.id)
    await desk.database.db.orgUnitContact.updateMany({
      where: { orgUnitId: { not: unit.id } },
      data: { name: 'Noen andre' },
    })
    const blocked = await undoBatch(desk.adviser, id)
    expect(blocked.map(({ why }) => why).sort()).toEqual(['changed', 'used'])
    expect(blocked.map(({ name }) => name)).toContain('Ola Eksempel')
    expect(await desk.schools()).toBe(2)
  })
})

describe('a list of participants', () => {
  const PEOPLE = 'Navn\tE-post\tRolle\tSkole'

  test('registers people and gives them their roles, and never more than one may give', async () => {
    await aUnit({ name: 'Oppdiktet skole', below: desk.town })
    const text = `${PEOPLE}\nOla Nordmann\tola.n@example.org\tlærer\tOppdiktet skole\nKari Nordmann\tkari.n@example.org\tleder\tOppdiktet skole`
    const id = await desk.bring(text, { kind: 'participants' })
    await takeAll(desk.adviser, id, null)
    expect(await summarise(desk.adviser, id)).toMatchObject({ people: 2, grants: 2, refused: 0 })
    await desk.yes(id)
    const people = await desk.database.db.person.findMany({
      where: { email: { in: ['ola.n@example.org', 'kari.n@example.org'] } },
      include: { grants: true },
      orderBy: { name: 'asc' },
    })
    expect(people.map(({ grants }) => grants.map(({ role }) => role))).toEqual([['leader'], ['teacher']])
    const again = await desk.bring(text, { kind: 'participants' })
    await takeAll(desk.adviser, again, null)
    expect(await summarise(desk.adviser, again)).toMatchObject({ people: 0, grants: 0 })
    expect(await undoBatch(desk.adviser, id)).toEqual([])
    expect(await desk.database.db.person.count({ where: { email: 'ola.n@example.org' } })).toBe(0)
  })

  test('finds no unit of another county', async () => {
    const elsewhere = await aUnit({ name: 'Fremmed skole', below: desk.other })
    await anEnrolment(await aCohort(), elsewhere)
    const id = await desk.bring(`${PEOPLE}\nOla\tola.n@example.org\tlærer\tFremmed skole`, {
      kind: 'participants',
    })
    expect((await desk.rowsOf(id))[0]?.result).toBe('error')
  })
})

test('what was brought is forgotten after thirty days, only numbers remain', async () => {
  const id = await desk.bring(listOf(invented(1)))
  await takeAll(desk.adviser, id, null)
  await desk.yes(id)
  const unread = await desk.bring(listOf(invented(2)))
  await desk.database.pool.query(`UPDATE import_batch SET created_at = now() - interval '31 days'`)
  await forgetOldLists()
  expect(await desk.database.db.importRow.count()).toBe(0)
  expect(await desk.database.db.importChange.count()).toBe(0)
  expect(await getBatch(desk.adviser, id)).toMatchObject({
    status: 'done',
    summary: { units: { school: 1 } },
  })
  await expect(getBatch(desk.adviser, unread)).rejects.toMatchObject({ code: 'not_found' })
})

test.each([
  ['empty', '', 'imports.empty'],
  ['too large', 'x'.repeat(20 * 2 ** 20 + 1), 'imports.too_large'],
])('what is %s is refused at once', async (_, content, reason) => {
  await expect(desk.bring(content)).rejects.toMatchObject({ reason })
})

test('a file that is no list says why, and nothing of it is kept', async () => {
  const id = await desk.bring(Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj'), { fileName: 'liste.xlsx' })
  expect(await getBatch(desk.adviser, id)).toMatchObject({ status: 'failed' })
  expect(await desk.database.db.importFile.count({ where: { batchId: id } })).toBe(0)
})
