import { beforeEach, describe, expect, test } from 'vitest'
import {
  aGathering,
  anActor,
  aPerson,
  aSeat,
  aTable,
  aUnit,
  anEnrolment,
  aGrant,
  eventsOf,
} from '../../../tests/support/factories'
import { aCast, aNetwork, type Cast, type Network } from '../../../tests/support/network'
import { useDatabase } from '../../../tests/support/database'
import { readProgramme } from '../../../prisma/programmes/read'
import { readDocument } from '../documents/documents'
import { listSeatable, listSeats, seatPerson, unseatPerson } from './seats'
import { changeTable, createTable, listTables, listTemplates } from './tables'
import { getTableDocument } from './table-document'
import { newTableForm, tableForm } from './schema'

const database = useDatabase()
let n: Network
let cast: Cast
let gathering: string

beforeEach(async () => {
  n = await aNetwork()
  cast = await aCast(n)
  gathering = await aGathering({ cohort: n.cohort, host: n.west })
})

const mine = (events: unknown[]) =>
  events.filter(e => (e as { gatheringId: string }).gatheringId === gathering)

describe('tables', () => {
  test('the document begins with a template of the programme, and with none that it does not offer', async () => {
    const { templates } = readProgramme('lokal-kompetanseutvikling')
    await database.db.programme.updateMany({ data: { templates } })
    expect((await listTemplates(cast.west, gathering)).map(({ key }) => key)).toEqual([
      'needs',
      'measures',
      'blank',
    ])
    const form = newTableForm.parse({ template: 'needs' })
    const { documentId } = await createTable(cast.west, gathering, form, 'nn')
    expect((await readDocument(documentId)).text).toContain('Kva veit vi sikkert, og kva trur vi?')
    for (const template of ['igp', 'constructor', ''])
      await expect(createTable(cast.west, gathering, newTableForm.parse({ template }))).rejects.toMatchObject(
        {
          code: 'not_found',
        },
      )
    await expect(listTemplates(cast.nobody, gathering)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a new one takes the next free number and has exactly one document', async () => {
    const form = tableForm.parse({ name: ' Rødt  bord ', openToGuests: 'on' })
    const first = await createTable(cast.west, gathering, form)
    const second = await createTable(cast.west, gathering, tableForm.parse({}))
    expect([first.number, second.number]).toEqual([1, 2])
    await database.db.gatheringTable.delete({ where: { id: first.id } })
    expect(await createTable(cast.west, gathering, form)).toMatchObject({ number: 1 })
    const documents = await database.db.document.findMany({ where: { ownerId: second.id } })
    expect(documents.map(({ id }) => id)).toEqual([second.documentId])
    expect(mine(await eventsOf('gathering.table_created'))).toContainEqual({
      gatheringId: gathering,
      tableId: second.id,
      documentId: second.documentId,
    })
  })

  test('its document begins with what the template asks about, in the organiser’s language', async () => {
    const form = newTableForm.parse({ name: '', template: 'igp' })
    const { documentId } = await createTable(cast.west, gathering, form, 'nn')
    expect((await readDocument(documentId)).text).toContain('Kvar for oss: Kva har vi sett?')
    const blank = await createTable(cast.west, gathering, newTableForm.parse({}))
    expect((await readDocument(blank.documentId)).text).toBe('')
  })

  test('ten at once get ten numbers', async () => {
    const made = await Promise.all(
      Array.from({ length: 10 }, () => createTable(cast.west, gathering, tableForm.parse({}))),
    )
    expect(made.map(({ number }) => number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  test('everybody who knows the gathering sees numbers and names, and the document only with a right', async () => {
    const table = await createTable(cast.west, gathering, tableForm.parse({ name: 'Rødt' }))
    await aSeat({ id: table.id, gatheringId: gathering }, cast.teacher.personId)
    const see = async (who: keyof Cast) =>
      (await listTables(cast[who], gathering)).map(t => [t.name, t.seats, t.right, t.documentId])
    expect(await see('teacher')).toEqual([['Rødt', 1, 'write', table.documentId]])
    expect(await see('resource')).toEqual([['Rødt', 1, 'read', table.documentId]])
    for (const who of ['state', 'west', 'westTown', 'leader'] as const)
      expect(await see(who)).toEqual([['Rødt', 1, null, null]])
    await expect(listTables(cast.north, gathering)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a right at one table is none at the next', async () => {
    const [one, two, three] = [
      await aTable({ gathering, seated: [cast.teacher.personId] }),
      await aTable({ gathering, seated: [cast.northTeacher.personId] }),
      await aTable({ gathering }),
    ]
    const rights = async (who: keyof Cast) =>
      Object.fromEntries((await listTables(cast[who], gathering)).map(({ id, right }) => [id, right]))
    expect(await rights('teacher')).toEqual({ [one.id]: 'write', [two.id]: null, [three.id]: null })
    expect(await rights('northTeacher')).toEqual({ [one.id]: null, [two.id]: 'write', [three.id]: null })
    expect(await rights('resource')).toEqual({ [one.id]: 'read', [two.id]: null, [three.id]: null })
  })

  test('is renamed by who arranges it', async () => {
    const { id } = await createTable(cast.west, gathering, tableForm.parse({}))
    await changeTable(cast.west, gathering, id, { name: 'Blått', openToGuests: true })
    expect(await listTables(cast.teacher, gathering)).toMatchObject([{ name: 'Blått', openToGuests: true }])
    await expect(
      changeTable(cast.teacher, gathering, id, { name: 'x', openToGuests: false }),
    ).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(
      changeTable(cast.north, gathering, id, { name: 'x', openToGuests: false }),
    ).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(
      changeTable(cast.west, gathering, 'x', { name: 'x', openToGuests: false }),
    ).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('of one gathering is not found in another, also by who arranges both', async () => {
    const { id } = await createTable(cast.west, gathering, tableForm.parse({ name: 'Rødt' }))
    const other = await aGathering({ cohort: n.cohort, host: n.west })
    const notFound = { code: 'not_found' }
    const form = { name: 'Blått', openToGuests: true }
    await expect(changeTable(cast.west, other, id, form)).rejects.toMatchObject(notFound)
    await expect(seatPerson(cast.west, other, id, cast.teacher.personId)).rejects.toMatchObject(notFound)
    expect(await listTables(cast.west, gathering)).toMatchObject([{ name: 'Rødt', seats: 0 }])
  })
})

describe('seats', () => {
  let one: string
  let two: string
  beforeEach(async () => {
    one = (await createTable(cast.west, gathering, tableForm.parse({}))).id
    two = (await createTable(cast.west, gathering, tableForm.parse({}))).id
  })
  const seats = async () =>
    (await listSeats(cast.west, gathering)).map(({ personId, tableId }) => [personId, tableId])

  test('a person is put at a table, moved, and taken away', async () => {
    const { personId } = cast.teacher
    await seatPerson(cast.west, gathering, one, personId)
    await seatPerson(cast.west, gathering, one, personId)
    expect(await seats()).toEqual([[personId, one]])
    await seatPerson(cast.west, gathering, two, personId)
    expect(await seats()).toEqual([[personId, two]])
    await unseatPerson(cast.west, gathering, personId)
    await unseatPerson(cast.west, gathering, personId)
    expect(await seats()).toEqual([])
    const ids = { gatheringId: gathering, personId }
    expect(mine(await eventsOf('seat.taken'))).toEqual([
      { ...ids, tableId: one },
      { ...ids, tableId: two },
    ])
    expect(mine(await eventsOf('seat.left'))).toEqual([
      { ...ids, tableId: one },
      { ...ids, tableId: two },
    ])
  })

  test('a seat that has ended is no hindrance', async () => {
    await aSeat({ id: one, gatheringId: gathering }, cast.teacher.personId, { to: new Date('2021-01-01') })
    expect(await seats()).toEqual([])
    await seatPerson(cast.west, gathering, one, cast.teacher.personId)
    expect(await seats()).toEqual([[cast.teacher.personId, one]])
  })

  test('the county seats people of its own area who take part; the list of them is what the rule allows', async () => {
    const ppt = await aUnit({ kind: 'ppt', name: 'PPT' })
    await database.db.orgUnitRelation.create({ data: { parentId: ppt, childId: n.westTown, kind: 'serves' } })
    await anEnrolment(n.cohort, ppt)
    const adviser = await anActor('ppt_adviser', ppt)
    const gone = await aPerson({ role: 'teacher', unit: n.westTownSchool, disabled: true })
    const former = await aPerson()
    await aGrant(former, 'teacher', n.westTownSchool, { to: new Date('2021-01-01') })
    const yes = [cast.west, cast.westTown, cast.leader, cast.teacher, cast.resource, adviser].map(
      a => a.personId,
    )
    const no = [
      cast.state,
      cast.north,
      cast.northTeacher,
      cast.otherTeacher,
      cast.southTown,
      cast.nobody,
    ].map(a => a.personId)
    expect((await listSeatable(cast.west, gathering)).map(p => p.personId).sort()).toEqual([...yes].sort())
    for (const id of [...no, gone, former, 'x']) {
      await expect(seatPerson(cast.west, gathering, one, id)).rejects.toMatchObject({ code: 'not_found' })
    }
    for (const id of yes) await seatPerson(cast.west, gathering, one, id)
    expect(await listSeatable(cast.west, gathering)).toEqual([])
  })

  test('searching by a part of the name', async () => {
    const id = await aPerson({ name: 'Åse Øvrebø', role: 'teacher', unit: n.westTownSchool })
    expect(await listSeatable(cast.west, gathering, ' øvre ')).toEqual([
      { personId: id, name: 'Åse Øvrebø', units: ['Vestby skole'] },
    ])
  })

  test('only who arranges it knows and changes who sits where', async () => {
    for (const who of ['state', 'westTown', 'leader', 'teacher', 'resource'] as const) {
      await expect(listSeats(cast[who], gathering)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(listSeatable(cast[who], gathering)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(seatPerson(cast[who], gathering, one, cast[who].personId)).rejects.toMatchObject({
        code: 'forbidden',
      })
      await expect(unseatPerson(cast[who], gathering, cast[who].personId)).rejects.toMatchObject({
        code: 'forbidden',
      })
    }
    await expect(seatPerson(cast.north, gathering, one, cast.north.personId)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('around a table’s document', () => {
  test('those who may open it see who sits there and who reads along', async () => {
    const { id, documentId } = await createTable(cast.west, gathering, tableForm.parse({ name: 'Rødt' }))
    await aSeat({ id, gatheringId: gathering }, cast.teacher.personId)
    const expected = {
      table: { number: 1, name: 'Rødt' },
      gathering: { id: gathering },
      seated: [{ id: cast.teacher.personId, name: cast.teacher.name }],
      readers: [{ id: cast.resource.personId, name: cast.resource.name }],
    }
    expect(await getTableDocument(cast.teacher, documentId)).toMatchObject({ right: 'write', ...expected })
    expect(await getTableDocument(cast.resource, documentId)).toMatchObject({ right: 'read', ...expected })
    for (const who of ['state', 'west', 'westTown', 'leader', 'northTeacher', 'nobody'] as const) {
      await expect(getTableDocument(cast[who], documentId)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(getTableDocument(cast.teacher, 'x')).rejects.toMatchObject({ code: 'not_found' })
  })
})
