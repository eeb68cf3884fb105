import { describe, expect, test } from 'vitest'
import { actorOf, aCohort, aGrant, anActor, aPerson, eventsOf } from '../../../../tests/support/factories'
import { invented, listOf, messyList, readAgain, useListDesk } from '../../../../tests/support/lists'
import { discardBatch, getBatch, listBatches } from './batches'
import { confirmBatch, summarise, writeBatch } from './confirm'
import { correctRow, leaveOut, takeAll, undoCorrection } from './corrections'
import { rememberHeadings } from './headings'
import { missingUnits } from './missing'
import { listRows } from './rows'
import { undoBatch } from './undo'

const desk = useListDesk()

describe('a list of schools', () => {
  test('is read and judged, and nothing is written before somebody says yes', async () => {
    const id = await desk.bring(messyList('vestfold-skoler.xlsx'), { fileName: 'vestfold-skoler.xlsx' })
    const batch = await getBatch(desk.adviser, id)
    expect(batch.status).toBe('preview')
    expect(batch.done).toBeGreaterThan(20)
    const counts = await desk.countsOf(id)
    expect(counts.ok).toBeGreaterThan(2)
    expect(counts.warn).toBeGreaterThan(5)
    expect(counts.error).toBeGreaterThan(2)
    expect(await desk.schools()).toBe(0)
    expect(await desk.database.db.orgUnitContact.count()).toBe(0)
    expect(await eventsOf('import.read')).toContainEqual({ batchId: id, orgUnitId: desk.county })
  })

  test('says what is the matter with a row in plain words, in the reader’s language', async () => {
    const id = await desk.bring(listOf('3905\tTønsberg\tX skole\t974594251\tKari\tkari@example.org'))
    const [row] = await desk.rowsOf(id)
    expect(row).toMatchObject({ result: 'error' })
    expect(row?.reasons.map(({ text }) => text).join()).toContain('kontrollsifferet')
    const [english] = (await listRows(desk.adviser, id, { page: 1 }, 'en')).rows
    expect(english?.reasons[0]?.text).not.toBe(row?.reasons[0]?.text)
  })

  test('is added as a whole, in one go, with contacts and enrolments, and says so once', async () => {
    const cohort = await aCohort({ host: desk.county, enrolled: [desk.county, desk.town] })
    const id = await desk.bring(listOf(invented(1), invented(2), invented(3)), { cohort })
    await takeAll(desk.adviser, id, null)
    expect(await summarise(desk.adviser, id)).toMatchObject({
      units: { school: 3 },
      contacts: 3,
      enrolled: 3,
    })
    await desk.yes(id)
    expect((await getBatch(desk.adviser, id)).status).toBe('done')
    expect(await desk.schools()).toBe(3)
    const units = await desk.database.db.orgUnit.findMany({
      where: { kind: 'school' },
      include: { ancestors: true, contacts: true, enrolments: { include: { changes: true } } },
    })
    for (const unit of units) {
      expect(unit.ancestors.map(({ ancestorId }) => ancestorId)).toEqual(
        expect.arrayContaining([desk.town, desk.county]),
      )
      expect(unit.contacts).toHaveLength(1)
      expect(unit.enrolments[0]?.changes).toMatchObject([
        { status: 'enrolled', personId: desk.adviser.personId },
      ])
    }
    expect((await eventsOf('import.confirmed')).at(-1)).toEqual({
      batchId: id,
      orgUnitId: desk.county,
      units: 3,
      people: 0,
      grants: 0,
    })
    expect(await desk.database.db.importFile.count({ where: { batchId: id } })).toBe(0)
  })

  test('a second time changes nothing', async () => {
    const text = listOf(invented(1), invented(2))
    const first = await desk.bring(text)
    await takeAll(desk.adviser, first, null)
    await desk.yes(first)
    const second = await desk.bring(text)
    await takeAll(desk.adviser, second, null)
    expect(await summarise(desk.adviser, second)).toMatchObject({ units: {}, contacts: 0, unchanged: 2 })
    await expect(desk.yes(second)).rejects.toMatchObject({ reason: 'imports.nothing' })
    expect(await desk.schools()).toBe(2)
  })

  test('that was read before rows had a key is counted and added like any other', async () => {
    const id = await desk.bring(listOf(invented(1), invented(2)))
    await desk.database.db
      .$executeRaw`UPDATE import_row SET value = value - 'key' WHERE batch_id = ${id}::uuid`
    await takeAll(desk.adviser, id, null)
    expect(await missingUnits(desk.adviser, id)).toEqual([])
    expect(await summarise(desk.adviser, id)).toMatchObject({ units: { school: 2 }, contacts: 2 })
    await desk.yes(id)
    expect(await desk.schools()).toBe(2)
  })

  test('with one cell changed makes one change', async () => {
    const first = await desk.bring(listOf(invented(1), invented(2)))
    await takeAll(desk.adviser, first, null)
    await desk.yes(first)
    const second = await desk.bring(listOf(invented(1).replace('Ola Eksempel', 'Ola Annen'), invented(2)))
    await takeAll(desk.adviser, second, null)
    expect(await summarise(desk.adviser, second)).toMatchObject({
      units: {},
      contacts: 0,
      contactsChanged: 1,
      unchanged: 1,
    })
  })

  test('does not forget what is not in it: that is only said', async () => {
    const first = await desk.bring(listOf(invented(1), invented(2)))
    await takeAll(desk.adviser, first, null)
    await desk.yes(first)
    const second = await desk.bring(listOf(invented(1)))
    expect((await missingUnits(desk.adviser, second))?.map(({ name }) => name)).toEqual(['Oppdiktet skole c'])
    expect(await desk.schools()).toBe(2)
  })
})

describe('before the yes', () => {
  test('a row is corrected in place, judged again at once, and brought back', async () => {
    const id = await desk.bring(listOf('3905\tTønsberg\tOppdiktet skole\t\tKari\tkari.example.org'))
    const [wrong] = await desk.rowsOf(id)
    expect(wrong?.result).toBe('error')
    await correctRow(desk.adviser, id, { position: wrong!.position, cells: { email: 'kari@example.org' } })
    const [right] = await desk.rowsOf(id)
    expect(right).toMatchObject({ corrected: ['email'], cells: { email: 'kari@example.org' } })
    expect(right?.result).not.toBe('error')
    await undoCorrection(desk.adviser, id, wrong!.position)
    expect((await desk.rowsOf(id))[0]).toMatchObject({ result: 'error', corrected: [] })
  })

  test('a yes to one kind of remark is none to rows of which something else is said too', async () => {
    const id = await desk.bring(listOf(invented(1), invented(2).replace(/\S+@\S+$/, '')))
    const codes = (await desk.rowsOf(id)).map(({ reasons }) => reasons.map(({ code }) => code))
    expect(codes.map(each => each.length)).toEqual([1, 2])
    const common = codes[0]![0]!
    const { kinds } = await listRows(desk.adviser, id, { page: 1 }, 'nb')
    expect(kinds.find(({ code }) => code === common)).toMatchObject({ count: 2, alone: 1 })
    await takeAll(desk.adviser, id, common)
    expect((await desk.rowsOf(id)).map(({ leftOut }) => leftOut)).toEqual([false, true])
  })

  test('rows with remarks wait until somebody takes them along, one by one or all of a kind', async () => {
    const id = await desk.bring(listOf(invented(1), invented(2)))
    expect(await desk.countsOf(id)).toMatchObject({ warn: 2, waiting: 2, taken: 0 })
    const { kinds, rows } = await listRows(desk.adviser, id, { page: 1 }, 'nb')
    await leaveOut(desk.adviser, id, rows[0]!.position, false)
    expect(await desk.countsOf(id)).toMatchObject({ waiting: 1, taken: 1 })
    await takeAll(desk.adviser, id, kinds[0]!.code)
    expect(await desk.countsOf(id)).toMatchObject({ waiting: 0, taken: 2 })
    await leaveOut(desk.adviser, id, rows[0]!.position, true)
    expect(await summarise(desk.adviser, id)).toMatchObject({ units: { school: 1 } })
  })

  test('what a heading means is said once and remembered for the office', async () => {
    const text = 'Kommune\tStedet\tEpost\nTønsberg\tOppdiktet skole\tkari@example.org'
    const first = await desk.bring(text)
    const heading = (await getBatch(desk.adviser, first)).headings[0]?.columns.find(
      c => c.heading === 'Stedet',
    )
    await rememberHeadings(desk.adviser, first, { [heading?.folded ?? 'stedet']: 'unit_name' })
    await readAgain(first)
    expect((await desk.rowsOf(first))[0]?.cells.unit_name).toBe('Oppdiktet skole')
    const second = await desk.bring(text)
    expect((await desk.rowsOf(second))[0]?.cells.unit_name).toBe('Oppdiktet skole')
    await desk.database.db.importMapping.deleteMany()
  })

  test('reading that was interrupted begins anew', async () => {
    const id = await desk.bring(listOf(invented(1), invented(2)))
    await desk.database.db.importBatch.update({ where: { id }, data: { status: 'waiting' } })
    await readAgain(id)
    expect(await desk.countsOf(id)).toMatchObject({ warn: 2 })
  })

  test('a list can be thrown away', async () => {
    const id = await desk.bring(listOf(invented(1)))
    await discardBatch(desk.adviser, id)
    await expect(getBatch(desk.adviser, id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('who may', () => {
  test.each([
    ['another county', () => desk.neighbour],
    ['a coordinator below', () => desk.coordinator],
  ])('%s sees nothing of it, and changes nothing', async (_, who) => {
    const id = await desk.bring(listOf(invented(1)))
    const stranger = who()
    const refused = { code: 'not_found' }
    await expect(getBatch(stranger, id)).rejects.toMatchObject(refused)
    await expect(listRows(stranger, id, { page: 1 }, 'nb')).rejects.toMatchObject(refused)
    await expect(confirmBatch(stranger, id, 1)).rejects.toMatchObject(refused)
    await expect(correctRow(stranger, id, { position: 0, cells: {} })).rejects.toMatchObject(refused)
    await expect(undoBatch(stranger, id)).rejects.toMatchObject(refused)
    await expect(discardBatch(stranger, id)).rejects.toMatchObject(refused)
    expect(await listBatches(stranger)).toEqual([])
  })

  test('nobody brings a list on behalf of a unit that is not theirs', async () => {
    for (const [by, unit] of [
      [desk.neighbour, desk.county],
      [desk.coordinator, desk.county],
      [await anActor('teacher', desk.town), desk.town],
      [await anActor(), desk.county],
    ] as const)
      await expect(desk.bring(listOf(invented(1)), { by, unit })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a colleague of the same office sees it and may say yes', async () => {
    const colleague = await anActor('county_adviser', desk.county)
    const id = await desk.bring(listOf(invented(1)))
    await takeAll(colleague, id, null)
    await desk.yes(id, colleague)
    expect(await desk.schools()).toBe(1)
  })

  test('what lies outside of the office is never written, whatever the judge said of it', async () => {
    const id = await desk.bring(listOf('5501\tTromsø\tOppdiktet skole\t\tKari\tkari@example.org'))
    await desk.database.db.importRow.updateMany({
      where: { batchId: id, result: { not: 'skip' } },
      data: {
        result: 'ok',
        leftOut: false,
        value: {
          municipality_code: '5501',
          county_code: null,
          unit_name: 'Oppdiktet skole',
          unit_type: 'school',
          owner_type: null,
          org_number: null,
          contact_name: null,
          email: 'kari@example.org',
          key: null,
        },
      },
    })
    await desk.database.pool.query('UPDATE import_batch SET summary = NULL WHERE id = $1', [id])
    expect(await summarise(desk.adviser, id)).toMatchObject({ units: {}, refused: 1 })
    await expect(desk.yes(id)).rejects.toMatchObject({ reason: 'imports.nothing' })
  })

  test('a right that is taken away between looking and writing ends it', async () => {
    const personId = await aPerson()
    const grant = await aGrant(personId, 'county_adviser', desk.county)
    const leaver = await actorOf(personId)
    const id = await desk.bring(listOf(invented(1)), { by: leaver })
    await takeAll(leaver, id, null)
    await summarise(leaver, id)
    await confirmBatch(leaver, id, (await getBatch(leaver, id)).version)
    await desk.database.db.grant.update({ where: { id: grant }, data: { validTo: new Date() } })
    await writeBatch(id)
    expect(await getBatch(leaver, id)).toMatchObject({ status: 'preview', problem: 'notAllowed' })
    expect(await desk.schools()).toBe(0)
  })
})
