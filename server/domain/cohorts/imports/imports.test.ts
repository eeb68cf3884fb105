import fs from 'node:fs'
import path from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readList, readPasted } from '~server/files/lists/read'
import { loadShippedRegisters } from '~server/registers'
import { ROOT } from '~server/root'
import {
  actorOf,
  aCohort,
  aGrant,
  anActor,
  anEnrolment,
  aPerson,
  aUnit,
  eventsOf,
} from '../../../../tests/support/factories'
import { useDatabase } from '../../../../tests/support/database'
import { sql } from '../../../../tests/support/sql'
import type { Actor } from '../../shared/actor'
import { createBatch, discardBatch, getBatch, listBatches } from './batches'
import { confirmBatch, summarise, writeBatch } from './confirm'
import { correctRow, leaveOut, takeAll, undoCorrection } from './corrections'
import { rememberHeadings } from './headings'
import { missingUnits } from './missing'
import { readBatch } from './reading'
import { listRows } from './rows'
import type { ImportKind } from './schema'
import { forgetOldLists } from './tidy'
import { undoBatch } from './undo'

const database = useDatabase()
let county: string
let other: string
let town: string
let adviser: Actor
let coordinator: Actor
let neighbour: Actor

const unitByCode = async (system: string, code: string): Promise<string> => {
  const row = await database.db.orgUnitCode.findFirstOrThrow({ where: { system, code } })
  return row.orgUnitId
}

beforeAll(async () => {
  await loadShippedRegisters(database.db)
  county = await unitByCode('no-county', '39')
  other = await unitByCode('no-county', '56')
  town = await unitByCode('no-municipality', '3905')
  adviser = await anActor('county_adviser', county)
  coordinator = await anActor('municipality_coordinator', town)
  neighbour = await anActor('county_adviser', other)
})

beforeEach(async () => {
  await database.db.importBatch.deleteMany()
  await database.db.orgUnitContact.deleteMany()
  await database.db.enrolment.deleteMany()
  await database.db.grant.deleteMany({ where: { orgUnit: { kind: { in: ['school', 'kindergarten'] } } } })
  await database.db.orgUnit.deleteMany({ where: { kind: { in: ['school', 'kindergarten'] } } })
})

interface ListOf {
  by?: Actor
  kind?: ImportKind
  unit?: string
  cohort?: string
  fileName?: string
}

/** Brings a list and has it read, as the job does. */
async function bring(content: string | Buffer, of: ListOf = {}): Promise<string> {
  const { by = adviser, kind = 'units', unit = county, cohort, fileName = '' } = of
  const form = { kind, orgUnitId: unit, cohortId: cohort }
  const { id } = await createBatch(by, form, { fileName, bytes: new Uint8Array(Buffer.from(content)) })
  await read(id)
  return id
}

const read = (id: string): Promise<void> =>
  readBatch(id, (bytes, name) => (name === '' ? readPasted(bytes.toString('utf8')) : readList(bytes, name)))

const messy = (name: string): Buffer =>
  fs.readFileSync(path.join(ROOT, 'tests', 'data', 'messy-import', name))

/** Says yes to what is there now, and has it written. */
async function yes(id: string, by = adviser): Promise<void> {
  await summarise(by, id)
  await confirmBatch(by, id, (await getBatch(by, id)).version)
  await writeBatch(id)
}

const schools = () => database.db.orgUnit.count({ where: { kind: 'school' } })
const rowsOf = async (id: string, by = adviser) => (await listRows(by, id, { page: 1 }, 'nb')).rows
const countsOf = async (id: string, by = adviser) => (await listRows(by, id, { page: 1 }, 'nb')).counts

const HEAD = 'Kommunenr\tKommune\tSkole\tOrgnr\tKontaktperson\tE-post'
const list = (...rows: string[]): string => [HEAD, ...rows].join('\n')
const invented = (n: number): string =>
  `3905\tTønsberg\tOppdiktet skole ${'abcdefghijklmnop'[n] ?? n}\t\tOla Eksempel\tskole${n}@example.org`

describe('a list of schools', () => {
  test('is read and judged, and nothing is written before somebody says yes', async () => {
    const id = await bring(messy('vestfold-skoler.xlsx'), { fileName: 'vestfold-skoler.xlsx' })
    const batch = await getBatch(adviser, id)
    expect(batch.status).toBe('preview')
    expect(batch.done).toBeGreaterThan(20)
    const counts = await countsOf(id)
    expect(counts.ok).toBeGreaterThan(2)
    expect(counts.warn).toBeGreaterThan(5)
    expect(counts.error).toBeGreaterThan(2)
    expect(await schools()).toBe(0)
    expect(await database.db.orgUnitContact.count()).toBe(0)
    expect(await eventsOf('import.read')).toContainEqual({ batchId: id, orgUnitId: county })
  })

  test('says what is the matter with a row in plain words, in the reader’s language', async () => {
    const id = await bring(list('3905\tTønsberg\tX skole\t974594251\tKari\tkari@example.org'))
    const [row] = await rowsOf(id)
    expect(row).toMatchObject({ result: 'error' })
    expect(row?.reasons.map(({ text }) => text).join()).toContain('kontrollsifferet')
    const [english] = (await listRows(adviser, id, { page: 1 }, 'en')).rows
    expect(english?.reasons[0]?.text).not.toBe(row?.reasons[0]?.text)
  })

  test('is added as a whole, in one go, with contacts and enrolments, and says so once', async () => {
    const cohort = await aCohort({ host: county, enrolled: [county, town] })
    const id = await bring(list(invented(1), invented(2), invented(3)), { cohort })
    await takeAll(adviser, id, null)
    expect(await summarise(adviser, id)).toMatchObject({ units: { school: 3 }, contacts: 3, enrolled: 3 })
    await yes(id)
    expect((await getBatch(adviser, id)).status).toBe('done')
    expect(await schools()).toBe(3)
    const units = await database.db.orgUnit.findMany({
      where: { kind: 'school' },
      include: { ancestors: true, contacts: true, enrolments: { include: { changes: true } } },
    })
    for (const unit of units) {
      expect(unit.ancestors.map(({ ancestorId }) => ancestorId)).toEqual(
        expect.arrayContaining([town, county]),
      )
      expect(unit.contacts).toHaveLength(1)
      expect(unit.enrolments[0]?.changes).toMatchObject([{ status: 'enrolled', personId: adviser.personId }])
    }
    expect((await eventsOf('import.confirmed')).at(-1)).toEqual({
      batchId: id,
      orgUnitId: county,
      units: 3,
      people: 0,
      grants: 0,
    })
    expect(await database.db.importFile.count({ where: { batchId: id } })).toBe(0)
  })

  test('a second time changes nothing', async () => {
    const text = list(invented(1), invented(2))
    const first = await bring(text)
    await takeAll(adviser, first, null)
    await yes(first)
    const second = await bring(text)
    await takeAll(adviser, second, null)
    expect(await summarise(adviser, second)).toMatchObject({ units: {}, contacts: 0, unchanged: 2 })
    await expect(yes(second)).rejects.toMatchObject({ reason: 'imports.nothing' })
    expect(await schools()).toBe(2)
  })

  test('with one cell changed makes one change', async () => {
    const first = await bring(list(invented(1), invented(2)))
    await takeAll(adviser, first, null)
    await yes(first)
    const second = await bring(list(invented(1).replace('Ola Eksempel', 'Ola Annen'), invented(2)))
    await takeAll(adviser, second, null)
    expect(await summarise(adviser, second)).toMatchObject({
      units: {},
      contacts: 0,
      contactNames: 1,
      unchanged: 1,
    })
  })

  test('does not forget what is not in it: that is only said', async () => {
    const first = await bring(list(invented(1), invented(2)))
    await takeAll(adviser, first, null)
    await yes(first)
    const second = await bring(list(invented(1)))
    expect((await missingUnits(adviser, second))?.map(({ name }) => name)).toEqual(['Oppdiktet skole c'])
    expect(await schools()).toBe(2)
  })
})

describe('before the yes', () => {
  test('a row is corrected in place, judged again at once, and brought back', async () => {
    const id = await bring(list('3905\tTønsberg\tOppdiktet skole\t\tKari\tkari.example.org'))
    const [wrong] = await rowsOf(id)
    expect(wrong?.result).toBe('error')
    await correctRow(adviser, id, { position: wrong!.position, cells: { email: 'kari@example.org' } })
    const [right] = await rowsOf(id)
    expect(right).toMatchObject({ corrected: ['email'], cells: { email: 'kari@example.org' } })
    expect(right?.result).not.toBe('error')
    await undoCorrection(adviser, id, wrong!.position)
    expect((await rowsOf(id))[0]).toMatchObject({ result: 'error', corrected: [] })
  })

  test('rows with remarks wait until somebody takes them along, one by one or all of a kind', async () => {
    const id = await bring(list(invented(1), invented(2)))
    expect(await countsOf(id)).toMatchObject({ warn: 2, waiting: 2, taken: 0 })
    const { kinds, rows } = await listRows(adviser, id, { page: 1 }, 'nb')
    await leaveOut(adviser, id, rows[0]!.position, false)
    expect(await countsOf(id)).toMatchObject({ waiting: 1, taken: 1 })
    await takeAll(adviser, id, kinds[0]!.code)
    expect(await countsOf(id)).toMatchObject({ waiting: 0, taken: 2 })
    await leaveOut(adviser, id, rows[0]!.position, true)
    expect(await summarise(adviser, id)).toMatchObject({ units: { school: 1 } })
  })

  test('what a heading means is said once and remembered for the office', async () => {
    const text = 'Kommune\tStedet\tEpost\nTønsberg\tOppdiktet skole\tkari@example.org'
    const first = await bring(text)
    const heading = (await getBatch(adviser, first)).headings[0]?.columns.find(c => c.heading === 'Stedet')
    await rememberHeadings(adviser, first, { [heading?.folded ?? 'stedet']: 'unit_name' })
    await read(first)
    expect((await rowsOf(first))[0]?.cells.unit_name).toBe('Oppdiktet skole')
    const second = await bring(text)
    expect((await rowsOf(second))[0]?.cells.unit_name).toBe('Oppdiktet skole')
    await database.db.importMapping.deleteMany()
  })

  test('reading that was interrupted begins anew', async () => {
    const id = await bring(list(invented(1), invented(2)))
    await database.db.importBatch.update({ where: { id }, data: { status: 'waiting' } })
    await read(id)
    expect(await countsOf(id)).toMatchObject({ warn: 2 })
  })

  test('a list can be thrown away', async () => {
    const id = await bring(list(invented(1)))
    await discardBatch(adviser, id)
    await expect(getBatch(adviser, id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('who may', () => {
  test.each([
    ['another county', () => neighbour],
    ['a coordinator below', () => coordinator],
  ])('%s sees nothing of it, and changes nothing', async (_, who) => {
    const id = await bring(list(invented(1)))
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
      [neighbour, county],
      [coordinator, county],
      [await anActor('teacher', town), town],
      [await anActor(), county],
    ] as const)
      await expect(bring(list(invented(1)), { by, unit })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a colleague of the same office sees it and may say yes', async () => {
    const colleague = await anActor('county_adviser', county)
    const id = await bring(list(invented(1)))
    await takeAll(colleague, id, null)
    await yes(id, colleague)
    expect(await schools()).toBe(1)
  })

  test('what lies outside of the office is never written, whatever the judge said of it', async () => {
    const id = await bring(list('5501\tTromsø\tOppdiktet skole\t\tKari\tkari@example.org'))
    await database.db.importRow.updateMany({
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
    await database.pool.query('UPDATE import_batch SET summary = NULL WHERE id = $1', [id])
    expect(await summarise(adviser, id)).toMatchObject({ units: {}, refused: 1 })
    await expect(yes(id)).rejects.toMatchObject({ reason: 'imports.nothing' })
  })

  test('a right that is taken away between looking and writing ends it', async () => {
    const personId = await aPerson()
    const grant = await aGrant(personId, 'county_adviser', county)
    const leaver = await actorOf(personId)
    const id = await bring(list(invented(1)), { by: leaver })
    await takeAll(leaver, id, null)
    await summarise(leaver, id)
    await confirmBatch(leaver, id, (await getBatch(leaver, id)).version)
    await database.db.grant.update({ where: { id: grant }, data: { validTo: new Date() } })
    await writeBatch(id)
    expect(await getBatch(leaver, id)).toMatchObject({ status: 'preview', problem: 'notAllowed' })
    expect(await schools()).toBe(0)
  })
})

describe('when several things happen at once', () => {
  test('two yeses write once', async () => {
    const id = await bring(list(invented(1), invented(2)))
    await takeAll(adviser, id, null)
    await summarise(adviser, id)
    const { version } = await getBatch(adviser, id)
    const answers = await Promise.allSettled([
      confirmBatch(adviser, id, version),
      confirmBatch(adviser, id, version),
    ])
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await Promise.all([writeBatch(id), writeBatch(id)])
    expect(await schools()).toBe(2)
    expect(await database.db.importChange.count({ where: { batchId: id } })).toBe(4)
  })

  test('a yes to an earlier state is no yes', async () => {
    const id = await bring(list(invented(1), invented(2)))
    await takeAll(adviser, id, null)
    await summarise(adviser, id)
    const { version } = await getBatch(adviser, id)
    await leaveOut(adviser, id, 1, true)
    await expect(confirmBatch(adviser, id, version)).rejects.toMatchObject({ reason: 'imports.changed' })
  })

  test('two lists with the same school make one school; the later one is looked at again', async () => {
    const [a, b] = [await bring(list(invented(1))), await bring(list(invented(1)))]
    for (const id of [a, b]) {
      await takeAll(adviser, id, null)
      await summarise(adviser, id)
      await confirmBatch(adviser, id, (await getBatch(adviser, id)).version)
    }
    await Promise.all([writeBatch(a), writeBatch(b)])
    expect(await schools()).toBe(1)
    const statuses = [(await getBatch(adviser, a)).status, (await getBatch(adviser, b)).status]
    expect(statuses.sort()).toEqual(['done', 'preview'])
  })

  test('writing that breaks off leaves nothing, and can run again', async () => {
    const id = await bring(list(invented(1), invented(2)))
    await takeAll(adviser, id, null)
    await summarise(adviser, id)
    await confirmBatch(adviser, id, (await getBatch(adviser, id)).version)
    // The last thing that is written fails, as it does when the server dies then.
    await sql(
      database.owner,
      `CREATE FUNCTION dies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'dies'; END $$;
       CREATE TRIGGER dies BEFORE INSERT ON import_change EXECUTE FUNCTION dies()`,
    )
    await expect(writeBatch(id)).rejects.toThrow('dies')
    await sql(database.owner, 'DROP TRIGGER dies ON import_change')
    expect(await schools()).toBe(0)
    expect((await getBatch(adviser, id)).status).toBe('writing')
    await writeBatch(id)
    expect(await schools()).toBe(2)
  })
})

describe('taking a list back', () => {
  async function added(): Promise<string> {
    const cohort = await aCohort({ host: county, enrolled: [county, town] })
    const id = await bring(list(invented(1), invented(2)), { cohort })
    await takeAll(adviser, id, null)
    await yes(id)
    return id
  }

  test('leaves everything as it was before', async () => {
    const id = await added()
    expect(await undoBatch(adviser, id)).toEqual([])
    expect(await schools()).toBe(0)
    expect(await database.db.orgUnitContact.count()).toBe(0)
    expect((await getBatch(adviser, id)).status).toBe('undone')
    expect((await eventsOf('import.undone')).at(-1)).toEqual({ batchId: id, orgUnitId: county })
    await expect(undoBatch(adviser, id)).rejects.toMatchObject({ reason: 'imports.notDone' })
  })

  test('brings back what a change replaced', async () => {
    const first = await bring(list(invented(1)))
    await takeAll(adviser, first, null)
    await yes(first)
    const second = await bring(list(invented(1).replace('Ola Eksempel', 'Ola Annen')))
    await takeAll(adviser, second, null)
    await yes(second)
    expect(await undoBatch(adviser, second)).toEqual([])
    expect(await database.db.orgUnitContact.findMany({ select: { name: true } })).toEqual([
      { name: 'Ola Eksempel' },
    ])
    expect(await schools()).toBe(1)
  })

  test('is refused, with names, when something is in use or has been changed since', async () => {
    const id = await added()
    const unit = await database.db.orgUnit.findFirstOrThrow({ where: { kind: 'school' } })
    await aGrant(await aPerson(), 'leader', unit.id)
    await database.db.orgUnitContact.updateMany({
      where: { orgUnitId: { not: unit.id } },
      data: { name: 'Noen andre' },
    })
    const blocked = await undoBatch(adviser, id)
    expect(blocked.map(({ why }) => why).sort()).toEqual(['changed', 'used'])
    expect(blocked.map(({ name }) => name)).toContain('Ola Eksempel')
    expect(await schools()).toBe(2)
  })
})

describe('a list of participants', () => {
  const PEOPLE = 'Navn\tE-post\tRolle\tSkole'

  test('registers people and gives them their roles, and never more than one may give', async () => {
    await aUnit({ name: 'Oppdiktet skole', below: town })
    const text = `${PEOPLE}\nOla Nordmann\tola.n@example.org\tlærer\tOppdiktet skole\nKari Nordmann\tkari.n@example.org\tleder\tOppdiktet skole`
    const id = await bring(text, { kind: 'participants' })
    await takeAll(adviser, id, null)
    expect(await summarise(adviser, id)).toMatchObject({ people: 2, grants: 2, refused: 0 })
    await yes(id)
    const people = await database.db.person.findMany({
      where: { email: { in: ['ola.n@example.org', 'kari.n@example.org'] } },
      include: { grants: true },
      orderBy: { name: 'asc' },
    })
    expect(people.map(({ grants }) => grants.map(({ role }) => role))).toEqual([['leader'], ['teacher']])
    const again = await bring(text, { kind: 'participants' })
    await takeAll(adviser, again, null)
    expect(await summarise(adviser, again)).toMatchObject({ people: 0, grants: 0 })
    expect(await undoBatch(adviser, id)).toEqual([])
    expect(await database.db.person.count({ where: { email: 'ola.n@example.org' } })).toBe(0)
  })

  test('finds no unit of another county', async () => {
    const elsewhere = await aUnit({ name: 'Fremmed skole', below: other })
    await anEnrolment(await aCohort(), elsewhere)
    const id = await bring(`${PEOPLE}\nOla\tola.n@example.org\tlærer\tFremmed skole`, {
      kind: 'participants',
    })
    expect((await rowsOf(id))[0]?.result).toBe('error')
  })
})

test('what was brought is forgotten after thirty days, only numbers remain', async () => {
  const id = await bring(list(invented(1)))
  await takeAll(adviser, id, null)
  await yes(id)
  const unread = await bring(list(invented(2)))
  await database.pool.query(`UPDATE import_batch SET created_at = now() - interval '31 days'`)
  await forgetOldLists()
  expect(await database.db.importRow.count()).toBe(0)
  expect(await database.db.importChange.count()).toBe(0)
  expect(await getBatch(adviser, id)).toMatchObject({ status: 'done', summary: { units: { school: 1 } } })
  await expect(getBatch(adviser, unread)).rejects.toMatchObject({ code: 'not_found' })
})

test.each([
  ['empty', '', 'imports.empty'],
  ['too large', 'x'.repeat(20 * 2 ** 20 + 1), 'imports.too_large'],
])('what is %s is refused at once', async (_, content, reason) => {
  await expect(bring(content)).rejects.toMatchObject({ reason })
})

test('a file that is no list says why, and nothing of it is kept', async () => {
  const id = await bring(Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj'), { fileName: 'liste.xlsx' })
  expect(await getBatch(adviser, id)).toMatchObject({ status: 'failed' })
  expect(await database.db.importFile.count({ where: { batchId: id } })).toBe(0)
})
