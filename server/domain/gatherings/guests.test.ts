import { beforeEach, describe, expect, test } from 'vitest'
import {
  actorOf,
  aGathering,
  anActor,
  aPerson,
  aSeat,
  aTable,
  eventsOf,
} from '../../../tests/support/factories'
import { useDatabase } from '../../../tests/support/database'
import { documentRight } from '../access'
import { listCohorts } from '../cohorts/cohorts'
import { listUnits } from '../organisations/units'
import { endOfDay } from '../shared/dates'
import { getGathering, listGatherings } from './gatherings'
import { joinAsGuest, seatOfGuest, whatCodeOpens } from './guests'
import { home } from './home'
import { listTables } from './tables'
import { joinForm } from './schema'

const database = useDatabase()
let gathering: string
let code: string
let serial = 0

beforeEach(async () => {
  code = `GEST${++serial}`
  gathering = await aGathering({ joinCode: code, title: 'Åpen samling' })
})

describe('joining by the code', () => {
  test('a guest sits down, until the day ends in Norway, and may write there', async () => {
    const table = await aTable({ gathering, openToGuests: true })
    const joined = await joinAsGuest(code, '  Kari\n Gjest ')
    expect(joined).toMatchObject({ gatheringId: gathering, tableId: table.id, documentId: table.documentId })
    expect(joined.validTo).toEqual(endOfDay(new Date()))
    const guest = await actorOf(joined.personId)
    expect(guest).toMatchObject({ kind: 'guest', name: 'Kari Gjest', grants: [] })
    expect(await documentRight(guest, table.documentId)).toBe('write')
    expect(await seatOfGuest(joined.personId)).toEqual(joined)
    expect(await eventsOf('seat.taken')).toContainEqual({
      gatheringId: gathering,
      tableId: table.id,
      personId: guest.personId,
    })
  })

  test('people are spread over the open tables, fewest first', async () => {
    const open = [
      await aTable({ gathering, openToGuests: true }),
      await aTable({ gathering, openToGuests: true }),
    ]
    await aTable({ gathering })
    await aSeat(open[0] ?? (await aTable()), await aPerson())
    const joined = await Promise.all(Array.from({ length: 5 }, (_, i) => joinAsGuest(code, `Gjest ${i}`)))
    const counts = open.map(({ id }) => joined.filter(({ tableId }) => tableId === id).length)
    expect(counts).toEqual([2, 3])
  })

  test('a seat that has ended does not count', async () => {
    const first = await aTable({ gathering, openToGuests: true })
    await aTable({ gathering, openToGuests: true })
    await aSeat(first, await aPerson(), { to: new Date('2021-01-01') })
    expect((await joinAsGuest(code, 'Gjest')).tableId).toBe(first.id)
  })

  test('a wrong code and a closed gathering say so, and leave nobody behind', async () => {
    await aTable({ gathering })
    const people = await database.db.person.count()
    await expect(joinAsGuest('FEIL22', 'Gjest')).rejects.toMatchObject({
      code: 'not_found',
      reason: 'join.wrongCode',
    })
    await expect(joinAsGuest(code, 'Gjest')).rejects.toMatchObject({
      code: 'conflict',
      reason: 'join.closed',
    })
    expect(await database.db.person.count()).toBe(people)
  })

  test('case, spaces and hyphens do not matter', async () => {
    await aTable({ gathering, openToGuests: true })
    expect(await whatCodeOpens(` ${code.toLowerCase().slice(0, 3)}-${code.slice(3)} `)).toEqual({
      title: 'Åpen samling',
      code,
    })
    await expect(whatCodeOpens('')).rejects.toMatchObject({ reason: 'join.wrongCode' })
    await expect(whatCodeOpens('x'.repeat(500))).rejects.toMatchObject({ reason: 'join.wrongCode' })
  })

  test.each([
    ['', 'errors.required'],
    [' \u200b\n ', 'errors.required'],
    ['x'.repeat(61), 'errors.tooLong'],
  ])('the name %j is refused: %s', (name, key) => {
    expect(joinForm.safeParse({ code: 'ABC', name }).error?.issues[0]?.message).toBe(key)
  })
})

describe('a guest', () => {
  test('sees that gathering with the own table only, and nothing else', async () => {
    const table = await aTable({ gathering, openToGuests: true })
    const other = await aTable({ gathering })
    const elsewhere = await aTable()
    const { personId } = await joinAsGuest(code, 'Gjest')
    const guest = await actorOf(personId)
    expect((await listGatherings(guest)).map(({ id }) => id)).toEqual([gathering])
    expect(await getGathering(guest, gathering)).toMatchObject({ joinCode: null, can: { edit: false } })
    expect((await listTables(guest, gathering)).map(({ id }) => id)).toEqual([table.id])
    await expect(getGathering(guest, elsewhere.gatheringId)).rejects.toMatchObject({ code: 'not_found' })
    expect(await documentRight(guest, other.documentId)).toBeNull()
    expect(await documentRight(guest, elsewhere.documentId)).toBeNull()
    expect([await listCohorts(guest), await listUnits(guest)]).toEqual([[], []])
    expect(await home(guest)).toMatchObject({ cohorts: [], tables: [{ documentId: table.documentId }] })
  })

  test('has nothing any more when the day is over', async () => {
    const table = await aTable({ gathering, openToGuests: true })
    const { personId } = await joinAsGuest(code, 'Gjest')
    await aSeat(table, personId, { to: new Date(Date.now() - 1000) })
    const guest = await actorOf(personId)
    await expect(getGathering(guest, gathering)).rejects.toMatchObject({ code: 'not_found' })
    await expect(seatOfGuest(personId)).rejects.toMatchObject({ code: 'not_found' })
    expect(await documentRight(guest, table.documentId)).toBeNull()
  })

  test('an account has no guest’s seat', async () => {
    const { personId } = await anActor()
    await expect(seatOfGuest(personId)).rejects.toMatchObject({ code: 'not_found' })
  })
})
